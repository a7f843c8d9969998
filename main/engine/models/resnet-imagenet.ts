/**
 * ResNet for large images (He et al. CVPR 2016): a stem that quarters the map, four stages of basic or bottleneck blocks with the widths
 * 64, 128, 256, 512 (four times that after a bottleneck), the later ones halving the map. ResNet-50: 25,557,032 parameters for 1,000 classes.
 * The small stem keeps the map for images of about 32 pixels. Stems and shortcuts of He et al. CVPR 2019 ("bag of tricks").
 */
import { z } from 'zod'
import { option } from '../../../preload/contract/catalogue.ts'
import { FoveaError } from '../../../preload/contract/errors.ts'
import { checkGroups } from '../attention/gate/parts.ts'
import { selectiveKernelLayer } from '../attention/gate/selective-kernel.ts'
import type { MapShape } from '../attention/mechanism.ts'
import type { Activation } from '../layers/activation.ts'
import { chain, convolutionBlock } from '../layers/blocks.ts'
import type { Layer } from '../layers/context.ts'
import { convolvedLength } from '../layers/convolution.ts'
import { divisible } from '../layers/divisible.ts'
import { maxPool } from '../layers/pooling.ts'
import { bottleneckBlock, EXPANSION, residualBlock, type ResidualConfig } from '../layers/residual.ts'
import type { Scope } from '../layers/scope.ts'
import { family, type ImageShape, type SiteAt } from './family.ts'
import { classificationHead } from './head.ts'
import { replacedConvolution } from './replaced-convolution.ts'
import { namedResNet, resnetNames } from './resnet-names.ts'
import { headSite, scalesSite, stageSites, stemSite } from './sites.ts'
import { staged } from './staged.ts'

interface Stem {
  kernel: number
  strides: number[]
  /** Parts of the stem's width. */
  widths: number[]
  pool: boolean
}

const stems = {
  small: { kernel: 3, strides: [1], widths: [1], pool: false },
  '7x7': { kernel: 7, strides: [2], widths: [1], pool: true },
  deep: { kernel: 3, strides: [2, 1, 1], widths: [1 / 2, 1 / 2, 1], pool: true },
  tiered: { kernel: 3, strides: [2, 1, 1], widths: [3 / 8, 1 / 2, 1], pool: true },
  'tiered-strided': { kernel: 3, strides: [2, 1, 2], widths: [3 / 8, 1 / 2, 1], pool: false },
} as const satisfies Record<string, Stem>

export const stemIds = Object.keys(stems) as (keyof typeof stems)[]

export interface ResNetOptions {
  block: 'basic' | 'bottleneck'
  blocks: number[]
  widths: number[]
  stem: keyof typeof stems
  stemWidth: number
  shortcut: 'projected' | 'pooled'
  kernels: 'plain' | 'selective'
}

const stages = [1, 2, 3, 4]

export const endOf = ({ block, widths }: ResNetOptions, stage: number) => widths[stage - 1]! * (block === 'bottleneck' ? EXPANSION : 1)

/** Sides of the map after the stem (0) and after each stage. */
function sidesOf({ stem }: ResNetOptions, length: number): number[] {
  const { kernel, strides, pool } = stems[stem]
  const convolved = (strides as readonly number[]).reduce((left, stride) => convolvedLength(left, kernel, stride), length)
  const start = pool ? convolvedLength(convolved, 3, 2) : convolved
  return [start, ...stages.map((stage) => Array.from({ length: stage - 1 }).reduce<number>((left) => convolvedLength(left, 3, 2), start))]
}

export function mapsOf(options: ResNetOptions, [height, width]: ImageShape): MapShape[] {
  const [heights, widths] = [sidesOf(options, height), sidesOf(options, width)]
  return heights.map((side, i) => ({ height: side, width: widths[i]!, channels: i ? endOf(options, i) : options.stemWidth }))
}

