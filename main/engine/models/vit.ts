/**
 * Vision Transformer (Dosovitskiy et al. ICLR 2021): p×p patches, a CLS token or the mean, pre-norm blocks, MLP 4× with GELU.
 * Parameters (p²c + 1)E + E + (N + 1)E + L(12E² + 13E) + 2E + (E + 1)K; ViT-B/16 86,567,656.
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../preload/contract/catalogue.ts'
import { FoveaError } from '../../../preload/contract/errors.ts'
import { checkPairs } from '../attention/memory.ts'
import { checkHeads } from '../attention/multi-head-attention.ts'
import { checkPosition, positionIds, positionNames, type PositionId } from '../attention/positions/catalogue.ts'
import { firstToken, prepend, toMap, toTokens } from '../attention/tokens.ts'
import type { Layer } from '../layers/context.ts'
import { convolve } from '../layers/convolution.ts'
import { dense } from '../layers/dense.ts'
import { dropoutLayer } from '../layers/dropout.ts'
import { fanInUniform, truncatedNormal } from '../layers/initializers.ts'
import { layerNormalization } from '../layers/normalization.ts'
import { blockPosition } from './block-position.ts'
import { family, type ImageShape, type SiteAt } from './family.ts'
import { attentionSite, headSite } from './sites.ts'
import { vitBlock } from './vit-block.ts'
import { vitNamed, vitNames } from './vit-sizes.ts'

interface Options {
  patch: number
  width: number
  depth: number
  heads: number
  ratio: number
  pool: 'cls' | 'mean' | 'mean-norm'
  position: PositionId
  classPosition: boolean
  norm: 'pre' | 'post'
  layerScale: number
  dropout: number
  depthDropout: number
}

const EPSILON = 1e-6

const extraOf = ({ pool }: Pick<Options, 'pool'>) => (pool === 'cls' ? 1 : 0)

function sites(options: Options, [imageHeight, imageWidth]: ImageShape): SiteAt[] {
  const map = { channels: options.width, height: imageHeight / options.patch, width: imageWidth / options.patch }
  return [
    { id: 'patches', name: { en: 'After the patches', 'zh-CN': '图像块之后' }, kind: 'map', ...map },
    attentionSite(null, map, extraOf(options)),
    headSite(map),
  ]
}

export const vit = family<Options>({
  id: 'vit',
  name: { en: 'Vision Transformer', 'zh-CN': '视觉 Transformer' },
  summary: { en: 'Cuts the image into patches and lets every patch attend to every other in each layer.', 'zh-CN': '把图像切成小块，每一层都让每一块关注所有其他块。' },
  paper: { title: 'An Image Is Worth 16x16 Words', authors: 'Dosovitskiy et al.', venue: 'ICLR', year: 2021, link: 'https://arxiv.org/abs/2010.11929' },
  attends: true,
  names: vitNames,
  named: vitNamed,
  options: z.strictObject({
    patch: option(z.int().min(1).max(64).default(4), { en: 'Patch size', 'zh-CN': '图像块大小' }),
    width: option(z.int().min(1).max(4096).default(96), { en: 'Width', 'zh-CN': '宽度' }),
    depth: option(z.int().min(1).max(64).default(4), { en: 'Layers', 'zh-CN': '层数' }),
    heads: option(z.int().min(1).max(64).default(4), { en: 'Heads', 'zh-CN': '头数' }),
    ratio: option(z.number().min(0.5).max(8).default(4), { en: 'Width of the MLP, times the width', 'zh-CN': 'MLP 宽度与宽度之比' }),
    pool: option(z.enum(['cls', 'mean', 'mean-norm']).default('cls'), { en: 'Answer read from', 'zh-CN': '输出取自' }, {
      en: 'Sources differ in whether the mean is taken after the last normalisation or before it.',
      'zh-CN': '各来源对平均在最后一次归一化之后还是之前做法不同。',
    }, {
      cls: { en: 'A token of its own', 'zh-CN': '专用标记' },
      mean: { en: 'The mean of all patches, normalised before', 'zh-CN': '先归一化，再对所有图像块取平均' },
      'mean-norm': { en: 'The mean of all patches, normalised after', 'zh-CN': '先对所有图像块取平均，再归一化' },
    }),
    position: option(z.enum(positionIds).default('learned'), { en: 'Position', 'zh-CN': '位置编码' }, undefined, positionNames(positionIds)),
    classPosition: option(z.boolean().default(true), { en: 'A position for the token of its own', 'zh-CN': '专用标记也有位置编码' }),
    norm: option(z.enum(['pre', 'post']).default('pre'), { en: 'Normalisation', 'zh-CN': '归一化位置' }, undefined, {
      pre: { en: 'Before each branch', 'zh-CN': '每个分支之前' },
      post: { en: 'After each sum', 'zh-CN': '每次求和之后' },
    }),
    layerScale: option(z.number().min(0).max(1).default(0), { en: 'Layer scale, first value', 'zh-CN': 'LayerScale 初值' }, { en: '0 = none.', 'zh-CN': '0 表示不使用。' }),
    dropout: option(z.number().min(0).max(0.9).default(0), { en: 'Dropout', 'zh-CN': 'Dropout' }),
    depthDropout: option(z.number().min(0).max(0.9).default(0), { en: 'Stochastic depth', 'zh-CN': '随机深度' }, { en: 'Of the last layer; earlier ones have less.', 'zh-CN': '指最后一层，前面的层更小。' }),
  }),
  check({ patch, width, heads, pool, position }, [imageHeight, imageWidth]) {
    if (imageHeight % patch || imageWidth % patch) throw new FoveaError('invalid', 'engine.patch-divides', { height: imageHeight, width: imageWidth, patch })
    checkHeads(width, heads)
    checkPosition(position, width, width / heads)
    const length = extraOf({ pool }) + (imageHeight / patch) * (imageWidth / patch)
    checkPairs({ queries: length, keys: length, heads, width })
  },
  sites,
  build(scope, options, { shape, classes, inserted, replaced }) {
    const { patch, width: channels, depth, heads, ratio, pool, position, classPosition, norm: order, layerScale, dropout, depthDropout } = options
    const [{ height, width }] = sites(options, shape) as [SiteAt]
    const embed = convolve(scope.child('patches'), { in: shape[2], out: channels, kernel: patch, stride: patch, padding: 0, bias: true, initializer: fanInUniform() })
    const attention = inserted('patches', scope.child('patches'))
    const extra = extraOf(options)
    const cls = extra ? scope.weight('cls', [1, 1, channels], truncatedNormal(0.02), { decay: false }) : null
    const shared = { height, width, channels, heads, each: channels / heads }
    const placed = blockPosition(position, { ...shared, extra })
    const place = blockPosition(position, { ...shared, extra: classPosition ? extra : 0 }).tokens(scope.child('position'))
    const drop = dropoutLayer(scope, dropout)
    const grid: [number, number] = [height, width]
    const meta = { kind: 'attention' as const, mechanism: 'multi-head', keyGrid: grid, queryGrid: grid, extra }
    const layers = Array.from({ length: depth }, (_, i) => vitBlock(scope.child(`block${i}`), {
      width: channels, heads, hidden: Math.round(ratio * channels), epsilon: EPSILON, norm: order, scale: layerScale, dropout,
      depthDropout: depth > 1 ? (depthDropout * i) / (depth - 1) : depthDropout,
      position: placed.heads, replaced: (at) => replaced('attention', at), meta,
    }))
    const norm = layerNormalization(scope.child('norm'), channels, EPSILON)
    const head = inserted('head', scope.child('head'))
    const classify = dense(scope.child('head/classifier'), { in: channels, out: classes, kernel: truncatedNormal(0.02) })
    const features = { kind: 'features' as const, mechanism: 'features', keyGrid: grid, queryGrid: null, extra }
    /** (B, extra + N, C) → (B, C). */
    const summarize: Layer = (mixed, ctx) => {
      if (pool === 'mean-norm' && !head) return norm(tf.mean(mixed, 1), ctx)
      const normal = norm(mixed, ctx)
      if (head) return head(toMap(tf.slice(normal, [0, extra, 0], [-1, -1, -1]), height, width), ctx)
      return cls ? tf.squeeze(firstToken(normal), [1]) : tf.mean(normal, 1)
    }
    return (x, ctx) => {
      const map = embed(x, ctx)
      const patches = toTokens(attention ? attention(map, ctx) : map)
      const sequence = cls && classPosition ? place(prepend(cls, patches), ctx) : cls ? prepend(cls, place(patches, ctx)) : place(patches, ctx)
      const before = layers.slice(0, -1).reduce((y, layer) => layer(y, ctx), drop(sequence, ctx))
      // The class token reads the patches in the last layer for the last time, so evidence is sought in what goes into it.
      ctx.tap('features', before, features)
      return classify(summarize(layers.at(-1)!(before, ctx), ctx), ctx)
    }
  },
  widen: (options, factor) => ({ ...options, width: Math.max(1, Math.round((options.width * factor) / options.heads)) * options.heads }),
})
