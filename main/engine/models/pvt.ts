/**
 * Pyramid Vision Transformer v2 (Wang et al. CVMJ 2022): four stages, each a convolution that halves the map (the first one more) and
 * pre-norm blocks of spatial-reduction attention and an MLP with a depthwise convolution inside. No positions: the zeros at the
 * border tell where a place is. pvt_v2_b0: 3,666,760 parameters.
 */
import { z } from 'zod'
import { option } from '../../../preload/contract/catalogue.ts'
import { FoveaError } from '../../../preload/contract/errors.ts'
import type { MapShape } from '../attention/mechanism.ts'
import { checkHeads } from '../attention/multi-head-attention.ts'
import { reducedGrid, spatialReductionAttention } from '../attention/spatial-reduction.ts'
import { toMap, toTokens } from '../attention/tokens.ts'
import { chain } from '../layers/blocks.ts'
import type { Layer } from '../layers/context.ts'
import { convolve, convolvedLength, depthwise } from '../layers/convolution.ts'
import { dense } from '../layers/dense.ts'
import { kaimingNormal, truncatedNormal } from '../layers/initializers.ts'
import { layerNormalization } from '../layers/normalization.ts'
import type { Scope } from '../layers/scope.ts'
import { gelu, relu } from '../tensorflow/kernels/index.ts'
import { family, type BuildInput, type ImageShape, type SiteAt } from './family.ts'
import { classificationHead } from './head.ts'
import { pvtNamed, pvtNames, type PvtSize } from './pvt-sizes.ts'
import { attentionSite, headSite, stageSite, sumsSite } from './sites.ts'
import { depthDropoutOf, normedBranch } from './transformer-branches.ts'

interface Options extends PvtSize {
  dropout: number
  depthDropout: number
}

const STAGES = [1, 2, 3, 4] as const
/** Of the blocks and of the norm after a stage. */
const EPSILON = 1e-6

/** Of the convolution before a stage; its windows overlap. */
const strideOf = (stage: number, { stemStride }: Pick<Options, 'stemStride'>) => (stage === 1 ? stemStride : 2)
const kernelOf = (stage: number, options: Pick<Options, 'stemStride'>) => Math.max(3, 2 * strideOf(stage, options) - 1)

function mapAfter(stage: number, options: Options, [height, width]: ImageShape): MapShape {
  const size = (length: number) => STAGES.filter((n) => n <= stage).reduce<number>((l, n) => convolvedLength(l, kernelOf(n, options), strideOf(n, options)), length)
  return { channels: options.widths[stage - 1]!, height: size(height), width: size(width) }
}

function sites(options: Options, shape: ImageShape): SiteAt[] {
  const stages = STAGES.flatMap((n) => {
    const map = mapAfter(n, options, shape)
    return [stageSite(n, map), sumsSite(n, map), attentionSite(n, map)]
  })
  return [...stages, headSite(mapAfter(4, options, shape))]
}

/** Dense, ReLU in the linear form, depthwise 3 × 3, GELU, dense: (B, H, W, C) → the same. */
function convolutionalMlp(scope: Scope, width: number, hidden: number, rectified: boolean): Layer {
  const first = dense(scope.child('first'), { in: width, out: hidden, kernel: truncatedNormal(0.02) })
  const between = depthwise(scope.child('between'), { channels: hidden, kernel: 3, bias: true })
  const second = dense(scope.child('second'), { in: hidden, out: width, kernel: truncatedNormal(0.02) })
  return chain(first, rectified ? (x) => relu(x) : null, between, (x) => gelu(x), second)
}

function block(scope: Scope, stage: number, index: number, options: Options, { shape, inserted, replaced }: BuildInput): Layer {
  const map = mapAfter(stage, options, shape)
  const { channels: width, height, width: columns } = map
  const [heads, reduction, ratio] = [options.heads[stage - 1]!, options.reductions[stage - 1]!, options.ratios[stage - 1]!]
  const { form, dropout, depths } = options
  const own = () => {
    const attention = spatialReductionAttention(scope.child('attention'), { ...map, extra: 0 }, { heads, form, reduction, kernel: truncatedNormal(0.02) })
    const named: Layer = (x, ctx) => ctx.named('attention', () => attention(x, ctx))
    return named
  }
  const attention = replaced(`stage${stage}-attention`, scope.child('attention')) ?? own()
  const overMap: Layer = (x, ctx) => toMap(attention(toTokens(x), ctx), height, columns)
  const before = depths.slice(0, stage - 1).reduce((a, b) => a + b, 0)
  const branch = { width, epsilon: EPSILON, dropout, depthDropout: depthDropoutOf(options.depthDropout, before + index, depths.reduce((a, b) => a + b)) }
  return chain(
    normedBranch(scope.child('attend'), overMap, branch),
    normedBranch(scope.child('feed'), convolutionalMlp(scope.child('mlp'), width, Math.trunc(width * ratio), form === 'pooled'), branch),
    inserted(`stage${stage}-sums`, scope.child('sum')),
  )
}

