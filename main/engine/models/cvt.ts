/**
 * Convolutional vision Transformer (Wu et al. ICCV 2021): three stages, each a convolution that makes the map smaller and pre-norm
 * blocks whose queries, keys and values are read through depthwise convolutions. A class token joins in the last stage; no
 * positions. cvt_13: 19,997,480 parameters.
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../preload/contract/catalogue.ts'
import { FoveaError } from '../../../preload/contract/errors.ts'
import { convProjectionAttention } from '../attention/conv-projection.ts'
import type { MapShape } from '../attention/mechanism.ts'
import { checkHeads } from '../attention/multi-head-attention.ts'
import { firstToken, prepend, toMap, toTokens } from '../attention/tokens.ts'
import { chain } from '../layers/blocks.ts'
import type { Layer } from '../layers/context.ts'
import { convolve, convolvedLength } from '../layers/convolution.ts'
import { dense } from '../layers/dense.ts'
import { truncatedNormal } from '../layers/initializers.ts'
import { mlp } from '../layers/mlp.ts'
import { layerNormalization } from '../layers/normalization.ts'
import type { Scope } from '../layers/scope.ts'
import { cvtNamed, cvtNames, type CvtSize } from './cvt-sizes.ts'
import { family, type BuildInput, type ImageShape, type SiteAt } from './family.ts'
import { attentionSite, headSite, stageSite } from './sites.ts'
import { depthDropoutOf, normedBranch } from './transformer-branches.ts'

interface Options extends CvtSize {
  scale: 'head' | 'width'
  dropout: number
  depthDropout: number
}

const STAGES = [1, 2, 3] as const
/** The stage with the class token. */
const LAST = 3
const EPSILON = 1e-5

/** Of the convolution before a stage: its kernel, stride and padding, 7, 4 and 2 before the first one of the published models. */
function embedding(stage: number, { stemStride }: Options): { kernel: number; stride: number; padding: number } {
  return stage === 1 && stemStride === 4 ? { kernel: 7, stride: 4, padding: 2 } : { kernel: 3, stride: 2, padding: 1 }
}

function mapAfter(stage: number, options: Options, [height, width]: ImageShape): MapShape {
  const size = (length: number) => STAGES.filter((n) => n <= stage).reduce<number>((l, n) => {
    const { kernel, stride, padding } = embedding(n, options)
    return convolvedLength(l, kernel, stride, padding)
  }, length)
  return { channels: options.widths[stage - 1]!, height: size(height), width: size(width) }
}

const extraOf = (stage: number) => (stage === LAST ? 1 : 0)

function sites(options: Options, shape: ImageShape): SiteAt[] {
  const stages = STAGES.flatMap((n) => {
    const map = mapAfter(n, options, shape)
    // After the last stage the class token is read and the places no more, so nothing can be put there but a head.
    return [...(n < LAST ? [stageSite(n, map)] : []), attentionSite(n, map, extraOf(n))]
  })
  return [...stages, headSite(mapAfter(LAST, options, shape))]
}

function block(scope: Scope, stage: number, index: number, options: Options, { shape, replaced }: BuildInput): Layer {
  const map = mapAfter(stage, options, shape)
  const { depths, dropout, scale } = options
  const own = () => {
    const attention = convProjectionAttention(scope.child('attention'), { ...map, extra: extraOf(stage) }, { heads: options.heads[stage - 1]!, kernel: 3, stride: 2, bias: true, scale })
    const named: Layer = (x, ctx) => ctx.named('attention', () => attention(x, ctx))
    return named
  }
  const width = map.channels
  const before = depths.slice(0, stage - 1).reduce((a, b) => a + b, 0)
  const config = { width, epsilon: EPSILON, dropout, depthDropout: depthDropoutOf(options.depthDropout, before + index, depths.reduce((a, b) => a + b)) }
  return chain(
    normedBranch(scope.child('attend'), replaced(`stage${stage}-attention`, scope.child('attention')) ?? own(), config),
    normedBranch(scope.child('feed'), mlp(scope.child('mlp'), { width, hidden: 4 * width, kernel: truncatedNormal(0.02) }), config),
  )
}

const list = (first: number[], most: number) => z.array(z.int().min(1).max(most)).length(3).default(first)

