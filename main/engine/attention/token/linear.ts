/**
 * Linear attention among the places of a map: φ(Q)(φ(K)ᵀV) / (φ(Q)Σφ(K) + ε) with φ = elu + 1 (Katharopoulos et al. ICML 2020)
 * or relu (Cai et al. ICCV 2023); efficient attention (Shen et al. WACV 2021) softmax_d(Q)(softmax_N(K)ᵀV). Cost linear in N.
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import type { TapMeta } from '../../layers/context.ts'
import { elu, matMul, relu, softmax } from '../../tensorflow/kernels/index.ts'
import { kernelised, kernelisedWeights } from '../kernelised.ts'
import { isLaidOut } from '../lines.ts'
import { mechanism } from '../mechanism.ts'
import { checkHeads } from '../multi-head-attention.ts'
import { checkPosition } from '../positions/catalogue.ts'
import { projectedHeads } from '../projected-heads.ts'
import { onMap, placed, tokenPositionOption } from './on-map.ts'
import { biasOption, headsOption } from './options.ts'

export type LinearForm = 'elu' | 'relu' | 'efficient'

/** Softmax over the tokens, (B, heads, N, d) → the same. */
const softmaxOverTokens = (x: tf.Tensor): tf.Tensor => tf.transpose(softmax(tf.transpose(x, [0, 1, 3, 2])), [0, 1, 3, 2])

const features = {
  elu: { queries: (x: tf.Tensor) => tf.add(elu(x), 1), keys: (x: tf.Tensor) => tf.add(elu(x), 1) },
  relu: { queries: relu, keys: relu },
  efficient: { queries: softmax, keys: softmaxOverTokens },
}

/** Feature forms of queries and keys, (B, heads, N, d) each. */
export const linearFeatures = (queries: tf.Tensor, keys: tf.Tensor, form: LinearForm): [tf.Tensor, tf.Tensor] => [features[form].queries(queries), features[form].keys(keys)]

/** Efficient attention's weights sum to 1 by themselves. */
export const linearAnswer = (queries: tf.Tensor, keys: tf.Tensor, values: tf.Tensor, form: LinearForm, epsilon: number): tf.Tensor =>
  form === 'efficient' ? matMul(queries, matMul(keys, values, { transposeA: true })) : kernelised(queries, keys, values, epsilon)

const options = z.strictObject({
  heads: headsOption,
  form: option(z.enum(['elu', 'relu', 'efficient']).default('elu'), { en: 'Features', 'zh-CN': '特征函数' }, undefined, {
    elu: { en: 'elu + 1', 'zh-CN': 'elu + 1' },
    relu: { en: 'ReLU', 'zh-CN': 'ReLU' },
    efficient: { en: 'Softmax over channels and over places (efficient attention)', 'zh-CN': '对通道、对位置各做 softmax（高效注意力）' },
  }),
  position: tokenPositionOption('sine-2d'),
  bias: biasOption,
  epsilon: option(z.number().min(1e-9).max(0.01).default(1e-6), { en: 'Epsilon of the denominator', 'zh-CN': '分母的 ε' }, { en: 'Sources differ: linear attention 1e-6, with ReLU 1e-5, some none.', 'zh-CN': '各来源不同：线性注意力为 1e-6，ReLU 形式为 1e-5，有的没有。' }),
})

export const linear = mechanism({
  id: 'linear',
  name: { en: 'Linear attention', 'zh-CN': '线性注意力' },
  kind: 'map',
  group: 'tokens',
  summary: {
    en: 'All keys and values are summed up once, and every place reads from that sum through features of its query. The cost grows with the places and not with their square, but the weights are smoother than those of a softmax.',
    'zh-CN': '先把所有键和值汇总一次，每个位置再通过查询的特征从汇总中读取。代价随位置数线性增长，而不是平方增长，但权重比 softmax 的更平滑。',
  },
  formula: 'y = x + W_o\\,\\big\\Vert_h\\,\\frac{\\varphi(Q_h)\\,\\big(\\varphi(K_h)^\\top V_h\\big)}{\\varphi(Q_h)\\sum_n \\varphi(k_n) + \\varepsilon}, \\qquad \\varphi = \\mathrm{elu} + 1',
  cost: { parameters: '4C^2 + 6C', macs: '4NC^2 + \\tfrac{2NC^2}{h} + NC' },
  paper: { title: 'Transformers are RNNs: Fast Autoregressive Transformers with Linear Attention', authors: 'Katharopoulos et al.', venue: 'ICML', year: 2020, link: 'https://arxiv.org/abs/2006.16236' },
  articles: [{ article: '004', says: { en: 'Names cheaper attention as future work.', 'zh-CN': '把更高效的注意力列为未来方向。' } }],
  showsPlaces: true,
  options,
  check({ heads, position }, { channels }) {
    checkHeads(channels, heads)
    checkPosition(position, channels)
  },
  ...onMap<z.infer<typeof options>>((scope, { heads, form, position, bias, epsilon }, tokens) => {
    const { channels, height, width, extra } = tokens
    const meta: TapMeta = { kind: 'attention', mechanism: 'linear', keyGrid: [height, width], queryGrid: [height, width], extra }
    return placed(scope, position, tokens, projectedHeads(scope, { width: channels, heads, bias }, (q, k, v, ctx) => {
      const [queries, keys] = linearFeatures(q, k, form)
      if (isLaidOut(ctx, heads, q.shape[2]!)) ctx.tap(scope.path, form === 'efficient' ? matMul(queries, keys, { transposeB: true }) : kernelisedWeights(queries, keys, epsilon), meta)
      return linearAnswer(queries, keys, v, form, epsilon)
    }))
  }),
})
