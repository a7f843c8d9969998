/**
 * Vision Transformer (Dosovitskiy et al. ICLR 2021): p×p patches, a CLS token or the mean, pre-norm blocks, MLP 4× with GELU.
 * Parameters (p²c + 1)E + E + (N + 1)E + L(12E² + 13E) + 2E + (E + 1)K; ViT-B/16 86,567,656.
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../preload/contract/catalogue.ts'
import { FoveaError } from '../../../preload/contract/errors.ts'
import { checkHeads } from '../attention/multi-head-attention.ts'
import { checkPosition, positionNames, positions } from '../attention/positions/catalogue.ts'
import { toTokens } from '../attention/tokens.ts'
import { convolve } from '../layers/convolution.ts'
import { dense } from '../layers/dense.ts'
import { dropoutLayer } from '../layers/dropout.ts'
import { fanInUniform, truncatedNormal } from '../layers/initializers.ts'
import { layerNormalization } from '../layers/normalization.ts'
import { family, type ImageShape, type SiteAt } from './family.ts'
import { vitBlock } from './vit-block.ts'

const positionChoices = ['learned', 'sine-2d', 'none'] as const

interface Options {
  patch: number
  width: number
  depth: number
  heads: number
  pool: 'cls' | 'mean'
  position: (typeof positionChoices)[number]
  dropout: number
}

const EPSILON = 1e-6

const sites = ({ patch, width }: Options, [imageHeight, imageWidth]: ImageShape): SiteAt[] => [
  { id: 'patches', name: { en: 'After the patches', 'zh-CN': '图像块之后' }, kind: 'map', channels: width, height: imageHeight / patch, width: imageWidth / patch },
]

export const vit = family<Options>({
  id: 'vit',
  name: { en: 'Vision Transformer', 'zh-CN': '视觉 Transformer' },
  summary: { en: 'Cuts the image into patches and lets every patch attend to every other in each layer.', 'zh-CN': '把图像切成小块，每一层都让每一块关注所有其他块。' },
  paper: { title: 'An Image Is Worth 16x16 Words', authors: 'Dosovitskiy et al.', venue: 'ICLR', year: 2021, link: 'https://arxiv.org/abs/2010.11929' },
  attends: true,
  names: [],
  options: z.strictObject({
    patch: option(z.int().min(1).max(64).default(4), { en: 'Patch size', 'zh-CN': '图像块大小' }),
    width: option(z.int().min(1).max(4096).default(96), { en: 'Width', 'zh-CN': '宽度' }),
    depth: option(z.int().min(1).max(48).default(4), { en: 'Layers', 'zh-CN': '层数' }),
    heads: option(z.int().min(1).max(64).default(4), { en: 'Heads', 'zh-CN': '头数' }),
    pool: option(z.enum(['cls', 'mean']).default('cls'), { en: 'Answer read from', 'zh-CN': '输出取自' }, { en: 'cls: a token of its own; mean: all patches.', 'zh-CN': 'cls：专用标记；mean：所有图像块的平均。' }),
    position: option(z.enum(positionChoices).default('learned'), { en: 'Position', 'zh-CN': '位置编码' }, undefined, positionNames(positionChoices)),
    dropout: option(z.number().min(0).max(0.9).default(0), { en: 'Dropout', 'zh-CN': 'Dropout' }),
  }),
  check({ patch, width, heads, position }, [imageHeight, imageWidth]) {
    if (imageHeight % patch || imageWidth % patch) throw new FoveaError('invalid', 'engine.patch-divides', { height: imageHeight, width: imageWidth, patch })
    checkHeads(width, heads)
    checkPosition(position, width)
  },
  sites,
  build(scope, options, { shape, classes, inserted }) {
    const { patch, width: channels, depth, heads, pool, position, dropout } = options
    const [{ height, width }] = sites(options, shape) as [SiteAt]
    const embed = convolve(scope.child('patches'), { in: shape[2], out: channels, kernel: patch, stride: patch, padding: 0, bias: true, initializer: fanInUniform() })
    const attention = inserted('patches', scope.child('patches'))
    const extra = pool === 'cls' ? 1 : 0
    const cls = extra ? scope.weight('cls', [1, 1, channels], truncatedNormal(0.02), { decay: false }) : null
    const place = positions[position].build(scope.child('position'), { height, width, channels, extra })
    const drop = dropoutLayer(scope, dropout)
    const grid: [number, number] = [height, width]
    const meta = { kind: 'attention' as const, mechanism: 'multi-head', keyGrid: grid, queryGrid: grid, extra }
    const layers = Array.from({ length: depth }, (_, i) => vitBlock(scope.child(`block${i}`), { width: channels, heads, hidden: 4 * channels, epsilon: EPSILON, dropout, meta }))
    const norm = layerNormalization(scope.child('norm'), channels, EPSILON)
    const classify = dense(scope.child('head/classifier'), { in: channels, out: classes, kernel: truncatedNormal(0.02) })
    return (x, ctx) => {
      const map = embed(x, ctx)
      const patches = toTokens(attention ? attention(map, ctx) : map)
      const sequence = cls ? tf.concat([tf.tile(cls, [x.shape[0]!, 1, 1]), patches], 1) : patches
      const mixed = layers.reduce((y, layer) => layer(y, ctx), drop(place(sequence, ctx), ctx))
      const normal = norm(mixed, ctx)
      return classify(cls ? tf.squeeze(tf.slice(normal, [0, 0, 0], [-1, 1, -1]), [1]) : tf.mean(normal, 1), ctx)
    }
  },
})
