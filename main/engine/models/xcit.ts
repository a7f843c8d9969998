/**
 * XCiT (El-Nouby et al. NeurIPS 2021): patches by strided convolutions, then blocks of cross-covariance attention among the channels,
 * depthwise convolutions between neighbouring places and an MLP; two last layers of class attention read the answer.
 * xcit_nano_12_p16_224: 3,053,224 parameters.
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../preload/contract/catalogue.ts'
import { FoveaError } from '../../../preload/contract/errors.ts'
import { crossCovarianceAttention } from '../attention/cross-covariance.ts'
import type { MapShape } from '../attention/mechanism.ts'
import { checkHeads } from '../attention/multi-head-attention.ts'
import { firstToken, prepend, toMap, toTokens } from '../attention/tokens.ts'
import { chain, convolutionBlock } from '../layers/blocks.ts'
import type { Layer } from '../layers/context.ts'
import { depthwise } from '../layers/convolution.ts'
import { dense } from '../layers/dense.ts'
import { dropoutLayer } from '../layers/dropout.ts'
import { truncatedNormal } from '../layers/initializers.ts'
import { mlp } from '../layers/mlp.ts'
import { batchNormalization, layerNormalization } from '../layers/normalization.ts'
import type { Scope } from '../layers/scope.ts'
import { gelu } from '../tensorflow/kernels/index.ts'
import { family, type BuildInput, type ImageShape, type SiteAt } from './family.ts'
import { fourierPosition } from './fourier-position.ts'
import { attentionSite, headSite } from './sites.ts'
import { normedBranch } from './transformer-branches.ts'
import { xcitClassBlock } from './xcit-class-block.ts'
import { xcitNamed, xcitNames, type XcitSize } from './xcit-sizes.ts'

interface Options extends XcitSize {
  classDepth: number
  dropout: number
  depthDropout: number
}

const EPSILON = 1e-6

const mapOf = ({ patch, width: channels }: Options, [height, width]: ImageShape): MapShape => ({ channels, height: height / patch, width: width / patch })

function sites(options: Options, shape: ImageShape): SiteAt[] {
  const map = mapOf(options, shape)
  return [{ id: 'patches', name: { en: 'After the patches', 'zh-CN': '图像块之后' }, kind: 'map', ...map }, attentionSite(null, map), headSite(map)]
}

/** Strided 3 × 3 convolutions whose width doubles up to that of the patches, GELU between them. */
function patches(scope: Scope, channels: number, { patch, width }: Options): Layer {
  const count = Math.log2(patch)
  const outs = [channels, ...Array.from({ length: count }, (_, i) => Math.floor(width / 2 ** (count - 1 - i)))]
  return chain(...outs.slice(1).map((out, i) => convolutionBlock(scope.child(`convolution${i}`), { in: outs[i]!, out, kernel: 3, stride: 2, activation: i < count - 1 ? 'gelu' : null })))
}

/** Depthwise 3 × 3, GELU, batch normalisation, depthwise 3 × 3, since the attention lets no place look at its neighbours: (B, N, C) → the same. */
function localInteraction(scope: Scope, { channels, height, width }: MapShape): Layer {
  const layer = chain(
    depthwise(scope.child('first'), { channels, kernel: 3, bias: true }), (x) => gelu(x),
    batchNormalization(scope.child('between'), channels), depthwise(scope.child('second'), { channels, kernel: 3, bias: true }),
  )
  return (x, ctx) => toTokens(layer(toMap(x, height, width), ctx))
}

function block(scope: Scope, map: MapShape, { heads, layerScale: scale, dropout, depthDropout }: Options, replaced: BuildInput['replaced']): Layer {
  const width = map.channels
  const own = () => {
    const attention = crossCovarianceAttention(scope.child('attention'), { width, heads })
    const named: Layer = (x, ctx) => ctx.named('attention', () => attention(x, ctx))
    return named
  }
  const config = { width, epsilon: EPSILON, dropout, depthDropout, scale }
  return chain(
    normedBranch(scope.child('attend'), replaced('attention', scope.child('attention')) ?? own(), config),
    normedBranch(scope.child('neighbours'), localInteraction(scope.child('local'), map), config),
    normedBranch(scope.child('feed'), mlp(scope.child('mlp'), { width, hidden: 4 * width, kernel: truncatedNormal(0.02) }), config),
  )
}