/** What goes into the convolution that attention can replace: the bottleneck's 3×3, in the first block before its stride, or the basic block's second. */
export function spatialMap(options: ResNetOptions, maps: MapShape[], stage: number, block: number): { map: MapShape; stride: number } {
  const channels = options.widths[stage - 1]!
  const first = options.block === 'bottleneck' && block === 0 && stage > 1
  return { map: { ...maps[first ? stage - 1 : stage]!, channels }, stride: first ? 2 : 1 }
}

function sites(options: ResNetOptions, shape: ImageShape): SiteAt[] {
  const maps = mapsOf(options, shape)
  const inside = (n: number): [MapShape, ...MapShape[]] => [spatialMap(options, maps, n, 0).map, spatialMap(options, maps, n, 1).map]
  const replaced = (n: number): [MapShape, ...MapShape[]] => (options.blocks[n - 1]! > 1 ? inside(n) : [inside(n)[0]])
  return [stemSite(maps[0]!), ...stages.flatMap((n) => stageSites(n, maps[n]!, replaced(n), inside(n)[1]!)), scalesSite(maps.slice(1)), headSite(maps[4]!)]
}

export function stemOf(scope: Scope, { stem, stemWidth }: Pick<ResNetOptions, 'stem' | 'stemWidth'>, channels: number, activation: Activation = 'relu'): Layer {
  const { kernel, strides, widths, pool } = stems[stem]
  const outs = widths.map((part) => Math.max(1, Math.round(part * stemWidth)))
  const convolutions = outs.map((out, i) => convolutionBlock(outs.length > 1 ? scope.child(`convolution${i}`) : scope, { in: i ? outs[i - 1]! : channels, out, kernel, stride: strides[i]!, activation }))
  return chain(...convolutions, pool ? (x) => maxPool(x, 3, 2, 1) : null)
}

/** Selective kernels with the widths of timm's networks: the branches share the channels. */
function selective({ block }: ResNetOptions): ResidualConfig['spatial'] {
  return (scope, { in: width, out, stride }) =>
    selectiveKernelLayer(scope, { in: width, out, stride, split: true, reduced: block === 'basic' ? divisible(out / 8, 16) : divisible(out / 16) })
}

const four = (schema: z.ZodNumber) => z.array(schema).length(4)

