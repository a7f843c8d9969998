/**
 * Performer attention (FAVOR+, Choromanski et al. ICLR 2021): the softmax is approximated by m random positive features, at a
 * cost linear in N. The directions are drawn once from the seed and are not trained. Parameters 4C² + 4C, and 2C for the norm.
 */
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import type { TapMeta } from '../../layers/context.ts'
import { kernelised, kernelisedWeights } from '../kernelised.ts'
import { isLaidOut } from '../lines.ts'
import { mechanism } from '../mechanism.ts'
import { checkHeads } from '../multi-head-attention.ts'
import { checkPosition } from '../positions/catalogue.ts'
import { projectedHeads } from '../projected-heads.ts'
import { orthogonalDirections, reluFeatures, softmaxFeatures, usualFeatures } from '../random-features.ts'
import { onMap, placed, tokenPositionOption } from './on-map.ts'
import { biasOption, headsOption } from './options.ts'

const options = z.strictObject({
  heads: headsOption,
  kernel: option(z.enum(['softmax', 'relu']).default('softmax'), { en: 'Kernel', 'zh-CN': '核函数' }, undefined, {
    softmax: { en: 'Softmax, by positive features', 'zh-CN': 'softmax（正特征近似）' },
    relu: { en: 'ReLU of the features', 'zh-CN': '特征的 ReLU' },
  }),
  features: option(z.int().min(0).max(1024).default(0), { en: 'Random features', 'zh-CN': '随机特征数' }, { en: '0 = d ln d, d the width of a head.', 'zh-CN': '0 表示 d ln d，d 为每个头的宽度。' }),
  position: tokenPositionOption('sine-2d'),
  bias: biasOption,
})

export const performer = mechanism({
  id: 'performer',
  name: { en: 'Performer (FAVOR+)', 'zh-CN': 'Performer（FAVOR+）' },
  kind: 'map',
  group: 'tokens',
  summary: {
    en: 'Approximates the softmax of multi-head attention by random features, so that all keys and values are summed up once for all queries. More features come closer to the softmax and cost more.',
    'zh-CN': '用随机特征近似多头注意力的 softmax，从而为所有查询只汇总一次键和值。特征越多越接近 softmax，代价也越大。',
  },
  formula: 'y = x + W_o\\,\\big\\Vert_h\\,\\frac{\\varphi(Q_h)\\,\\big(\\varphi(K_h)^\\top V_h\\big)}{\\varphi(Q_h)\\sum_n \\varphi(k_n)}, \\qquad \\varphi(u) = \\tfrac{1}{\\sqrt m}\\Big(e^{\\Omega u\' - \\lVert u\'\\rVert^2/2 - \\max} + \\varepsilon\\Big),\\; u\' = u\\,d^{-1/4}',
  cost: { parameters: '4C^2 + 6C', macs: '4NC^2 + 4NmC + hmN' },
  paper: { title: 'Rethinking Attention with Performers', authors: 'Choromanski et al.', venue: 'ICLR', year: 2021, link: 'https://arxiv.org/abs/2009.14794' },
  articles: [{ article: '004', says: { en: 'Names cheaper attention as future work.', 'zh-CN': '把更高效的注意力列为未来方向。' } }],
  showsPlaces: true,
  options,
  check({ heads, position }, { channels }) {
    checkHeads(channels, heads)
    checkPosition(position, channels)
  },
  ...onMap<z.infer<typeof options>>((scope, { heads, kernel, features, position, bias }, tokens) => {
    const { channels, height, width, extra } = tokens
    const each = channels / heads
    const directions = scope.weight('directions', [features || usualFeatures(each), each], orthogonalDirections, { trainable: false })
    const meta: TapMeta = { kind: 'attention', mechanism: 'performer', keyGrid: [height, width], queryGrid: [height, width], extra }
    return placed(scope, position, tokens, projectedHeads(scope, { width: channels, heads, bias }, (q, k, v, ctx) => {
      const [queries, keys] = kernel === 'relu' ? [reluFeatures(q, directions), reluFeatures(k, directions)] : [softmaxFeatures(q, directions, 'queries'), softmaxFeatures(k, directions, 'keys')]
      if (isLaidOut(ctx, heads, q.shape[2]!)) ctx.tap(scope.path, kernelisedWeights(queries, keys, 0), meta)
      return kernelised(queries, keys, v, 0)
    }))
  }),
})
