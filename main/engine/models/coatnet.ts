/**
 * CoAtNet (Dai et al. NeurIPS 2021): a convolutional stem, stages of MBConv blocks where the map is large, then stages of Transformer
 * blocks with a relative bias where it is small. CoAtNet-0 in timm's form at 224 × 224: 27,435,562 parameters. Small by default,
 * three stages for images of 32 × 32.
 */
import { z } from 'zod'
import { option } from '../../../preload/contract/catalogue.ts'
import { FoveaError } from '../../../preload/contract/errors.ts'
import type { MapShape } from '../attention/mechanism.ts'
import { checkSelfAttention } from '../attention/self-attention.ts'
import { chain, convolutionBlock } from '../layers/blocks.ts'
import type { Layer } from '../layers/context.ts'
import { convolve } from '../layers/convolution.ts'
import { layerNormalization } from '../layers/normalization.ts'
import { gatedConvolution, transformerBlock } from './coatnet-block.ts'
import { coatnetNamed, coatnetNames } from './coatnet-names.ts'
import { family, type ImageShape, type SiteAt } from './family.ts'
import { classificationHead } from './head.ts'
import { replacedConvolution } from './replaced-convolution.ts'
import { attentionSite, blocksSite, convolutionsSite, headSite, stageSite, stemSite, sumsSite } from './sites.ts'

const kinds = ['convolution', 'attention'] as const

export interface CoatnetOptions {
  stem: number[]
  stages: (typeof kinds)[number][]
  widths: number[]
  depths: number[]
  strides: number[]
  headWidth: number
  striding: 'pool' | 'depthwise'
  gate: 'before-norm' | 'after-norm'
  gateActivation: 'relu' | 'silu'
  shortcutBias: boolean
  layerScale: number
  depthDropout: number
}

/** The map after the stem, and after each stage. */
function mapsOf({ stem, widths, strides }: CoatnetOptions, [height, width]: ImageShape): MapShape[] {
  const after = (length: number, stage: number) => strides.slice(0, stage).reduce((left, stride) => Math.ceil(left / stride), Math.ceil(length / 2))
  return [stem[1]!, ...widths].map((channels, stage) => ({ channels, height: after(height, stage), width: after(width, stage) }))
}

/** What goes into the depthwise convolution or the attention of a block. */
function insideOf({ stages, striding }: CoatnetOptions, maps: MapShape[], stage: number, block: number): MapShape {
  const [before, map] = [maps[stage - 1]!, maps[stage]!]
  const channels = block ? map.channels : before.channels
  if (stages[stage - 1] === 'attention') return { ...map, channels }
  return { ...(block || striding === 'pool' ? map : before), channels: 4 * channels }
}

function sites(options: CoatnetOptions, shape: ImageShape): SiteAt[] {
  const maps = mapsOf(options, shape)
  const inStage = (kind: CoatnetOptions['stages'][number], i: number): SiteAt[] => {
    const [n, map] = [i + 1, maps[i + 1]!]
    const inside = Array.from({ length: options.depths[i]! }, (_, block) => insideOf(options, maps, n, block)) as [MapShape, ...MapShape[]]
    return [stageSite(n, map), blocksSite(n, map), sumsSite(n, map), kind === 'attention' ? attentionSite(n, inside) : convolutionsSite(n, inside)]
  }
  return [stemSite(maps[0]!), ...options.stages.flatMap(inStage), headSite(maps.at(-1)!)]
}

const perStage = <T extends z.ZodType>(entry: T) => z.array(entry).min(1).max(6)

