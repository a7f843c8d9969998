/**
 * What MobileNetV2 and EfficientNet share: a 3×3 stem, seven stages of inverted residuals, a 1×1 convolution, the head. Widths are
 * multiples of 8. With the small stem neither it nor the second stage halves the map, for images of about 32 pixels.
 */
import { z } from 'zod'
import { option } from '../../../preload/contract/catalogue.ts'
import { FoveaError } from '../../../preload/contract/errors.ts'
import { squeezeExcitationLayer } from '../attention/gate/squeeze-excitation.ts'
import type { MapShape } from '../attention/mechanism.ts'
import type { Activation } from '../layers/activation.ts'
import { chain, convolutionBlock } from '../layers/blocks.ts'
import type { Layer } from '../layers/context.ts'
import { convolvedLength } from '../layers/convolution.ts'
import { divisible } from '../layers/divisible.ts'
import { invertedResidual } from '../layers/inverted-residual.ts'
import type { Scope } from '../layers/scope.ts'
import type { BuildInput, Family, ImageShape, SiteAt } from './family.ts'
import { classificationHead } from './head.ts'
import { replacedConvolution } from './replaced-convolution.ts'
import { headSite, stageSites, stemSite } from './sites.ts'

export interface MobileOptions {
  width: number
  depth: number
  stem: 'small' | 'large'
}

export interface Stage {
  expand: number
  channels: number
  repeats: number
  stride: 1 | 2
  kernel: 3 | 5
}

export interface Plan {
  id: string
  stages: readonly Stage[]
  activation: Activation
  /** Channels of the last 1×1 convolution. */
  features(width: number): number
  /** Squeeze-and-excitation in every block, to a quarter of the channels that enter it. */
  squeeze(options: MobileOptions): boolean
}

interface Block {
  stage: number
  index: number
  in: number
  out: number
  expanded: number
  kernel: number
  stride: number
  /** Before the depthwise convolution and after it. */
  before: MapShape
  after: MapShape
}

const STEM = 32

export const mobileOptions = {
  width: option(z.number().min(0.1).max(10).default(0.35), { en: 'Width, times the published one', 'zh-CN': '宽度与原型之比' }),
  depth: option(z.number().min(0.1).max(10).default(1), { en: 'Depth, times the published one', 'zh-CN': '深度与原型之比' }),
  stem: option(z.enum(['small', 'large']).default('small'), { en: 'Stem', 'zh-CN': '首层' }, { en: 'Small: for images of about 32 px, a quarter of the reduction.', 'zh-CN': 'small：用于约 32 像素的图像，缩小倍数为四分之一。' }),
}

function blocksOf({ stages }: Plan, { width, depth, stem }: MobileOptions, [imageHeight, imageWidth]: ImageShape): { first: MapShape; blocks: Block[] } {
  const halves = (length: number, stride: number) => convolvedLength(length, 3, stride)
  const stride = stem === 'small' ? 1 : 2
  const first = { channels: divisible(STEM * width), height: halves(imageHeight, stride), width: halves(imageWidth, stride) }
  let map = first
  const blocks = stages.flatMap((stage, s) => Array.from({ length: Math.ceil(stage.repeats * depth) }, (_, index): Block => {
    const out = divisible(stage.channels * width)
    const expanded = divisible(map.channels * stage.expand)
    const step = index === 0 && !(stem === 'small' && s === 1) ? stage.stride : 1
    const before = { ...map, channels: expanded }
    const after = { channels: expanded, height: halves(map.height, step), width: halves(map.width, step) }
    const block = { stage: s + 1, index, in: map.channels, out, expanded, kernel: stage.kernel, stride: step, before, after }
    map = { ...after, channels: out }
    return block
  }))
  return { first, blocks }
}

const list = (maps: MapShape[]) => maps as [MapShape, ...MapShape[]]

function mobileSites(plan: Plan, options: MobileOptions, shape: ImageShape): SiteAt[] {
  const { first, blocks } = blocksOf(plan, options, shape)
  const end = blocks.at(-1)!
  const stages = plan.stages.flatMap((_, s) => {
    const here = blocks.filter(({ stage }) => stage === s + 1)
    const last = here.at(-1)!
    return stageSites(s + 1, { ...last.after, channels: last.out }, list(here.map(({ before }) => before)), list(here.map(({ after }) => after)))
  })
  return [stemSite(first), ...stages, headSite({ ...end.after, channels: plan.features(options.width) })]
}

const checkMobile = (plan: Plan) => (_options: unknown, [height, width]: ImageShape): void => {
  if (Math.min(height, width) < 4) throw new FoveaError('invalid', 'engine.image-too-small', { model: plan.id, height, width, needed: 4 })
}

function buildMobile(plan: Plan, scope: Scope, options: MobileOptions, { shape, classes, inserted, replaced }: BuildInput): Layer {
  const { activation } = plan
  const { first, blocks } = blocksOf(plan, options, shape)
  const stem = convolutionBlock(scope.child('stem'), { in: shape[2], out: first.channels, kernel: 3, stride: options.stem === 'small' ? 1 : 2, activation })
  const parts: (Layer | null)[] = [stem, inserted('stem', scope.child('stem'))]
  blocks.forEach(({ stage, index, before, after, ...sizes }, i) => {
    const at = scope.child(`stage${stage}/block${index}`)
    const squeeze = plan.squeeze(options) ? squeezeExcitationLayer(at.child('squeeze'), { channels: sizes.expanded, reduced: Math.max(1, Math.round(sizes.in / 4)), activation }) : null
    parts.push(invertedResidual(at, {
      in: sizes.in, out: sizes.out, kernel: sizes.kernel, stride: sizes.stride, hidden: sizes.expanded, expands: sizes.expanded !== sizes.in, activation,
      spatial: replacedConvolution(replaced, at, { site: `stage${stage}-convolutions`, map: before, stride: sizes.stride }),
      gate: chain(squeeze && ((x, ctx) => ctx.named('attention', () => squeeze(x, ctx))), inserted(`stage${stage}-inner`, at.child('inner'), after)),
      branch: inserted(`stage${stage}-blocks`, at), after: inserted(`stage${stage}-sums`, at.child('sum')),
    }))
    if (blocks[i + 1]?.stage !== stage) parts.push(inserted(`stage${stage}`, scope.child(`stage${stage}`)))
  })
  const channels = plan.features(options.width)
  const features = convolutionBlock(scope.child('features'), { in: blocks.at(-1)!.out, out: channels, kernel: 1, activation })
  const head = scope.child('head')
  return chain(...parts, features, classificationHead(head, { channels, classes, pool: inserted('head', head) }))
}

/** Everything but the words, the names and the options' schema. */
export const mobileFamily = <Options extends MobileOptions>(plan: Plan): Pick<Family<Options>, 'id' | 'check' | 'sites' | 'build' | 'widen'> => ({
  id: plan.id,
  check: checkMobile(plan),
  sites: (options, shape) => mobileSites(plan, options, shape),
  build: (scope, options, input) => buildMobile(plan, scope, options, input),
  widen: (options, factor) => ({ ...options, width: Math.max(0.1, Number((options.width * factor).toFixed(4))) }),
})
