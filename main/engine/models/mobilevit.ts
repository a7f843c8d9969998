/**
 * MobileViT (Mehta and Rastegari ICLR 2022): a 3×3 stem, five stages of inverted residual blocks, of which the last three end in a
 * MobileViT block (convolutions around a Transformer over the pixels of patches), a 1×1 convolution, mean pooling. The stages have
 * 1, 3, 1, 1, 1 inverted residuals; all but the first halve the map. mobilevit_s: 5,578,632 parameters, mobilevit_xxs 1,272,024.
 */
import { z } from 'zod'
import { option } from '../../../preload/contract/catalogue.ts'
import type { MapShape } from '../attention/mechanism.ts'
import { checkHeads } from '../attention/multi-head-attention.ts'
import { chain, convolutionBlock } from '../layers/blocks.ts'
import type { Layer } from '../layers/context.ts'
import { convolvedLength } from '../layers/convolution.ts'
import { invertedResidual } from '../layers/inverted-residual.ts'
import type { Scope } from '../layers/scope.ts'
import { family, type BuildInput, type ImageShape, type SiteAt } from './family.ts'
import { classificationHead } from './head.ts'
import { mobileVitBlock, patchGrid } from './mobilevit-block.ts'
import { mobileVitNamed, mobileVitNames, type MobileVitSize } from './mobilevit-sizes.ts'
import { replacedConvolution } from './replaced-convolution.ts'
import { attentionSite, headSite, stageSites, stemSite } from './sites.ts'

interface Options extends MobileVitSize {
  heads: number
  patch: number
  dropout: number
}

const STAGES = [1, 2, 3, 4, 5] as const
/** The first stage with a Transformer. */
const ATTENDS_FROM = 3

const strideOf = (stage: number) => (stage === 1 ? 1 : 2)
const blocksOf = (stage: number) => (stage === 2 ? 3 : 1)

/** The map after a stage; 0 is the stem. */
function mapAfter(stage: number, { stem, stemStride, widths }: Options, [height, width]: ImageShape): MapShape {
  const size = (length: number) => STAGES.filter((n) => n <= stage).reduce((l, n) => convolvedLength(l, 3, strideOf(n)), convolvedLength(length, 3, stemStride))
  return { channels: stage ? widths[stage - 1]! : stem, height: size(height), width: size(width) }
}

interface BlockPlan {
  stride: number
  /** What goes into the block, into its depthwise convolution, and what comes out of that. */
  before: MapShape
  wide: MapShape
  inner: MapShape
}

/** The inverted residual blocks of a stage. */
function plansOf(stage: number, options: Options, shape: ImageShape): BlockPlan[] {
  return Array.from({ length: blocksOf(stage) }, (_, i) => {
    const before = mapAfter(i ? stage : stage - 1, options, shape)
    const channels = Math.round(before.channels * options.expansion)
    return { stride: i ? 1 : strideOf(stage), before, wide: { ...before, channels }, inner: { ...mapAfter(stage, options, shape), channels } }
  })
}

/** The map over which a stage's Transformer attends. */
function attended(stage: number, options: Options, shape: ImageShape): MapShape {
  const [height, width] = patchGrid(mapAfter(stage, options, shape), options.patch)
  return { channels: options.attentionWidths[stage - ATTENDS_FROM]!, height, width }
}

const last = (options: Options, shape: ImageShape): MapShape => ({ ...mapAfter(STAGES.length, options, shape), channels: options.features })

function sites(options: Options, shape: ImageShape): SiteAt[] {
  const stages = STAGES.flatMap((stage) => {
    const plans = plansOf(stage, options, shape)
    const of = (key: 'wide' | 'inner') => plans.map((plan) => plan[key]) as [MapShape, ...MapShape[]]
    return [...stageSites(stage, mapAfter(stage, options, shape), of('wide'), of('inner')), ...(stage < ATTENDS_FROM ? [] : [attentionSite(stage, attended(stage, options, shape))])]
  })
  return [stemSite(mapAfter(0, options, shape)), ...stages, headSite(last(options, shape))]
}

