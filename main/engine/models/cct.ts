/**
 * Compact Convolutional Transformer (Hassani et al. 2104.05704): a convolutional tokenizer (convolution, ReLU, 3×3 max-pool of
 * stride 2, once or twice), Transformer blocks, sequence pooling. CCT-2/3x2 at 32×32 with 10 classes: 283,723 parameters.
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../preload/contract/catalogue.ts'
import { FoveaError } from '../../../preload/contract/errors.ts'
import { tokenPooling } from '../attention/map/softmax-pooling.ts'
import { checkPairs } from '../attention/memory.ts'
import { checkHeads } from '../attention/multi-head-attention.ts'
import { checkPosition, positionIds, positionNames, type PositionId } from '../attention/positions/catalogue.ts'
import { firstToken, prepend, toMap, toTokens } from '../attention/tokens.ts'
import type { Layer } from '../layers/context.ts'
import { dense } from '../layers/dense.ts'
import { dropoutLayer } from '../layers/dropout.ts'
import { truncatedNormal } from '../layers/initializers.ts'
import { layerNormalization } from '../layers/normalization.ts'
import { blockPosition } from './block-position.ts'
import { cctBlock } from './cct-block.ts'
import { cctNamed, cctNames } from './cct-sizes.ts'
import { cctTokenizer, tokenizedLength, type TokenizerConfig } from './cct-tokenizer.ts'
import { family, type ImageShape, type SiteAt } from './family.ts'
import { attentionSite, headSite } from './sites.ts'

interface Options {
  layers: number
  heads: number
  width: number
  ratio: number
  tokenizer: TokenizerConfig['tokenizer']
  convolutions: number
  kernel: 3 | 5 | 7
  stride: number
  patch: number
  pool: 'sequence' | 'cls'
  position: PositionId
  dropout: number
  attentionDropout: number
  depthDropout: number
}

const extraOf = ({ pool }: Pick<Options, 'pool'>) => (pool === 'cls' ? 1 : 0)

function sites(options: Options, [imageHeight, imageWidth]: ImageShape): SiteAt[] {
  const map = { channels: options.width, height: tokenizedLength(options, imageHeight), width: tokenizedLength(options, imageWidth) }
  return [
    { id: 'tokens', name: { en: 'After the tokenizer', 'zh-CN': '分词器之后' }, kind: 'map', ...map },
    attentionSite(null, map, extraOf(options)),
    headSite(map),
  ]
}

const share = (first: number) => z.number().min(0).max(0.9).default(first)

export const cct = family<Options>({
  id: 'cct',
  name: { en: 'Compact Convolutional Transformer', 'zh-CN': '紧凑卷积 Transformer' },
  summary: { en: 'Convolutions make the tokens, a few Transformer layers mix them, and a weighted mean over all of them answers. CCT-2/3x2 by default.', 'zh-CN': '用卷积得到标记，经几层 Transformer 混合，再由全部标记的加权平均作答。默认是 CCT-2/3x2。' },
  paper: { title: 'Escaping the Big Data Paradigm with Compact Transformers', authors: 'Hassani et al.', venue: 'arXiv', year: 2021, link: 'https://arxiv.org/abs/2104.05704' },
  attends: true,
  names: cctNames,
  named: cctNamed,
  options: z.strictObject({
    layers: option(z.int().min(1).max(24).default(2), { en: 'Layers', 'zh-CN': '层数' }),
    heads: option(z.int().min(1).max(32).default(2), { en: 'Heads', 'zh-CN': '头数' }),
    width: option(z.int().min(1).max(2048).default(128), { en: 'Width', 'zh-CN': '宽度' }),
    ratio: option(z.number().min(0.5).max(8).default(1), { en: 'Width of the MLP, times the width', 'zh-CN': 'MLP 宽度与宽度之比' }),
    tokenizer: option(z.enum(['convolutions', 'patches']).default('convolutions'), { en: 'Tokenizer', 'zh-CN': '分词器' }, undefined, {
      convolutions: { en: 'Convolutions (CCT)', 'zh-CN': '卷积（CCT）' },
      patches: { en: 'Patches (CVT, ViT-Lite)', 'zh-CN': '图像块（CVT、ViT-Lite）' },
    }),
    convolutions: option(z.int().min(1).max(4).default(2), { en: 'Convolutions of the tokenizer', 'zh-CN': '分词器卷积层数' }),
    kernel: option(z.literal([3, 5, 7]).default(3), { en: 'Kernel of the tokenizer', 'zh-CN': '分词器卷积核' }),
    stride: option(z.int().min(1).max(4).default(1), { en: 'Stride of the tokenizer', 'zh-CN': '分词器步长' }),
    patch: option(z.int().min(1).max(64).default(4), { en: 'Patch size', 'zh-CN': '图像块大小' }, { en: 'Of the tokenizer of patches.', 'zh-CN': '用于图像块分词器。' }),
    pool: option(z.enum(['sequence', 'cls']).default('sequence'), { en: 'Answer read from', 'zh-CN': '输出取自' }, undefined, {
      sequence: { en: 'All tokens, weighted (sequence pooling)', 'zh-CN': '全部标记的加权平均（序列池化）' },
      cls: { en: 'A token of its own', 'zh-CN': '专用标记' },
    }),
    position: option(z.enum(positionIds).default('learned'), { en: 'Position', 'zh-CN': '位置编码' }, undefined, positionNames(positionIds)),
    dropout: option(share(0), { en: 'Dropout', 'zh-CN': 'Dropout' }),
    attentionDropout: option(share(0.1), { en: 'Dropout on the weights', 'zh-CN': '权重的 Dropout' }),
    depthDropout: option(share(0.1), { en: 'Stochastic depth', 'zh-CN': '随机深度' }, { en: 'Of the last layer; earlier ones have less.', 'zh-CN': '指最后一层，前面的层更小。' }),
  }),
  check(options, shape) {
    const [height, width] = shape
    const { tokenizer, convolutions, stride, patch } = options
    if (tokenizer === 'patches' && (height % patch || width % patch)) throw new FoveaError('invalid', 'engine.patch-divides', { height, width, patch })
    const needed = (2 * stride) ** convolutions
    if (tokenizer === 'convolutions' && Math.min(height, width) < needed) throw new FoveaError('invalid', 'engine.image-too-small', { model: 'cct', height, width, needed })
    checkHeads(options.width, options.heads)
    checkPosition(options.position, options.width, options.width / options.heads)
    const length = extraOf(options) + tokenizedLength(options, height) * tokenizedLength(options, width)
    checkPairs({ queries: length, keys: length, heads: options.heads, width: options.width })
  },
  sites,
  build(scope, options, { shape, classes, inserted, replaced }) {
    const { layers, heads, width: channels, ratio, position, dropout, attentionDropout, depthDropout } = options
    const [{ height, width }] = sites(options, shape) as [SiteAt]
    const grid: [number, number] = [height, width]
    const extra = extraOf(options)
    const tokenize = cctTokenizer(scope.child('tokens'), { ...options, in: shape[2] })
    const attention = inserted('tokens', scope.child('tokens'))
    const cls = extra ? scope.weight('cls', [1, 1, channels], truncatedNormal(0.02), { decay: false }) : null
    const shared = { height, width, channels, heads, each: channels / heads }
    const placed = blockPosition(position, { ...shared, extra })
    const place = placed.tokens(scope.child('position'))
    const drop = dropoutLayer(scope, dropout)
    const blocks = Array.from({ length: layers }, (_, i) =>
      cctBlock(scope.child(`block${i}`), {
        width: channels, heads, hidden: Math.round(ratio * channels), dropout, attentionDropout,
        depthDropout: layers > 1 ? (depthDropout * i) / (layers - 1) : depthDropout,
        position: placed.heads, replaced: (at) => replaced('attention', at),
        meta: { kind: 'attention', mechanism: 'multi-head', keyGrid: grid, queryGrid: grid, extra },
      }))
    const norm = layerNormalization(scope.child('norm'), channels)
    const head = inserted('head', scope.child('head'))
    const pool = head || extra ? null : tokenPooling(scope.child('head/pool'), { width: channels, bias: true, meta: { kind: 'attention', mechanism: 'sequence-pooling', keyGrid: grid, queryGrid: null, extra: 0 } })
    const classify = dense(scope.child('head/classifier'), { in: channels, out: classes, kernel: truncatedNormal(0.02) })
    /** (B, extra + N, C) → (B, C). */
    const summarize: Layer = (normal, ctx) => {
      if (head) return head(toMap(tf.slice(normal, [0, extra, 0], [-1, -1, -1]), height, width), ctx)
      return pool ? ctx.named('attention', () => pool(normal, ctx)) : tf.squeeze(firstToken(normal), [1])
    }
    return (x, ctx) => {
      const map = tokenize(x, ctx)
      const tokens = toTokens(attention ? attention(map, ctx) : map)
      const before = blocks.slice(0, -1).reduce((y, block) => block(y, ctx), drop(place(cls ? prepend(cls, tokens) : tokens, ctx), ctx))
      // A class token reads the others in the last layer for the last time, so evidence is sought in what goes into it.
      ctx.tap('features', before, { kind: 'features', mechanism: 'features', keyGrid: grid, queryGrid: null, extra })
      return classify(summarize(norm(blocks.at(-1)!(before, ctx), ctx), ctx), ctx)
    }
  },
  widen: (options, factor) => ({ ...options, width: Math.max(1, Math.round((options.width * factor) / options.heads)) * options.heads }),
})
