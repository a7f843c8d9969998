/**
 * Compact Convolutional Transformer (Hassani et al. 2104.05704): a convolutional tokenizer (convolution, ReLU, 3×3 max-pool of
 * stride 2, once or twice), Transformer blocks, sequence pooling. CCT-2/3x2 at 32×32 with 10 classes: 283,723 parameters.
 */
import { z } from 'zod'
import { option } from '../../../preload/contract/catalogue.ts'
import { FoveaError } from '../../../preload/contract/errors.ts'
import { checkHeads } from '../attention/multi-head-attention.ts'
import { checkPosition, positionNames, positions } from '../attention/positions/catalogue.ts'
import { tokenPooling } from '../attention/map/softmax-pooling.ts'
import { toTokens } from '../attention/tokens.ts'
import { chain } from '../layers/blocks.ts'
import type { Layer } from '../layers/context.ts'
import { convolvedLength, convolve } from '../layers/convolution.ts'
import { dense } from '../layers/dense.ts'
import { dropoutLayer } from '../layers/dropout.ts'
import { truncatedNormal } from '../layers/initializers.ts'
import { layerNormalization } from '../layers/normalization.ts'
import { maxPool } from '../layers/pooling.ts'
import type { Scope } from '../layers/scope.ts'
import { relu } from '../tensorflow/kernels/index.ts'
import { cctBlock } from './cct-block.ts'
import { family, type ImageShape, type SiteAt } from './family.ts'

const positionChoices = ['learned', 'sine-1d', 'none'] as const

interface Options {
  layers: number
  heads: number
  width: number
  ratio: number
  convolutions: number
  kernel: number
  position: (typeof positionChoices)[number]
  dropout: number
  attentionDropout: number
  depthDropout: number
}

const TOKENIZER_WIDTH = 64

/** (B, H, W, in) → (B, H', W', width), the map whose places are the tokens. */
export function cctTokenizer(scope: Scope, { in: channels, width, convolutions, kernel }: { in: number; width: number; convolutions: number; kernel: number }): Layer {
  const widths = [channels, ...Array<number>(convolutions - 1).fill(TOKENIZER_WIDTH), width]
  const parts = widths.slice(1).map((out, i): Layer => {
    const convolution = convolve(scope.child(`convolution${i}`), { in: widths[i]!, out, kernel })
    return (x, ctx) => maxPool(relu(convolution(x, ctx)), 3, 2, 1)
  })
  return chain(...parts)
}

function sites({ width: channels, convolutions, kernel }: Options, [imageHeight, imageWidth]: ImageShape): SiteAt[] {
  const pooled = (length: number) => convolvedLength(convolvedLength(length, kernel), 3, 2, 1)
  const size = (length: number) => Array.from({ length: convolutions }).reduce<number>(pooled, length)
  return [{ id: 'tokens', name: { en: 'After the tokenizer', 'zh-CN': '分词器之后' }, kind: 'map', channels, height: size(imageHeight), width: size(imageWidth) }]
}

const share = (first: number) => z.number().min(0).max(0.9).default(first)

export const cct = family<Options>({
  id: 'cct',
  name: { en: 'Compact Convolutional Transformer', 'zh-CN': '紧凑卷积 Transformer' },
  summary: { en: 'Convolutions make the tokens, a few Transformer layers mix them, and a weighted mean over all of them answers. CCT-2/3x2 by default.', 'zh-CN': '用卷积得到标记，经几层 Transformer 混合，再由全部标记的加权平均作答。默认是 CCT-2/3x2。' },
  paper: { title: 'Escaping the Big Data Paradigm with Compact Transformers', authors: 'Hassani et al.', venue: 'arXiv', year: 2021, link: 'https://arxiv.org/abs/2104.05704' },
  attends: true,
  names: [],
  options: z.strictObject({
    layers: option(z.int().min(1).max(24).default(2), { en: 'Layers', 'zh-CN': '层数' }),
    heads: option(z.int().min(1).max(32).default(2), { en: 'Heads', 'zh-CN': '头数' }),
    width: option(z.int().min(1).max(2048).default(128), { en: 'Width', 'zh-CN': '宽度' }),
    ratio: option(z.number().min(0.5).max(8).default(1), { en: 'Width of the MLP, times the width', 'zh-CN': 'MLP 宽度与宽度之比' }),
    convolutions: option(z.int().min(1).max(4).default(2), { en: 'Convolutions of the tokenizer', 'zh-CN': '分词器卷积层数' }),
    kernel: option(z.literal([3, 5, 7]).default(3), { en: 'Kernel of the tokenizer', 'zh-CN': '分词器卷积核' }),
    position: option(z.enum(positionChoices).default('learned'), { en: 'Position', 'zh-CN': '位置编码' }, undefined, positionNames(positionChoices)),
    dropout: option(share(0), { en: 'Dropout', 'zh-CN': 'Dropout' }),
    attentionDropout: option(share(0.1), { en: 'Dropout on the weights', 'zh-CN': '权重的 Dropout' }),
    depthDropout: option(share(0.1), { en: 'Stochastic depth', 'zh-CN': '随机深度' }, { en: 'Of the last layer; earlier ones have less.', 'zh-CN': '指最后一层，前面的层更小。' }),
  }),
  check(options, shape) {
    const [height, width] = shape
    const needed = 2 ** options.convolutions
    if (Math.min(height, width) < needed) throw new FoveaError('invalid', 'engine.image-too-small', { model: 'cct', height, width, needed })
    checkHeads(options.width, options.heads)
    checkPosition(options.position, options.width)
  },
  sites,
  build(scope, options, { shape, classes, inserted }) {
    const { layers, heads, width: channels, ratio, position, dropout, attentionDropout, depthDropout } = options
    const [{ height, width }] = sites(options, shape) as [SiteAt]
    const grid: [number, number] = [height, width]
    const tokenize = cctTokenizer(scope.child('tokens'), { ...options, in: shape[2] })
    const attention = inserted('tokens', scope.child('tokens'))
    const place = positions[position].build(scope.child('position'), { height, width, channels })
    const drop = dropoutLayer(scope, dropout)
    const blocks = Array.from({ length: layers }, (_, i) =>
      cctBlock(scope.child(`block${i}`), {
        width: channels, heads, hidden: Math.round(ratio * channels), dropout, attentionDropout,
        depthDropout: layers > 1 ? (depthDropout * i) / (layers - 1) : depthDropout,
        meta: { kind: 'attention', mechanism: 'multi-head', keyGrid: grid, queryGrid: grid, extra: 0 },
      }))
    const norm = layerNormalization(scope.child('norm'), channels)
    const pool = tokenPooling(scope.child('head/pool'), { width: channels, bias: true, meta: { kind: 'attention', mechanism: 'softmax-pooling', keyGrid: grid, queryGrid: null, extra: 0 } })
    const classify = dense(scope.child('head/classifier'), { in: channels, out: classes, kernel: truncatedNormal(0.02) })
    return (x, ctx) => {
      const map = tokenize(x, ctx)
      const tokens = toTokens(attention ? attention(map, ctx) : map)
      const mixed = blocks.reduce((y, block) => block(y, ctx), drop(place(tokens, ctx), ctx))
      return classify(ctx.named('attention', () => pool(norm(mixed, ctx), ctx)), ctx)
    }
  },
})
