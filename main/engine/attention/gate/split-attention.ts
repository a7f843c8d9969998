/**
 * Split attention (Zhang et al. CVPRW 2022, ResNeSt): a grouped 3×3 convolution to R splits U_k of C channels, weighed for each channel by
 * softmax_k(W₂ relu(BN(W₁ mean(ΣU)))) (a sigmoid for R = 1), y = Σ a_k U_k. Parameters with K groups and m = max(32, RC/r):
 * 9C²/K + 2RC + Cm/K + m + 2m + mRC/K + RC.
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import type { Layer } from '../../layers/context.ts'
import { convolve } from '../../layers/convolution.ts'
import { batchNormalization } from '../../layers/normalization.ts'
import type { Scope } from '../../layers/scope.ts'
import { relu, softmax } from '../../tensorflow/kernels/index.ts'
import { mechanism } from '../mechanism.ts'
import { checkGroups, reductionOption, tapChannels } from './parts.ts'

interface SplitConfig { channels: number; splits: number; groups: number; reduced: number }

/** Weights of the splits (B, splits, groups, C / groups) from their mean (B, 1, 1, C). */
function splitWeights(scope: Scope, { channels, splits, groups, reduced }: SplitConfig): Layer {
  const squeeze = convolve(scope.child('squeeze'), { in: channels, out: reduced, kernel: 1, groups, bias: true })
  const norm = batchNormalization(scope.child('norm'), reduced)
  const excite = convolve(scope.child('excite'), { in: reduced, out: splits * channels, kernel: 1, groups, bias: true })
  return (mean, ctx) => {
    const scores = excite(relu(norm(squeeze(mean, ctx), ctx)), ctx)
    const perChannel = tf.transpose(tf.reshape(scores, [-1, groups, splits, channels / groups]), [0, 1, 3, 2])
    return tf.transpose(splits > 1 ? softmax(perChannel) : tf.sigmoid(perChannel), [0, 3, 1, 2])
  }
}

export const splitAttention = mechanism({
  id: 'split-attention',
  name: { en: 'Split attention (ResNeSt)', 'zh-CN': '分裂注意力（ResNeSt）' },
  kind: 'map',
  group: 'gate',
  summary: {
    en: 'A grouped convolution makes several versions of the map, and each channel chooses between them by what the whole image holds. Inserted, it is a convolution stage of its own, without a residual.',
    'zh-CN': '用分组卷积得到特征图的几个版本，各通道按整幅图像的内容在其中选择。插入后它本身就是一级卷积，不带残差。',
  },
  formula: 'y = \\sum_k a_k U_k, \\qquad a = \\mathrm{softmax}_k\\big(W_2\\,\\mathrm{relu}(\\mathrm{BN}(W_1\\,\\mathrm{mean}(\\textstyle\\sum_k U_k)))\\big)',
  cost: { parameters: '\\tfrac{9C^2}{K} + 3RC + \\tfrac{(R + 1)Cm}{K} + 3m', macs: '\\tfrac{9NC^2}{K} + \\tfrac{(R + 1)Cm}{K}' },
  paper: { title: 'ResNeSt: Split-Attention Networks', authors: 'Zhang et al.', venue: 'CVPRW', year: 2022, link: 'https://arxiv.org/abs/2004.08955' },
  articles: [],
  showsPlaces: false,
  options: z.strictObject({
    splits: option(z.int().min(1).max(4).default(2), { en: 'Splits (radix)', 'zh-CN': '分裂数（radix）' }),
    groups: option(z.int().min(1).max(32).default(1), { en: 'Groups (cardinality)', 'zh-CN': '分组数（cardinality）' }),
    reduction: reductionOption(4),
    least: option(z.int().min(1).max(128).default(32), { en: 'Least reduced width', 'zh-CN': '缩减后的最小宽度' }),
  }),
  check({ splits, groups, reduction, least }, { channels }) {
    checkGroups('split-attention', channels, splits * groups)
    checkGroups('split-attention', Math.max(least, Math.floor((channels * splits) / reduction)), groups)
  },
  build(scope, { splits, groups, reduction, least }, { channels }) {
    const reduced = Math.max(least, Math.floor((channels * splits) / reduction))
    const convolution = convolve(scope.child('convolution'), { in: channels, out: channels * splits, kernel: 3, groups: groups * splits })
    const norm = batchNormalization(scope.child('norm'), channels * splits)
    const weigh = splitWeights(scope.child('weights'), { channels, splits, groups, reduced })
    return (x, ctx) => {
      const [batch, height, width] = x.shape as [number, number, number, number]
      const versions = tf.reshape(relu(norm(convolution(x, ctx), ctx)), [batch, height * width, splits, channels])
      const mean = tf.reshape(tf.sum(tf.mean(versions, 1), 1), [batch, 1, 1, channels])
      const weights = weigh(mean, ctx)
      tapChannels(ctx, scope.path, 'split-attention', weights)
      const weighed = tf.sum(tf.mul(versions, tf.reshape(weights, [batch, 1, splits, channels])), 2)
      return tf.reshape(weighed, x.shape)
    }
  },
})