export const cvt = family<Options>({
  id: 'cvt',
  name: { en: 'CvT', 'zh-CN': 'CvT' },
  summary: {
    en: 'A Transformer in three stages that reads queries, keys and values through small convolutions, and so needs no positions.',
    'zh-CN': '由三个阶段组成的 Transformer，查询、键和值都经小卷积读取，因此不需要位置编码。',
  },
  paper: { title: 'CvT: Introducing Convolutions to Vision Transformers', authors: 'Wu et al.', venue: 'ICCV', year: 2021, link: 'https://arxiv.org/abs/2103.15808' },
  attends: true,
  names: cvtNames,
  named: cvtNamed,
  options: z.strictObject({
    stemStride: option(z.literal([2, 4]).default(2), { en: 'Stride of the first convolution', 'zh-CN': '第一个卷积的步长' }, { en: '4 in the published models, made for 224 pixels.', 'zh-CN': '公布的模型面向 224 像素，取 4。' }),
    widths: option(list([32, 64, 128], 2048), { en: 'Widths of the stages', 'zh-CN': '各阶段宽度' }),
    depths: option(list([1, 1, 2], 64), { en: 'Layers of the stages', 'zh-CN': '各阶段层数' }),
    heads: option(list([1, 2, 4], 64), { en: 'Heads of the stages', 'zh-CN': '各阶段头数' }),
    scale: option(z.enum(['head', 'width']).default('width'), { en: 'Score divided by the root of', 'zh-CN': '打分除以其平方根' }, { en: 'Sources differ: the authors take the whole width, others that of a head.', 'zh-CN': '各来源不同：作者的代码取总宽度，其他实现取每个头的宽度。' }, {
      head: { en: 'The width of a head', 'zh-CN': '每个头的宽度' },
      width: { en: 'The whole width', 'zh-CN': '总宽度' },
    }),
    dropout: option(z.number().min(0).max(0.9).default(0), { en: 'Dropout', 'zh-CN': 'Dropout' }),
    depthDropout: option(z.number().min(0).max(0.9).default(0), { en: 'Stochastic depth', 'zh-CN': '随机深度' }, { en: 'Of the last layer; earlier ones have less.', 'zh-CN': '指最后一层，前面的层更小。' }),
  }),
  check({ widths, heads, stemStride }, [height, width]) {
    widths.forEach((each, i) => checkHeads(each, heads[i]!))
    const needed = stemStride === 4 ? 3 : 1
    if (Math.min(height, width) < needed) throw new FoveaError('invalid', 'engine.image-too-small', { model: 'cvt', height, width, needed })
  },
  sites,
  build(scope, options, input) {
    const { shape, classes, inserted } = input
    const parts: (Layer | null)[] = []
    const blocksOf = (at: Scope, stage: number) => chain(...Array.from({ length: options.depths[stage - 1]! }, (_, i) => block(at.child(`block${i}`), stage, i, options, input)))
    const embedOf = (at: Scope, stage: number) => {
      const [from, out] = [stage === 1 ? shape[2] : options.widths[stage - 2]!, options.widths[stage - 1]!]
      return chain(convolve(at.child('embed/convolution'), { in: from, out, ...embedding(stage, options), bias: true, initializer: truncatedNormal(0.02) }), layerNormalization(at.child('embed/norm'), out, EPSILON))
    }
    for (const stage of STAGES.slice(0, -1)) {
      const at = scope.child(`stage${stage}`)
      const { height, width } = mapAfter(stage, options, shape)
      const blocks = blocksOf(at, stage)
      parts.push(embedOf(at, stage), (x, ctx) => toMap(blocks(toTokens(x), ctx), height, width), inserted(`stage${stage}`, at))
    }
    const at = scope.child(`stage${LAST}`)
    const { channels, height, width } = mapAfter(LAST, options, shape)
    parts.push(embedOf(at, LAST))
    const early = chain(...parts)
    const token = scope.weight('cls', [1, 1, channels], truncatedNormal(0.02), { decay: false })
    const blocks = blocksOf(at, LAST)
    const head = inserted('head', scope.child('head'))
    const norm = layerNormalization(scope.child('norm'), channels, EPSILON)
    const classify = dense(scope.child('head/classifier'), { in: channels, out: classes, kernel: truncatedNormal(0.02) })
    return (x, ctx) => {
      const sequence = prepend(token, toTokens(early(x, ctx)))
      ctx.tap('features', sequence, { kind: 'features', mechanism: 'features', keyGrid: [height, width], queryGrid: null, extra: 1 })
      const normal = norm(blocks(sequence, ctx), ctx)
      if (!head) return classify(tf.squeeze(firstToken(normal), [1]), ctx)
      return classify(head(toMap(tf.slice(normal, [0, 1, 0], [-1, -1, -1]), height, width), ctx), ctx)
    }
  },
  widen: (options, factor) => ({ ...options, widths: options.widths.map((width, i) => Math.max(1, Math.round((width * factor) / options.heads[i]!)) * options.heads[i]!) }),
})