const list = (first: number[], least: number, most: number) => z.array(z.int().min(least).max(most)).length(4).default(first)

export const pvt = family<Options>({
  id: 'pvt',
  name: { en: 'Pyramid Vision Transformer v2', 'zh-CN': '金字塔视觉 Transformer v2' },
  summary: {
    en: 'A Transformer in four stages of ever smaller maps, whose places ask a reduced copy of the map. Small by default, for small images.',
    'zh-CN': '由四个阶段组成、特征图逐级缩小的 Transformer，各位置向缩减后的特征图提问。默认是适合小图像的小模型。',
  },
  paper: { title: 'PVT v2: Improved Baselines with Pyramid Vision Transformer', authors: 'Wang et al.', venue: 'CVMJ', year: 2022, link: 'https://arxiv.org/abs/2106.13797' },
  attends: true,
  names: pvtNames,
  named: pvtNamed,
  options: z.strictObject({
    stemStride: option(z.literal([1, 2, 4]).default(2), { en: 'Stride of the first convolution', 'zh-CN': '第一个卷积的步长' }, { en: '4 in the published models, made for 224 pixels.', 'zh-CN': '公布的模型面向 224 像素，取 4。' }),
    widths: option(list([24, 48, 96, 128], 1, 2048), { en: 'Widths of the stages', 'zh-CN': '各阶段宽度' }),
    depths: option(list([1, 2, 2, 1], 1, 64), { en: 'Layers of the stages', 'zh-CN': '各阶段层数' }),
    heads: option(list([1, 2, 4, 4], 1, 64), { en: 'Heads of the stages', 'zh-CN': '各阶段头数' }),
    form: option(z.enum(['convolution', 'pooled']).default('convolution'), { en: 'Keys and values from', 'zh-CN': '键和值取自' }, undefined, {
      convolution: { en: 'A strided convolution', 'zh-CN': '带步长的卷积' },
      pooled: { en: 'The map pooled to 7 × 7 (linear)', 'zh-CN': '池化到 7 × 7 的特征图（线性）' },
    }),
    reductions: option(list([4, 2, 1, 1], 1, 16), { en: 'Reductions of the stages', 'zh-CN': '各阶段的缩减倍数' }),
    ratios: option(list([4, 4, 4, 4], 1, 16), { en: 'Widths of the MLPs, times the width', 'zh-CN': 'MLP 宽度与宽度之比' }),
    dropout: option(z.number().min(0).max(0.9).default(0), { en: 'Dropout', 'zh-CN': 'Dropout' }),
    depthDropout: option(z.number().min(0).max(0.9).default(0), { en: 'Stochastic depth', 'zh-CN': '随机深度' }, { en: 'Of the last layer; earlier ones have less.', 'zh-CN': '指最后一层，前面的层更小。' }),
  }),
  check(options, [height, width, channels]) {
    STAGES.forEach((_, i) => checkHeads(options.widths[i]!, options.heads[i]!))
    const fits = (side: number) => STAGES.every((stage) => {
      const map = mapAfter(stage, options, [side, side, channels])
      return reducedGrid({ form: options.form, reduction: options.reductions[stage - 1]! }, map.height, map.width).every((length) => length > 0)
    })
    if (fits(Math.min(height, width))) return
    let needed = 1
    while (!fits(needed)) needed++
    throw new FoveaError('invalid', 'engine.image-too-small', { model: 'pvt', height, width, needed })
  },
  sites,
  build(scope, options, input) {
    const { shape, classes, inserted } = input
    const parts: (Layer | null)[] = []
    for (const stage of STAGES) {
      const at = scope.child(`stage${stage}`)
      const out = options.widths[stage - 1]!
      const from = stage === 1 ? shape[2] : options.widths[stage - 2]!
      parts.push(
        convolve(at.child('embed/convolution'), { in: from, out, kernel: kernelOf(stage, options), stride: strideOf(stage, options), bias: true, initializer: kaimingNormal('fanOut') }),
        layerNormalization(at.child('embed/norm'), out),
        ...Array.from({ length: options.depths[stage - 1]! }, (_, i) => block(at.child(`block${i}`), stage, i, options, input)),
        layerNormalization(at.child('norm'), out, EPSILON),
        inserted(`stage${stage}`, at),
      )
    }
    const head = scope.child('head')
    return chain(...parts, classificationHead(head, { channels: options.widths[3]!, classes, pool: inserted('head', head) }))
  },
  widen(options, factor) {
    const { heads } = options
    return { ...options, widths: options.widths.map((width, i) => Math.max(1, Math.round((width * factor) / heads[i]!)) * heads[i]!) }
  },
})
