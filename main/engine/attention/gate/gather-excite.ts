/**
 * Gather-excite (Hu et al. NeurIPS 2018): y = x · sigmoid(spread(gather(x))). Gathering without parameters (θ−) is a mean over the extent,
 * with parameters (θ+) it is depthwise convolutions; for a local extent the result is spread over the map again by the nearest place.
 * Parameters of θ+: C (HW + 2) for the whole map, C · 11 for each halving of a local extent; 2C²/r + C/r + C more with the two layers of SE.
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import type { Layer } from '../../layers/context.ts'
import { depthwise } from '../../layers/convolution.ts'
import { dense } from '../../layers/dense.ts'
import { fanInUniform } from '../../layers/initializers.ts'
import { batchNormalization } from '../../layers/normalization.ts'
import type { Scope } from '../../layers/scope.ts'
import { depthwiseConvolution, relu } from '../../tensorflow/kernels/index.ts'
import { mechanism, type MapShape } from '../mechanism.ts'
import { checkReduction, reducedTo, reductionOption } from './parts.ts'

/** Mean of the (2e − 1)² places around every e-th place; what lies outside the map does not count. */
function localMean(x: tf.Tensor, extent: number): tf.Tensor {
  const size = 2 * extent - 1
  const sides: [number, number] = [extent - 1, extent - 1]
  const pool = (map: tf.Tensor) => tf.avgPool(tf.pad(map, [[0, 0], sides, sides, [0, 0]]) as tf.Tensor4D, size, extent, 'valid')
  return tf.div(pool(x), pool(tf.ones([1, x.shape[1]!, x.shape[2]!, 1])))
}

/** One kernel over the whole map, a depthwise convolution to a single place. */
function globalGather(scope: Scope, { channels, height, width }: MapShape): Layer {
  const filter = scope.weight('kernel', [height, width, channels, 1], fanInUniform(height * width))
  const norm = batchNormalization(scope.child('norm'), channels)
  return (x, ctx) => norm(depthwiseConvolution(x, filter, { padding: 'valid' }), ctx)
}

/** A 3 × 3 depthwise convolution with stride 2 for each halving. */
function localGather(scope: Scope, channels: number, extent: number): Layer {
  const halvings = Array.from({ length: Math.log2(extent) }, (_, i) => {
    const convolution = depthwise(scope.child(`halving${i}`), { channels, kernel: 3, stride: 2 })
    const norm = batchNormalization(scope.child(`halving${i}/norm`), channels)
    return ((x, ctx) => norm(convolution(x, ctx), ctx)) satisfies Layer
  })
  return (x, ctx) => halvings.reduce((y, halving, i) => halving(i ? relu(y) : y, ctx), x)
}

/** Each place takes the value of the nearest gathered one. */
function spread(x: tf.Tensor, height: number, width: number): tf.Tensor {
  const nearest = (from: number, to: number) => tf.tensor1d(Array.from({ length: to }, (_, i) => Math.floor((i * from) / to)), 'int32')
  return tf.gather(tf.gather(x, nearest(x.shape[1]!, height), 1), nearest(x.shape[2]!, width), 2)
}

export const gatherExcite = mechanism({
  id: 'gather-excite',
  name: { en: 'Gather-excite', 'zh-CN': 'Gather-Excite' },
  kind: 'map',
  group: 'gate',
  summary: {
    en: 'Each channel gathers what lies around a place, near or in the whole image, and is turned up or down by it. In its plain form it has no parameters at all.',
    'zh-CN': '每个通道汇集一个位置周围（邻近或整幅图像）的内容，并据此调高或调低。最简形式没有任何参数。',
  },
  formula: 'y = x \\cdot \\sigma\\big(\\mathrm{spread}(\\mathrm{gather}_e(x))\\big)',
  cost: { parameters: '0 \\;(\\theta^-), \\quad C(N + 2) \\;(\\theta^+, \\text{whole map})', macs: '0 \\;(\\theta^-), \\quad NC \\;(\\theta^+, \\text{whole map})' },
  paper: { title: 'Gather-Excite: Exploiting Feature Context in Convolutional Neural Networks', authors: 'Hu et al.', venue: 'NeurIPS', year: 2018, link: 'https://arxiv.org/abs/1810.12348' },
  articles: [],
  showsPlaces: false,
  options: z.strictObject({
    extent: option(z.literal(['map', 2, 4, 8]).default('map'), { en: 'Extent', 'zh-CN': '汇集范围' }, { en: 'What a place gathers from: the whole map, or every so many places.', 'zh-CN': '每个位置从哪里汇集：整张特征图，或每隔若干位置。' }),
    learned: option(z.boolean().default(false), { en: 'Learned gathering (θ+)', 'zh-CN': '可学习的汇集（θ+）' }, { en: 'Depthwise convolutions in place of a mean.', 'zh-CN': '用逐通道卷积代替均值。' }),
    layers: option(z.boolean().default(false), { en: 'Two layers after it, as in SE', 'zh-CN': '其后加两层，如 SE' }),
    reduction: reductionOption(16),
  }),
  check({ layers, reduction }, { channels }) {
    if (layers) checkReduction('gather-excite', reduction, channels)
  },
  build(scope, { extent, learned, layers, reduction }, map) {
    const { channels } = map
    const gathering = scope.child('gather')
    const gather: Layer = learned ? (extent === 'map' ? globalGather(gathering, map) : localGather(gathering, channels, extent as number))
      : (x) => (extent === 'map' ? tf.mean(x, [1, 2], true) : localMean(x, extent as number))
    const squeeze = layers ? dense(scope.child('squeeze'), { in: channels, out: reducedTo(channels, reduction) }) : null
    const excite = layers ? dense(scope.child('excite'), { in: reducedTo(channels, reduction), out: channels }) : null
    return (x, ctx) => {
      const gathered = gather(x, ctx)
      const scores = squeeze && excite ? excite(relu(squeeze(gathered, ctx)), ctx) : gathered
      const gate = tf.sigmoid(extent === 'map' ? scores : spread(scores, x.shape[1]!, x.shape[2]!))
      return tf.mul(x, gate)
    }
  },
})
