/**
 * The two halves of CBAM (Woo et al. ECCV 2018). Channels: sigmoid(mlp(mean over places) + mlp(max over places)), one mlp for both.
 * Places: sigmoid(norm(conv of [mean, max] over channels)).
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import type { Layer } from '../../layers/context.ts'
import { convolve } from '../../layers/convolution.ts'
import { dense } from '../../layers/dense.ts'
import { batchNormalization } from '../../layers/normalization.ts'
import { largestOver, meanPool } from '../../layers/pooling.ts'
import type { Scope } from '../../layers/scope.ts'
import { relu } from '../../tensorflow/kernels/index.ts'
import { gateChannels, reducedTo, reductionOption, tapGate } from './parts.ts'

export const channelOptions = {
  reduction: reductionOption(16),
  bias: option(z.boolean().default(true), { en: 'Biases of the channel gate', 'zh-CN': '通道门的偏置' }),
}

export interface ChannelHalf { reduction: number; bias: boolean }

/** (B, H, W, C) → the same. Parameters 2C²/r + C/r + C. */
export function channelHalf(scope: Scope, { reduction, bias }: ChannelHalf, channels: number): Layer {
  const reduced = reducedTo(channels, reduction)
  const squeeze = dense(scope.child('squeeze'), { in: channels, out: reduced, bias })
  const excite = dense(scope.child('excite'), { in: reduced, out: channels, bias })
  return (x, ctx) => {
    const mlp = (pooled: tf.Tensor) => excite(relu(squeeze(pooled, ctx)), ctx)
    const largest = tf.reshape(largestOver(x, [1, 2]), [-1, channels])
    return gateChannels(x, tf.sigmoid(tf.add(mlp(meanPool(x)), mlp(largest))))
  }
}

export const placeOptions = {
  kernel: option(z.literal([3, 5, 7]).default(7), { en: 'Kernel of the spatial gate', 'zh-CN': '空间门的卷积核' }),
  norm: option(z.boolean().default(true), { en: 'Batch normalisation of the spatial gate', 'zh-CN': '空间门的批归一化' }, { en: 'Without it the convolution has a bias.', 'zh-CN': '不用时卷积带偏置。' }),
  pooled: option(z.enum(['mean-max', 'max-mean']).default('mean-max'), { en: 'Order of the pooled maps', 'zh-CN': '池化图的顺序' }, { en: 'Sources differ. It matters to weights from elsewhere and to nothing else.', 'zh-CN': '各来源不同，只在使用别处的权重时有影响。' }, { 'mean-max': { en: 'mean, max', 'zh-CN': '均值、最大值' }, 'max-mean': { en: 'max, mean', 'zh-CN': '最大值、均值' } }),
}

export interface PlaceHalf { kernel: number; norm: boolean; pooled: 'mean-max' | 'max-mean' }

/** (B, H, W, C) → the same. Parameters 2k² + 2, or 2k² + 1 without a norm. */
export function placeHalf(scope: Scope, { kernel, norm, pooled }: PlaceHalf, mechanism: string): Layer {
  const convolution = convolve(scope.child('convolution'), { in: 2, out: 1, kernel, bias: !norm })
  const normalize = norm ? batchNormalization(scope.child('norm'), 1) : null
  return (x, ctx) => {
    const both = [tf.mean(x, -1, true), largestOver(x, [3])]
    const scores = convolution(tf.concat(pooled === 'mean-max' ? both : both.reverse(), 3), ctx)
    const gate = tf.sigmoid(normalize ? normalize(scores, ctx) : scores)
    tapGate(ctx, scope.path, mechanism, gate)
    return tf.mul(x, gate)
  }
}