/** Inverted residuals, then a MobileViT block from the third stage on. */
function stageLayers(scope: Scope, stage: number, options: Options, { shape, inserted, replaced }: BuildInput): Layer {
  const map = mapAfter(stage, options, shape)
  const blocks = plansOf(stage, options, shape).map(({ stride, before, wide, inner }, i) => {
    const at = scope.child(`block${i}`)
    return invertedResidual(at, {
      in: before.channels, out: map.channels, stride, hidden: wide.channels, activation: 'silu',
      spatial: replacedConvolution(replaced, at.child('depthwise'), { site: `stage${stage}-convolutions`, map: wide, stride }),
      gate: inserted(`stage${stage}-inner`, at.child('inner'), inner), branch: inserted(`stage${stage}-blocks`, at), after: inserted(`stage${stage}-sums`, at.child('sum')),
    })
  })
  if (stage < ATTENDS_FROM) return chain(...blocks)
  const { heads, patch, dropout, depths, attentionWidths } = options
  const width = attentionWidths[stage - ATTENDS_FROM]!
  const mixer = mobileVitBlock(scope.child('mobilevit'), {
    map, width, depth: depths[stage - ATTENDS_FROM]!, heads, hidden: 2 * width, patch, dropout, replaced: (at) => replaced(`stage${stage}-attention`, at),
  })
  return chain(...blocks, mixer)
}

const channels = (length: number, first: number[]) => z.array(z.int().min(1).max(2048)).length(length).default(first)

export const mobileVit = family<Options>({
  id: 'mobilevit',
  name: { en: 'MobileViT', 'zh-CN': 'MobileViT' },
  summary: {
    en: 'A mobile CNN whose last three stages let the patches of the map attend to one another. As XXS by default, with a stem for small images.',
    'zh-CN': '移动端 CNN，后三个阶段让特征图的各个小块相互关注。默认是 XXS，首层适合小图像。',
  },
  paper: { title: 'MobileViT: Light-weight, General-purpose, and Mobile-friendly Vision Transformer', authors: 'Mehta and Rastegari', venue: 'ICLR', year: 2022, link: 'https://arxiv.org/abs/2110.02178' },
  attends: true,
  names: mobileVitNames,
  named: mobileVitNamed,
  options: z.strictObject({
    stem: option(z.int().min(1).max(512).default(16), { en: 'Channels of the stem', 'zh-CN': '首层通道数' }),
    stemStride: option(z.literal([1, 2]).default(1), { en: 'Stride of the stem', 'zh-CN': '首层步长' }, { en: '2 in the published models, made for 256 pixels.', 'zh-CN': '公布的模型面向 256 像素，取 2。' }),
    widths: option(channels(5, [16, 24, 48, 64, 80]), { en: 'Channels of the stages', 'zh-CN': '各阶段通道数' }),
    attentionWidths: option(channels(3, [64, 80, 96]), { en: 'Widths of the Transformers of stages 3 to 5', 'zh-CN': '阶段 3 至 5 的 Transformer 宽度' }),
    depths: option(z.array(z.int().min(1).max(24)).length(3).default([2, 4, 3]), { en: 'Layers of the Transformers', 'zh-CN': 'Transformer 层数' }),
    expansion: option(z.number().min(1).max(8).default(2), { en: 'Expansion of the inverted residuals', 'zh-CN': '倒残差的扩张倍数' }),
    features: option(z.int().min(1).max(4096).default(320), { en: 'Channels of the last convolution', 'zh-CN': '最后一层卷积的通道数' }),
    heads: option(z.int().min(1).max(32).default(4), { en: 'Heads', 'zh-CN': '头数' }),
    patch: option(z.int().min(1).max(8).default(2), { en: 'Patch size', 'zh-CN': '图像块大小' }),
    dropout: option(z.number().min(0).max(0.9).default(0), { en: 'Dropout', 'zh-CN': 'Dropout' }),
  }),
  check({ attentionWidths, heads }) {
    for (const width of attentionWidths) checkHeads(width, heads)
  },
  sites,
  build(scope, options, input) {
    const { shape, classes, inserted } = input
    const [stem, head] = [scope.child('stem'), scope.child('head')]
    const parts = [convolutionBlock(stem, { in: shape[2], out: options.stem, kernel: 3, stride: options.stemStride, activation: 'silu' }), inserted('stem', stem)]
    for (const stage of STAGES) {
      const at = scope.child(`stage${stage}`)
      parts.push(stageLayers(at, stage, options, input), inserted(`stage${stage}`, at))
    }
    const features = convolutionBlock(scope.child('features'), { in: options.widths.at(-1)!, out: options.features, kernel: 1, activation: 'silu' })
    return chain(...parts, features, classificationHead(head, { channels: options.features, classes, pool: inserted('head', head) }))
  },
  widen(options, factor) {
    const wide = (width: number) => Math.max(1, Math.round(width * factor))
    // A Transformer's width stays a multiple of the heads.
    const shared = (width: number) => Math.max(1, Math.round((width * factor) / options.heads)) * options.heads
    return { ...options, stem: wide(options.stem), widths: options.widths.map(wide), attentionWidths: options.attentionWidths.map(shared), features: wide(options.features) }
  },
})
