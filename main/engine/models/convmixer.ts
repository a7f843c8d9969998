/**
 * ConvMixer (Trockman and Kolter 2201.09792): p×p patches, then `depth` blocks at one width, each a depthwise k×k convolution with a
 * sum around it and a 1×1 convolution; all of them convolution, activation, batch normalisation, in this order. Patches without
 * attention: what is left of ViT's gains when places are mixed by a convolution. ConvMixer-1536/20 with p 7, k 9: 51,625,960 parameters.
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../preload/contract/catalogue.ts'
import { FoveaError } from '../../../preload/contract/errors.ts'
import type { MapShape } from '../attention/mechanism.ts'
import { activations } from '../layers/activation.ts'
import { chain } from '../layers/blocks.ts'
import type { Layer } from '../layers/context.ts'
import { convolve, depthwise } from '../layers/convolution.ts'
import { fanInUniform } from '../layers/initializers.ts'
import { batchNormalization } from '../layers/normalization.ts'
import type { Scope } from '../layers/scope.ts'
import { family, type BuildInput, type ImageShape, type NamedModel, type SiteAt } from './family.ts'
import { classificationHead } from './head.ts'
import { replacedConvolution } from './replaced-convolution.ts'
import { headSite, stageSites, stemSite } from './sites.ts'

interface Options {
  width: number
  depth: number
  kernel: number
  patch: number
  activation: 'gelu' | 'relu'
}

/** All blocks are one stage, so that a plan can name its places as in any other CNN. */
const STAGE = 1

const mapOf = ({ width: channels, patch }: Options, [height, width]: ImageShape): MapShape => ({ channels, height: Math.floor(height / patch), width: Math.floor(width / patch) })

function sites(options: Options, shape: ImageShape): SiteAt[] {
  const map = mapOf(options, shape)
  return [stemSite(map), ...stageSites(STAGE, map, map), headSite(map)]
}

/** convmixer_W_D or convmixer_W_D_ksK_pP; kernel 9 and patches of 7 where they are not said, as in the paper, but for 768/32. */
function named(name: string): NamedModel<Options> | null {
  const [, width, depth, kernel, patch] = /^convmixer_(\d+)_(\d+)(?:_ks(\d+)_p(\d+))?$/.exec(name) ?? []
  if (!width || !depth) return null
  const own: Partial<Options> = width === '768' && depth === '32' ? { kernel: 7, activation: 'relu' } : {}
  const said = kernel && patch ? { kernel: Number(kernel), patch: Number(patch) } : {}
  return { options: { width: Number(width), depth: Number(depth), kernel: 9, patch: 7, activation: 'gelu', ...own, ...said }, side: 224, classes: 1000 }
}

/** A layer, then the activation, then batch normalisation. */
function normalized(scope: Scope, layer: Layer, { width, activation }: Options): Layer {
  const norm = batchNormalization(scope.child('norm'), width)
  return (x, ctx) => norm(activations[activation](layer(x, ctx)), ctx)
}

function block(scope: Scope, options: Options, map: MapShape, { inserted, replaced }: BuildInput): Layer {
  const { width, kernel } = options
  const at = scope.child('spatial')
  const spatial = replacedConvolution(replaced, at, { site: `stage${STAGE}-convolutions`, map, stride: 1 }) ?? depthwise(at.child('convolution'), { channels: width, kernel, bias: true })
  const branch = chain(normalized(at, spatial, options), inserted(`stage${STAGE}-blocks`, scope))
  const after = inserted(`stage${STAGE}-sums`, scope.child('sum'))
  const point = scope.child('channels')
  const mixed = normalized(point, convolve(point.child('convolution'), { in: width, out: width, kernel: 1, bias: true, initializer: fanInUniform() }), options)
  return chain((x, ctx) => tf.add(x, branch(x, ctx)), after, mixed)
}

export const convMixer = family<Options>({
  id: 'convmixer',
  name: { en: 'ConvMixer', 'zh-CN': 'ConvMixer' },
  summary: {
    en: 'Patches as in ViT, mixed by large depthwise convolutions and by no attention: what patches alone bring.',
    'zh-CN': '像 ViT 一样切块，但用大核逐通道卷积而不用注意力来混合：看切块本身带来了什么。',
  },
  paper: { title: 'Patches Are All You Need?', authors: 'Trockman and Kolter', venue: 'TMLR', year: 2023, link: 'https://arxiv.org/abs/2201.09792' },
  attends: false,
  names: ['convmixer_768_32', 'convmixer_1024_20_ks9_p14', 'convmixer_1536_20'],
  named,
  options: z.strictObject({
    width: option(z.int().min(1).max(4096).default(96), { en: 'Channels', 'zh-CN': '通道数' }),
    depth: option(z.int().min(1).max(64).default(6), { en: 'Blocks', 'zh-CN': '模块数' }),
    kernel: option(z.literal([3, 5, 7, 9, 11, 13]).default(5), { en: 'Kernel of the depthwise convolution', 'zh-CN': '逐通道卷积核' }),
    patch: option(z.int().min(1).max(64).default(2), { en: 'Patch size', 'zh-CN': '图像块大小' }),
    activation: option(z.enum(['gelu', 'relu']).default('gelu'), { en: 'Activation', 'zh-CN': '激活函数' }, undefined, { gelu: { en: 'GELU', 'zh-CN': 'GELU' }, relu: { en: 'ReLU', 'zh-CN': 'ReLU' } }),
  }),
  check({ patch }, [height, width]) {
    if (Math.min(height, width) < patch) throw new FoveaError('invalid', 'engine.image-too-small', { model: 'convmixer', height, width, needed: patch })
  },
  sites,
  build(scope, options, input) {
    const { width, depth, patch } = options
    const map = mapOf(options, input.shape)
    const [stem, stage, head] = ['stem', `stage${STAGE}`, 'head'].map((name) => scope.child(name)) as [Scope, Scope, Scope]
    const patches = normalized(stem, convolve(stem.child('convolution'), { in: input.shape[2], out: width, kernel: patch, stride: patch, padding: 0, bias: true, initializer: fanInUniform() }), options)
    const afterStem = input.inserted('stem', stem)
    const blocks = Array.from({ length: depth }, (_, i) => block(stage.child(`block${i}`), options, map, input))
    const afterStage = input.inserted(`stage${STAGE}`, stage)
    return chain(patches, afterStem, ...blocks, afterStage, classificationHead(head, { channels: width, classes: input.classes, pool: input.inserted('head', head) }))
  },
  widen: (options, factor) => ({ ...options, width: Math.max(1, Math.round(options.width * factor)) }),
})