export const resnetImageNet = family<ResNetOptions>({
  id: 'resnet-imagenet',
  name: { en: 'ResNet for large images', 'zh-CN': '大图像 ResNet' },
  summary: { en: 'The residual network in its form for ImageNet, from ResNet-18 to ResNet-152, with basic or bottleneck blocks.', 'zh-CN': '残差网络用于 ImageNet 的形式，从 ResNet-18 到 ResNet-152，可选基本块或瓶颈块。' },
  paper: { title: 'Deep Residual Learning for Image Recognition', authors: 'He et al.', venue: 'CVPR', year: 2016, link: 'https://arxiv.org/abs/1512.03385' },
  attends: false,
  names: resnetNames,
  named: namedResNet,
  options: z.strictObject({
    block: option(z.enum(['basic', 'bottleneck']).default('basic'), { en: 'Block', 'zh-CN': '模块' }, { en: 'Basic: two 3 × 3 convolutions. Bottleneck: 1 × 1, 3 × 3, 1 × 1, ending four times as wide.', 'zh-CN': 'basic：两个 3 × 3 卷积；bottleneck：1 × 1、3 × 3、1 × 1，输出宽四倍。' }),
    blocks: option(four(z.int().min(1).max(64)).default([2, 2, 2, 2]), { en: 'Blocks of the stages', 'zh-CN': '各阶段模块数' }),
    widths: option(four(z.int().min(1).max(2048)).default([16, 32, 64, 128]), { en: 'Channels of the stages', 'zh-CN': '各阶段通道数' }, { en: 'Of the 3 × 3 convolutions.', 'zh-CN': '指 3 × 3 卷积的通道数。' }),
    stem: option(z.enum(stemIds).default('small'), { en: 'Stem', 'zh-CN': '首层' }, { en: 'Small keeps the size of the image; the others quarter its sides.', 'zh-CN': 'small 保持图像尺寸，其余把边长缩为四分之一。' }, {
      small: { en: '3 × 3, for images of about 32 px', 'zh-CN': '3 × 3，用于约 32 像素的图像' },
      '7x7': { en: '7 × 7 and max-pooling', 'zh-CN': '7 × 7 加最大池化' },
      deep: { en: 'three 3 × 3 and max-pooling', 'zh-CN': '三个 3 × 3 加最大池化' },
      tiered: { en: 'three 3 × 3 of growing width and max-pooling', 'zh-CN': '三个宽度递增的 3 × 3 加最大池化' },
      'tiered-strided': { en: 'three 3 × 3 of growing width, the last with stride 2', 'zh-CN': '三个宽度递增的 3 × 3，最后一个步幅为 2' },
    }),
    stemWidth: option(z.int().min(1).max(1024).default(16), { en: 'Channels of the stem', 'zh-CN': '首层通道数' }),
    shortcut: option(z.enum(['projected', 'pooled']).default('projected'), { en: 'Shortcut where the size changes', 'zh-CN': '尺寸变化处的捷径' }, undefined, {
      projected: { en: '1 × 1 convolution with stride', 'zh-CN': '带步幅的 1 × 1 卷积' }, pooled: { en: 'mean pooling, then 1 × 1 convolution', 'zh-CN': '平均池化后接 1 × 1 卷积' },
    }),
    kernels: option(z.enum(['plain', 'selective']).default('plain'), { en: '3 × 3 convolutions', 'zh-CN': '3 × 3 卷积' }, { en: 'Selective: two field sizes side by side, and each channel chooses (SKNet).', 'zh-CN': 'selective：两种感受野并行，由各通道选择（SKNet）。' }, {
      plain: { en: 'plain', 'zh-CN': '普通' }, selective: { en: 'selective kernels', 'zh-CN': '选择性卷积核' },
    }),
  }),
  check(options, [height, width]) {
    if (Math.min(height, width) < 4) throw new FoveaError('invalid', 'engine.image-too-small', { model: 'resnet-imagenet', height, width, needed: 4 })
    if (options.kernels === 'selective') for (const channels of options.block === 'basic' ? [options.stemWidth, ...options.widths] : options.widths) checkGroups('selective-kernel', channels, 2)
  },
  sites,
  build(scope, options, { shape, classes, inserted, fused, replaced }) {
    const maps = mapsOf(options, shape)
    const block = options.block === 'basic' ? residualBlock : bottleneckBlock
    const spatial = options.kernels === 'selective' ? selective(options) : undefined
    const stem = chain(stemOf(scope.child('stem'), options, shape[2]), inserted('stem', scope.child('stem')))
    const layers: Layer[] = []
    for (const stage of stages) {
      const parts: (Layer | null)[] = []
      const stageScope = scope.child(`stage${stage}`)
      for (let i = 0; i < options.blocks[stage - 1]!; i++) {
        const at = stageScope.child(`block${i}`)
        parts.push(block(at, {
          in: i ? endOf(options, stage) : maps[stage - 1]!.channels, out: endOf(options, stage), stride: stage > 1 && i === 0 ? 2 : 1, shortcut: options.shortcut, ...(spatial ? { spatial } : {}),
          parts: {
            convolution: replacedConvolution(replaced, at, { site: `stage${stage}-convolutions`, ...spatialMap(options, maps, stage, i) }),
            inner: inserted(`stage${stage}-inner`, at.child('inner')),
            branch: inserted(`stage${stage}-blocks`, at),
            sum: inserted(`stage${stage}-sums`, at.child('sum')),
          },
        }))
      }
      layers.push(chain(...parts, inserted(`stage${stage}`, stageScope)))
    }
    const head = scope.child('head')
    return chain(stem, staged(layers, fused('scales', scope.child('scales'))), classificationHead(head, { channels: endOf(options, 4), classes, pool: inserted('head', head) }))
  },
  widen: (options, factor) => {
    const wide = (width: number) => Math.max(2, 2 * Math.round((width * factor) / 2))
    return { ...options, widths: options.widths.map(wide), stemWidth: wide(options.stemWidth) }
  },
})