export const xcit = family<Options>({
  id: 'xcit',
  name: { en: 'XCiT', 'zh-CN': 'XCiT' },
  summary: {
    en: 'A Transformer whose channels attend to one another instead of its patches, so that its cost grows with the patches and not with their square.',
    'zh-CN': '由通道而不是图像块相互关注的 Transformer，代价随图像块数线性增长，而不是平方增长。',
  },
  paper: { title: 'XCiT: Cross-Covariance Image Transformers', authors: 'El-Nouby et al.', venue: 'NeurIPS', year: 2021, link: 'https://arxiv.org/abs/2106.09681' },
  attends: true,
  names: xcitNames,
  named: xcitNamed,
  options: z.strictObject({
    patch: option(z.literal([4, 8, 16]).default(4), { en: 'Patch size', 'zh-CN': '图像块大小' }),
    width: option(z.int().min(1).max(4096).default(96), { en: 'Width', 'zh-CN': '宽度' }),
    heads: option(z.int().min(1).max(64).default(4), { en: 'Heads', 'zh-CN': '头数' }),
    depth: option(z.int().min(1).max(64).default(4), { en: 'Layers among channels', 'zh-CN': '通道之间的层数' }),
    classDepth: option(z.int().min(1).max(8).default(2), { en: 'Layers of class attention', 'zh-CN': '类别注意力的层数' }),
    layerScale: option(z.number().min(1e-6).max(1).default(1), { en: 'Layer scale, first value', 'zh-CN': 'LayerScale 初值' }),
    normPlaces: option(z.boolean().default(true), { en: 'Normalise all tokens beside the class token', 'zh-CN': '除分类标记外也归一化所有标记' }, { en: 'The published models do, but for nano.', 'zh-CN': '除 nano 外，公布的模型都这样做。' }),
    dropout: option(z.number().min(0).max(0.9).default(0), { en: 'Dropout', 'zh-CN': 'Dropout' }),
    depthDropout: option(z.number().min(0).max(0.9).default(0), { en: 'Stochastic depth', 'zh-CN': '随机深度' }),
  }),
  check({ patch, width, heads }, [height, columns]) {
    if (height % patch || columns % patch) throw new FoveaError('invalid', 'engine.patch-divides', { height, width: columns, patch })
    checkHeads(width, heads)
    const needed = patch / 2
    if (width < needed) throw new FoveaError('invalid', 'engine.map-too-narrow', { mechanism: 'xcit', needed, channels: width })
  },
  sites,
  build(scope, options, { shape, classes, inserted, replaced }) {
    const map = mapOf(options, shape)
    const { channels: width, height, width: columns } = map
    const grid: [number, number] = [height, columns]
    const embed = chain(patches(scope.child('patches'), shape[2], options), inserted('patches', scope.child('patches')), toTokens)
    const place = fourierPosition(scope.child('position'), width, grid)
    const blocks = Array.from({ length: options.depth }, (_, i) => block(scope.child(`block${i}`), map, options, replaced))
    const mix = chain(embed, place, dropoutLayer(scope, options.dropout), ...blocks)
    const head = inserted('head', scope.child('head'))
    const { heads, layerScale: scale, normPlaces, classDepth } = options
    const token = head ? null : scope.weight('cls', [1, 1, width], truncatedNormal(0.02), { decay: false })
    const readers = head ? [] : Array.from({ length: classDepth }, (_, i) => xcitClassBlock(scope.child(`class${i}`), { width, heads, epsilon: EPSILON, scale, normPlaces, grid }))
    const norm = layerNormalization(scope.child('norm'), width, EPSILON)
    const classify = dense(scope.child('head/classifier'), { in: width, out: classes, kernel: truncatedNormal(0.02) })
    return (x, ctx) => {
      const tokens = mix(x, ctx)
      ctx.tap('features', tokens, { kind: 'features', mechanism: 'features', keyGrid: grid, queryGrid: null, extra: 0 })
      if (!token) return classify(head!(toMap(norm(tokens, ctx), height, columns), ctx), ctx)
      const read = readers.reduce((y, layer) => layer(y, ctx), prepend(token, tokens))
      return classify(tf.squeeze(norm(firstToken(read), ctx), [1]), ctx)
    }
  },
  widen: (options, factor) => ({ ...options, width: Math.max(1, Math.round((options.width * factor) / options.heads)) * options.heads }),
})
