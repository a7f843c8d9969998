/**
 * LeViT (Graham et al. ICCV 2021): a stem of strided convolutions, then three stages of attention and MLPs with batch normalisation
 * and hard swish; between stages an attention whose queries are every other place makes the map smaller. The published models have
 * a second head for distillation; their answer is the mean of both. levit_128s: 7,777,058 parameters.
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../preload/contract/catalogue.ts'
import { FoveaError } from '../../../preload/contract/errors.ts'
import { denseNorm, levitAttention } from '../attention/levit-attention.ts'
import type { MapShape } from '../attention/mechanism.ts'
import { toMap, toTokens } from '../attention/tokens.ts'
import { chain, convolutionBlock } from '../layers/blocks.ts'
import type { Layer } from '../layers/context.ts'
import { convolvedLength } from '../layers/convolution.ts'
import { dense } from '../layers/dense.ts'
import { stochasticDepth } from '../layers/dropout.ts'
import { truncatedNormal, zeros } from '../layers/initializers.ts'
import { batchNormalization } from '../layers/normalization.ts'
import { meanPool } from '../layers/pooling.ts'
import type { Scope } from '../layers/scope.ts'
import { hardSwish } from '../tensorflow/kernels/index.ts'
import { family, type BuildInput, type ImageShape, type SiteAt } from './family.ts'
import { levitNamed, levitNames, type LevitSize } from './levit-sizes.ts'
import { attentionSite, headSite, stageSite, stemSite, sumsSite } from './sites.ts'

interface Options extends LevitSize {
  depthDropout: number
}

const STAGES = [1, 2, 3] as const
/** Hidden width of the MLPs, and width of the values of a block and of an attention between stages, times the width or that of the keys. */
const RATIO = { mlp: 2, value: 2, between: 4 }

const halved = (length: number) => convolvedLength(length, 3, 2)

/** The map after a stage; 0 is the stem. */
function mapAfter(stage: number, { stemStride, widths }: Options, [height, width]: ImageShape): MapShape {
  const size = (length: number) => Array.from({ length: Math.log2(stemStride) + Math.max(0, stage - 1) }).reduce<number>(halved, length)
  return { channels: widths[Math.max(0, stage - 1)]!, height: size(height), width: size(width) }
}

function sites(options: Options, shape: ImageShape): SiteAt[] {
  const stages = STAGES.flatMap((n) => {
    const map = mapAfter(n, options, shape)
    return [stageSite(n, map), sumsSite(n, map), attentionSite(n, map)]
  })
  return [stemSite(mapAfter(0, options, shape)), ...stages, headSite(mapAfter(3, options, shape))]
}

/** Strided 3 × 3 convolutions whose width doubles up to that of the first stage, hard swish between them. */
function stem(scope: Scope, channels: number, { stemStride, widths }: Options): Layer {
  const count = Math.log2(stemStride)
  const outs = [channels, ...Array.from({ length: count }, (_, i) => widths[0]! >> (count - 1 - i))]
  return chain(...outs.slice(1).map((out, i) => convolutionBlock(scope.child(`convolution${i}`), { in: outs[i]!, out, kernel: 3, stride: 2, activation: i < count - 1 ? 'hardSwish' : null })))
}

/** x + branch(x), the branch left out for a share of the samples in training. */
function residual(scope: Scope, branch: Layer, depthDropout: number): Layer {
  const skip = stochasticDepth(scope, depthDropout)
  return (x, ctx) => tf.add(x, skip(branch(x, ctx), ctx))
}

function perceptron(scope: Scope, width: number, depthDropout: number): Layer {
  const [first, second] = [denseNorm(scope.child('first'), width, RATIO.mlp * width), denseNorm(scope.child('second'), RATIO.mlp * width, width, zeros)]
  return residual(scope, chain(first, (x) => hardSwish(x), second), depthDropout)
}

const asAttention = (layer: Layer): Layer => (x, ctx) => ctx.named('attention', () => layer(x, ctx))

/** Tokens (B, N, C) → the tokens after the stage. */
function stageLayers(scope: Scope, stage: number, options: Options, { shape, inserted, replaced }: BuildInput): Layer {
  const { keyWidth, heads: all, depths, depthDropout, widths } = options
  const [before, map] = [mapAfter(stage - 1, options, shape), mapAfter(stage, options, shape)]
  const { channels: width } = map
  const heads = all[stage - 1]!
  const between = () => {
    const attention = levitAttention(scope.child('between'), before, { heads: Math.floor(widths[stage - 2]! / keyWidth), keyWidth, valueWidth: RATIO.between * keyWidth, activation: 'hardSwish', out: width, stride: 2 })
    return [asAttention(attention), perceptron(scope.child('between/mlp'), width, depthDropout)]
  }
  const blocks = Array.from({ length: depths[stage - 1]! }, (_, i) => {
    const at = scope.child(`block${i}`)
    const own = () => asAttention(levitAttention(at.child('attention'), map, { heads, keyWidth, valueWidth: RATIO.value * keyWidth, activation: 'hardSwish', out: width, stride: 1, gamma: zeros }))
    const attention = replaced(`stage${stage}-attention`, at.child('attention')) ?? own()
    const after = inserted(`stage${stage}-sums`, at.child('sum'))
    const asTokens: Layer | null = after && ((x, ctx) => toTokens(after(toMap(x, map.height, map.width), ctx)))
    return chain(residual(at.child('attention'), attention, depthDropout), perceptron(at.child('mlp'), width, depthDropout), asTokens)
  })
  return chain(...(stage > 1 ? between() : []), ...blocks)
}