export const coatnet = family<CoatnetOptions>({
  id: 'coatnet',
  name: { en: 'CoAtNet', 'zh-CN': 'CoAtNet' },
  summary: { en: 'Convolutions with a gate where the map is large, attention over the whole map where it is small.', 'zh-CN': '特征图较大时用带门控的卷积，较小时用全图注意力。' },
  paper: { title: 'CoAtNet: Marrying Convolution and Attention for All Data Sizes', authors: 'Dai et al.', venue: 'NeurIPS', year: 2021, link: 'https://arxiv.org/abs/2106.04803' },
  attends: true,
  names: coatnetNames,
  named: coatnetNamed,
  options: z.strictObject({
    stem: option(z.array(z.int().min(1).max(512)).length(2).default([16, 32]), { en: 'Channels of the stem', 'zh-CN': '首层通道数' }, { en: 'Of its two convolutions, the first with stride 2.', 'zh-CN': '两个卷积的通道数，第一个步幅为 2。' }),
    stages: option(perStage(z.enum(kinds)).default(['convolution', 'attention', 'attention']), { en: 'Kinds of the stages', 'zh-CN': '各阶段的类型' }, { en: 'convolution or attention.', 'zh-CN': 'convolution：卷积；attention：注意力。' }),
    widths: option(perStage(z.int().min(1).max(4096)).default([32, 64, 128]), { en: 'Widths of the stages', 'zh-CN': '各阶段的宽度' }),
    depths: option(perStage(z.int().min(1).max(48)).default([1, 2, 2]), { en: 'Blocks of the stages', 'zh-CN': '各阶段的模块数' }),
    strides: option(perStage(z.int().min(1).max(2)).default([1, 2, 2]), { en: 'Strides of the stages', 'zh-CN': '各阶段的步幅' }),
    headWidth: option(z.int().min(1).max(256).default(32), { en: 'Width of a head', 'zh-CN': '每个头的宽度' }, { en: 'Must divide the widths.', 'zh-CN': '必须能整除各宽度。' }),
    striding: option(z.enum(['pool', 'depthwise']).default('pool'), { en: 'How a stride is made', 'zh-CN': '步幅的实现' }, undefined, {
      pool: { en: 'By mean pooling', 'zh-CN': '平均池化' }, depthwise: { en: 'By the depthwise convolution', 'zh-CN': '深度卷积' },
    }),
    gate: option(z.enum(['before-norm', 'after-norm']).default('before-norm'), { en: 'The gate stands', 'zh-CN': '门控的位置' }, undefined, {
      'before-norm': { en: 'Before the normalisation', 'zh-CN': '归一化之前' }, 'after-norm': { en: 'After the normalisation', 'zh-CN': '归一化之后' },
    }),
    gateActivation: option(z.enum(['relu', 'silu']).default('relu'), { en: 'Activation of the gate', 'zh-CN': '门控的激活函数' }),
    shortcutBias: option(z.boolean().default(false), { en: 'Bias of the shortcuts of attention stages', 'zh-CN': '注意力阶段捷径的偏置' }),
    layerScale: option(z.number().min(0).max(1).default(0), { en: 'Layer scale, first value', 'zh-CN': 'LayerScale 初值' }, { en: '0 = none.', 'zh-CN': '0 表示不使用。' }),
    depthDropout: option(z.number().min(0).max(0.9).default(0), { en: 'Stochastic depth', 'zh-CN': '随机深度' }, { en: 'Of the last block; earlier ones have less.', 'zh-CN': '指最后一个模块，前面的更小。' }),
  }),
  check(options, shape) {
    const { stages, headWidth } = options
    for (const list of ['widths', 'depths', 'strides'] as const) if (options[list].length !== stages.length) throw new FoveaError('invalid', 'engine.option-length', { option: list, owner: 'coatnet', limit: stages.length })
    const maps = mapsOf(options, shape)
    stages.forEach((kind, i) => {
      if (kind !== 'attention') return
      for (const map of [insideOf(options, maps, i + 1, 0), insideOf(options, maps, i + 1, 1)]) {
        if (map.channels % headWidth) throw new FoveaError('invalid', 'engine.head-width-divides', { width: map.channels, headWidth })
        checkSelfAttention(map, { heads: map.channels / headWidth, position: 'relative-bias' })
      }
    })
  },
  sites,
  build(scope, options, { shape, classes, inserted, replaced }) {
    const { stem, stages, depths, strides, headWidth, striding, gate, gateActivation, shortcutBias, layerScale: scale, depthDropout } = options
    const maps = mapsOf(options, shape)
    const last = depths.reduce((a, b) => a + b, 0) - 1
    const parts: (Layer | null)[] = [
      convolutionBlock(scope.child('stem/first'), { in: shape[2], out: stem[0]!, kernel: 3, stride: 2, activation: 'silu' }),
      convolve(scope.child('stem/second'), { in: stem[0]!, out: stem[1]!, kernel: 3 }),
      inserted('stem', scope.child('stem')),
    ]
    let before = 0
    stages.forEach((kind, i) => {
      const [n, at] = [i + 1, scope.child(`stage${i + 1}`)]
      for (let block = 0; block < depths[i]!; block++, before++) {
        const inner = at.child(`block${block}`)
        const stride = block ? 1 : strides[i]!
        const inside = insideOf(options, maps, n, block)
        const common = {
          in: block ? maps[n]!.channels : maps[i]!.channels, map: maps[n]!, stride, depthDropout: last ? (depthDropout * before) / last : depthDropout,
          branch: inserted(`stage${n}-blocks`, inner), sum: inserted(`stage${n}-sums`, inner.child('sum')),
        }
        parts.push(kind === 'convolution'
          ? gatedConvolution(inner, { ...common, shortcutBias: false, striding, gate, gateActivation, spatial: replacedConvolution(replaced, inner, { site: `stage${n}-convolutions`, map: inside, stride: striding === 'pool' ? 1 : stride }) })
          : transformerBlock(inner, { ...common, shortcutBias, headWidth, scale, replaced: (place) => replaced(`stage${n}-attention`, place, inside) }))
      }
      parts.push(inserted(`stage${n}`, at))
    })
    const { channels } = maps.at(-1)!
    const head = scope.child('head')
    return chain(...parts, layerNormalization(scope.child('norm'), channels, 1e-6), classificationHead(head, { channels, classes, pool: inserted('head', head) }))
  },
  widen(options, factor) {
    const wide = (width: number) => Math.max(options.headWidth, options.headWidth * Math.round((width * factor) / options.headWidth))
    return { ...options, widths: options.widths.map(wide), stem: options.stem.map(wide) }
  },
})
