/**
 * Nyström attention among the places of a map (Xiong et al. AAAI 2021), through m landmarks at a cost linear in N. With a depthwise
 * convolution along the tokens added to the answers, as in its code, k more numbers a head. Parameters 4C² + 4C (+ kh), and 2C for the norm.
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import type { TapMeta } from '../../layers/context.ts'
import { fanInUniform } from '../../layers/initializers.ts'
import type { Scope } from '../../layers/scope.ts'
import { depthwiseConvolution } from '../../tensorflow/kernels/index.ts'
import { isLaidOut } from '../lines.ts'
import { mechanism } from '../mechanism.ts'
import { checkPairs } from '../memory.ts'
import { checkHeads } from '../multi-head-attention.ts'
import { nystromAnswer, nystromFactors, nystromWeights } from '../nystrom.ts'
import { checkPosition } from '../positions/catalogue.ts'
import { projectedHeads } from '../projected-heads.ts'
import { onMap, placed, tokenPositionOption } from './on-map.ts'
import { biasOption, headsOption } from './options.ts'

const options = z.strictObject({
  heads: headsOption,
  landmarks: option(z.int().min(1).max(1024).default(16), { en: 'Landmarks', 'zh-CN': '地标数' }, { en: 'A map with fewer places uses them all.', 'zh-CN': '位置更少的特征图使用全部位置。' }),
  iterations: option(z.int().min(1).max(12).default(6), { en: 'Steps of the pseudo-inverse', 'zh-CN': '伪逆的迭代次数' }),
  residual: option(z.int().min(0).max(65).default(0).refine((size) => size === 0 || size % 2 === 1, 'it must be odd, or 0 for none'), { en: 'Convolution of the values, length', 'zh-CN': '值卷积的长度' }, { en: 'Odd; 0 = none.', 'zh-CN': '奇数；0 表示不使用。' }),
  position: tokenPositionOption('sine-2d'),
  bias: biasOption,
})

/** Each head's values along the tokens, one filter a head: (B, heads, N, d) → the same. */
export function valueConvolution(scope: Scope, heads: number, size: number): (values: tf.Tensor) => tf.Tensor {
  const filter = scope.weight('kernel', [size, 1, heads, 1], fanInUniform(size))
  return (values) => tf.transpose(depthwiseConvolution(tf.transpose(values, [0, 2, 3, 1]), filter, { padding: 'same' }), [0, 3, 1, 2])
}

export const nystrom = mechanism({
  id: 'nystrom',
  name: { en: 'Nyström attention', 'zh-CN': 'Nyström 注意力' },
  kind: 'map',
  group: 'tokens',
  summary: {
    en: 'A few landmarks, means of neighbouring places, stand between queries and keys, and a pseudo-inverse undoes what they mix. It approximates the whole softmax at a cost linear in the places.',
    'zh-CN': '由少量地标（相邻位置的平均）连接查询与键，再用伪逆消除混合的影响。它以随位置数线性增长的代价近似完整的 softmax。',
  },
  formula: 'y = x + W_o\\,\\big\\Vert_h\\, \\mathrm{s}(Q_h \\tilde K_h^\\top)\\;\\mathrm{s}(\\tilde Q_h \\tilde K_h^\\top)^{+}\\;\\mathrm{s}(\\tilde Q_h K_h^\\top)\\,V_h, \\qquad \\mathrm{s}(S) = \\mathrm{softmax}(S/\\sqrt{d_h})',
  cost: { parameters: '4C^2 + 6C', macs: '4NC^2 + 4NmC + m^2C + hNm^2 + 4ihm^3' },
  paper: { title: 'Nyströmformer: A Nyström-Based Algorithm for Approximating Self-Attention', authors: 'Xiong et al.', venue: 'AAAI', year: 2021, link: 'https://arxiv.org/abs/2102.03902' },
  articles: [{ article: '004', says: { en: 'Names cheaper attention as future work.', 'zh-CN': '把更高效的注意力列为未来方向。' } }],
  showsPlaces: true,
  options,
  check({ heads, landmarks, position }, { channels, height, width, extra = 0 }) {
    checkHeads(channels, heads)
    checkPosition(position, channels)
    checkPairs({ queries: extra + height * width, keys: landmarks, heads, width: channels })
  },
  ...onMap<z.infer<typeof options>>((scope, { heads, landmarks, iterations, residual, position, bias }, tokens) => {
    const { channels, height, width, extra } = tokens
    const convolution = residual ? valueConvolution(scope.child('values'), heads, residual) : null
    const meta: TapMeta = { kind: 'attention', mechanism: 'nystrom', keyGrid: [height, width], queryGrid: [height, width], extra, distribution: false }
    return placed(scope, position, tokens, projectedHeads(scope, { width: channels, heads, bias }, (q, k, v, ctx) => {
      const factors = nystromFactors(q, k, { landmarks, iterations })
      if (isLaidOut(ctx, heads, q.shape[2]!)) ctx.tap(scope.path, nystromWeights(factors), meta)
      const answer = nystromAnswer(factors, v)
      return convolution ? tf.add(answer, convolution(v)) : answer
    }))
  }),
})