/** Batch normalisation and a linear layer; two of them whose mean is the answer where the model is distilled. */
function classifier(scope: Scope, width: number, classes: number, distilled: boolean): Layer {
  const heads = ['classifier', ...(distilled ? ['distilled'] : [])].map((name) =>
    chain(batchNormalization(scope.child(`${name}/norm`), width), dense(scope.child(name), { in: width, out: classes, kernel: truncatedNormal(0.02) })))
  return (x, ctx) => (heads.length === 1 ? heads[0]!(x, ctx) : tf.div(tf.add(heads[0]!(x, ctx), heads[1]!(x, ctx)), 2))
}

const list = (first: number[], most: number) => z.array(z.int().min(1).max(most)).length(3).default(first)

export const levit = family<Options>({
  id: 'levit',
  name: { en: 'LeViT', 'zh-CN': 'LeViT' },
  summary: {
    en: 'A fast hybrid: convolutions shrink the image, then attention with a learned bias for every distance, which shrinks the map between stages as well.',
    'zh-CN': '快速的混合模型：先用卷积缩小图像，再用对每种距离都有可学习偏置的注意力，阶段之间也由注意力缩小特征图。',
  },
  paper: { title: 'LeViT: A Vision Transformer in ConvNet’s Clothing for Faster Inference', authors: 'Graham et al.', venue: 'ICCV', year: 2021, link: 'https://arxiv.org/abs/2104.01136' },
  attends: true,
  names: levitNames,
  named: levitNamed,
  options: z.strictObject({
    stemStride: option(z.literal([4, 8, 16]).default(4), { en: 'Stride of the stem', 'zh-CN': '首层总步长' }, { en: '16 in the published models, made for 224 pixels.', 'zh-CN': '公布的模型面向 224 像素，取 16。' }),
    widths: option(list([64, 96, 128], 2048), { en: 'Widths of the stages', 'zh-CN': '各阶段宽度' }),
    keyWidth: option(z.int().min(1).max(128).default(16), { en: 'Width of a key', 'zh-CN': '键的宽度' }),
    heads: option(list([2, 3, 4], 64), { en: 'Heads of the stages', 'zh-CN': '各阶段头数' }),
    depths: option(list([2, 2, 2], 64), { en: 'Layers of the stages', 'zh-CN': '各阶段层数' }),
    distilled: option(z.boolean().default(false), { en: 'Second head, for distillation', 'zh-CN': '用于蒸馏的第二个分类头' }, { en: 'The answer is the mean of both.', 'zh-CN': '输出是两者的平均值。' }),
    depthDropout: option(z.number().min(0).max(0.9).default(0), { en: 'Stochastic depth', 'zh-CN': '随机深度' }),
  }),
  check({ widths, keyWidth, stemStride }) {
    const needed = Math.max(keyWidth, stemStride / 2)
    const narrow = widths.slice(0, 2).find((width) => width < needed)
    if (narrow !== undefined) throw new FoveaError('invalid', 'engine.map-too-narrow', { mechanism: 'levit', needed, channels: narrow })
  },
  sites,
  build(scope, options, input) {
    const { shape, classes, inserted } = input
    const parts: (Layer | null)[] = [stem(scope.child('stem'), shape[2], options), inserted('stem', scope.child('stem'))]
    for (const stage of STAGES) {
      const at = scope.child(`stage${stage}`)
      const { height, width } = mapAfter(stage, options, shape)
      const tokens = stageLayers(at, stage, options, input)
      parts.push((x, ctx) => toMap(tokens(toTokens(x), ctx), height, width), inserted(`stage${stage}`, at))
    }
    const head = scope.child('head')
    const pool = inserted('head', head)
    const classify = classifier(head, options.widths[2]!, classes, options.distilled)
    const features = chain(...parts)
    return (x, ctx) => {
      const map = features(x, ctx)
      ctx.tap('features', map, { kind: 'features', mechanism: 'features', keyGrid: [map.shape[1]!, map.shape[2]!], queryGrid: null, extra: 0 })
      return classify(pool ? pool(map, ctx) : meanPool(map), ctx)
    }
  },
  widen: (options, factor) => ({ ...options, widths: options.widths.map((width) => Math.max(options.keyWidth, options.stemStride, Math.round(width * factor))) }),
})
