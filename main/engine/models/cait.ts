/**
 * CaiT (Touvron et al. ICCV 2021): patches attend to each other through talking heads, with LayerScale and without a class token;
 * two last layers of class attention then read them. CaiT-XXS24 at 224: 11,956,264 parameters.
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../preload/contract/catalogue.ts'
import { FoveaError } from '../../../preload/contract/errors.ts'
import { checkPairs } from '../attention/memory.ts'
import { checkHeads } from '../attention/multi-head-attention.ts'
import { checkPosition, positionIds, positionNames, type PositionId } from '../attention/positions/catalogue.ts'
import { toMap, toTokens } from '../attention/tokens.ts'
import { convolve } from '../layers/convolution.ts'
import { dense } from '../layers/dense.ts'
import { dropoutLayer } from '../layers/dropout.ts'
import { fanInUniform, truncatedNormal } from '../layers/initializers.ts'
import { layerNormalization } from '../layers/normalization.ts'
import { blockPosition } from './block-position.ts'
import { classReader } from './class-block.ts'
import { family, type ImageShape, type NamedModel, type SiteAt } from './family.ts'
import { attentionSite, headSite } from './sites.ts'
import { vitBlock } from './vit-block.ts'

interface Options {
  patch: number
  width: number
  depth: number
  classDepth: number
  heads: number
  talking: boolean
  layerScale: number
  position: PositionId
  dropout: number
  depthDropout: number
}

const EPSILON = 1e-6

const widths: Record<string, number> = { xxs: 192, xs: 288, s: 384, m: 768 }

/** cait_SIZEdepth_SIDE: heads 48 wide, patches of 16, LayerScale from 0.1, 1e-5 or 1e-6 on as the depth grows (table 1 there). */
function named(name: string): NamedModel<Options> | null {
  const [, size, layers, side] = /^cait_(xxs|xs|s|m)(\d+)_(\d+)$/.exec(name) ?? []
  if (!size) return null
  const [width, depth] = [widths[size]!, Number(layers)]
  return { options: { patch: 16, width, depth, heads: width / 48, layerScale: depth <= 18 ? 0.1 : depth <= 24 ? 1e-5 : 1e-6 }, side: Number(side), classes: 1000 }
}

function sites({ width, patch }: Options, [imageHeight, imageWidth]: ImageShape): SiteAt[] {
  const map = { channels: width, height: imageHeight / patch, width: imageWidth / patch }
  return [
    { id: 'patches', name: { en: 'After the patches', 'zh-CN': '图像块之后' }, kind: 'map', ...map },
    attentionSite(null, map),
    headSite(map),
  ]
}

export const cait = family<Options>({
  id: 'cait',
  name: { en: 'CaiT', 'zh-CN': 'CaiT' },
  summary: {
    en: 'A Vision Transformer in two parts: patches attend to each other first, and a class token reads them in the last layers only.',
    'zh-CN': '分成两段的视觉 Transformer：图像块先相互关注，分类标记只在最后几层读取它们。',
  },
  paper: { title: 'Going Deeper with Image Transformers', authors: 'Touvron et al.', venue: 'ICCV', year: 2021, link: 'https://arxiv.org/abs/2103.17239' },
  attends: true,
  names: ['cait_xxs24_224', 'cait_xxs24_384', 'cait_xxs36_224', 'cait_xxs36_384', 'cait_xs24_384', 'cait_s24_224', 'cait_s24_384', 'cait_s36_384', 'cait_m36_384', 'cait_m48_448'],
  named,
  options: z.strictObject({
    patch: option(z.int().min(1).max(64).default(4), { en: 'Patch size', 'zh-CN': '图像块大小' }),
    width: option(z.int().min(1).max(4096).default(96), { en: 'Width', 'zh-CN': '宽度' }),
    depth: option(z.int().min(1).max(64).default(4), { en: 'Layers among patches', 'zh-CN': '图像块之间的层数' }),
    classDepth: option(z.int().min(1).max(8).default(2), { en: 'Layers of class attention', 'zh-CN': '类别注意力的层数' }),
    heads: option(z.int().min(1).max(64).default(4), { en: 'Heads', 'zh-CN': '头数' }),
    talking: option(z.boolean().default(true), { en: 'Talking heads', 'zh-CN': '头间交流' }),
    layerScale: option(z.number().min(0).max(1).default(0.1), { en: 'Layer scale, first value', 'zh-CN': 'LayerScale 初值' }, { en: '0 = none.', 'zh-CN': '0 表示不使用。' }),
    position: option(z.enum(positionIds).default('learned'), { en: 'Position', 'zh-CN': '位置编码' }, undefined, positionNames(positionIds)),
    dropout: option(z.number().min(0).max(0.9).default(0), { en: 'Dropout', 'zh-CN': 'Dropout' }),
    depthDropout: option(z.number().min(0).max(0.9).default(0), { en: 'Stochastic depth', 'zh-CN': '随机深度' }),
  }),
  check({ patch, width, heads, position }, [imageHeight, imageWidth]) {
    if (imageHeight % patch || imageWidth % patch) throw new FoveaError('invalid', 'engine.patch-divides', { height: imageHeight, width: imageWidth, patch })
    checkHeads(width, heads)
    checkPosition(position, width, width / heads)
    const length = (imageHeight / patch) * (imageWidth / patch)
    checkPairs({ queries: length, keys: length, heads, width })
  },
  sites,
  build(scope, options, { shape, classes, inserted, replaced }) {
    const { patch, width: channels, depth, classDepth, heads, talking, layerScale: scale, position, dropout, depthDropout } = options
    const [{ height, width }] = sites(options, shape) as [SiteAt]
    const grid: [number, number] = [height, width]
    const embed = convolve(scope.child('patches'), { in: shape[2], out: channels, kernel: patch, stride: patch, padding: 0, bias: true, initializer: fanInUniform() })
    const attention = inserted('patches', scope.child('patches'))
    const shared = { height, width, channels, heads, each: channels / heads }
    const placed = blockPosition(position, shared)
    const place = placed.tokens(scope.child('position'))
    const drop = dropoutLayer(scope, dropout)
    const block = { width: channels, heads, hidden: 4 * channels, epsilon: EPSILON, scale, dropout }
    const layers = Array.from({ length: depth }, (_, i) => vitBlock(scope.child(`block${i}`), {
      ...block, talking, depthDropout, position: placed.heads, replaced: (at) => replaced('attention', at),
      meta: { kind: 'attention', mechanism: 'multi-head', keyGrid: grid, queryGrid: grid, extra: 0 },
    }))
    const head = inserted('head', scope.child('head'))
    const read = head ? null : classReader(scope, { ...block, depth: classDepth, grid })
    const norm = layerNormalization(scope.child('norm'), channels, EPSILON)
    const classify = dense(scope.child('head/classifier'), { in: channels, out: classes, kernel: truncatedNormal(0.02) })
    return (x, ctx) => {
      const map = embed(x, ctx)
      const patches = toTokens(attention ? attention(map, ctx) : map)
      const mixed = layers.reduce((y, layer) => layer(y, ctx), drop(place(patches, ctx), ctx))
      ctx.tap('features', mixed, { kind: 'features', mechanism: 'features', keyGrid: grid, queryGrid: null, extra: 0 })
      const summary = head ? head(toMap(norm(mixed, ctx), height, width), ctx) : tf.squeeze(norm(read!(mixed, ctx), ctx), [1])
      return classify(summary, ctx)
    }
  },
  widen: (options, factor) => ({ ...options, width: Math.max(1, Math.round((options.width * factor) / options.heads)) * options.heads }),
})
