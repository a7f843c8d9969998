/**
 * Selective kernel convolution (Li et al. CVPR 2019): branches U_k = relu(BN(conv_k x)) with a growing field, weighed for each channel by
 * softmax_k(W relu(BN(W₁ mean(ΣU)))), y = Σ a_k U_k. Parameters with M branches and m = max(C / r, least): M(9C²/groups + 2C) + Cm + 2m + MCm.
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import type { Layer } from '../../layers/context.ts'
import { convolve } from '../../layers/convolution.ts'
import { dense } from '../../layers/dense.ts'
import { batchNormalization } from '../../layers/normalization.ts'
import { meanPool } from '../../layers/pooling.ts'
import type { Scope } from '../../layers/scope.ts'
import { relu, softmax } from '../../tensorflow/kernels/index.ts'
import { mechanism } from '../mechanism.ts'
import { checkGroups, gateChannels, reductionOption, tapChannels } from './parts.ts'

interface BranchConfig { in: number; out: number; stride: number; dilation: number; groups: number }

/** The paper's 5 × 5 kernel is a 3 × 3 one with dilation 2, the next one has dilation 3. */
function branch(scope: Scope, config: BranchConfig): Layer {
  const convolution = convolve(scope.child('convolution'), { ...config, kernel: 3 })
  const norm = batchNormalization(scope.child('norm'), config.out)
  return (x, ctx) => relu(norm(convolution(x, ctx), ctx))
}

/** Weights of the branches (B, branches, C) from their sum. */
function selection(scope: Scope, channels: number, reduced: number, branches: number): Layer {
  const squeeze = dense(scope.child('squeeze'), { in: channels, out: reduced, bias: false })
  const norm = batchNormalization(scope.child('norm'), reduced)
  const select = dense(scope.child('select'), { in: reduced, out: channels * branches, bias: false })
  return (sum, ctx) => {
    const scores = select(relu(norm(squeeze(meanPool(sum), ctx), ctx)), ctx)
    const perChannel = tf.transpose(tf.reshape(scores, [-1, branches, channels]), [0, 2, 1])
    return tf.transpose(softmax(perChannel), [0, 2, 1])
  }
}

export interface SelectiveKernelConfig {
  in: number
  out: number
  stride?: number
  branches?: number
  groups?: number
  /** Width between the two layers that weigh the branches. */
  reduced: number
  /** Each branch reads its part of the channels. */
  split?: boolean
}

/** (B, H, W, in) → (B, H', W', out). Networks of selective kernels build it directly. */
export function selectiveKernelLayer(scope: Scope, config: SelectiveKernelConfig): Layer {
  const { in: width, out, stride = 1, branches = 2, groups = 1, reduced, split = false } = config
  const own = split ? width / branches : width
  const paths = Array.from({ length: branches }, (_, i) => branch(scope.child(`branch${i}`), { in: own, out, stride, dilation: i + 1, groups }))
  const select = selection(scope.child('selection'), out, reduced, branches)
  return (x, ctx) => {
    const parts = split ? tf.split(x, branches, 3) : paths.map(() => x)
    const fields = paths.map((path, i) => path(parts[i]!, ctx))
    const weights = select(fields.reduce((sum, field) => tf.add(sum, field)), ctx)
    tapChannels(ctx, scope.path, 'selective-kernel', weights)
    const shares = tf.unstack(weights, 1)
    return fields.map((field, i) => gateChannels(field, shares[i]!)).reduce((sum, part) => tf.add(sum, part))
  }
}

export const selectiveKernel = mechanism({
  id: 'selective-kernel',
  name: { en: 'Selective kernel (SK)', 'zh-CN': 'SK 选择性卷积核' },
  kind: 'map',
  group: 'gate',
  summary: {
    en: 'Convolutions of several field sizes run side by side, and each channel chooses how much of each it takes. Inserted, it is a convolution stage of its own, without a residual.',
    'zh-CN': '几个不同感受野的卷积并行，各通道选择从每个取多少。插入后它本身就是一级卷积，不带残差。',
  },
  formula: 'y = \\sum_k a_k U_k, \\qquad a = \\mathrm{softmax}_k\\big(W\\,\\mathrm{relu}(\\mathrm{BN}(W_1\\,\\mathrm{mean}(\\textstyle\\sum_k U_k)))\\big)',
  cost: { parameters: 'M\\left(\\tfrac{9C^2}{G} + 2C\\right) + (M + 1)Cm + 2m', macs: '\\tfrac{9MNC^2}{G} + (M + 1)Cm' },
  paper: { title: 'Selective Kernel Networks', authors: 'Li et al.', venue: 'CVPR', year: 2019, link: 'https://arxiv.org/abs/1903.06586' },
  articles: [],
  showsPlaces: false,
  options: z.strictObject({
    branches: option(z.int().min(2).max(4).default(2), { en: 'Branches', 'zh-CN': '分支数' }, { en: 'Fields of 3 × 3, 5 × 5, 7 × 7, 9 × 9.', 'zh-CN': '感受野依次为 3 × 3、5 × 5、7 × 7、9 × 9。' }),
    groups: option(z.int().min(1).max(64).default(1), { en: 'Groups of the convolutions', 'zh-CN': '卷积分组数' }, { en: 'The paper takes 32; it must divide the channels.', 'zh-CN': '论文取 32；须整除通道数。' }),
    reduction: reductionOption(16),
    least: option(z.int().min(1).max(128).default(32), { en: 'Least reduced width', 'zh-CN': '缩减后的最小宽度' }),
    split: option(z.boolean().default(false), { en: 'Share the channels among the branches', 'zh-CN': '通道分给各分支' }, { en: 'Each branch reads its part of the channels, as in timm. Fewer parameters.', 'zh-CN': '每个分支只读一部分通道，与 timm 相同，参数更少。' }),
  }),
  check({ branches, groups, split }, { channels }) {
    checkGroups('selective-kernel', channels, split ? branches * groups : groups)
  },
  build: (scope, { branches, groups, reduction, least, split }, { channels }) =>
    selectiveKernelLayer(scope, { in: channels, out: channels, branches, groups, split, reduced: Math.max(least, Math.floor(channels / reduction)) }),
})
