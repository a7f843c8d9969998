/**
 * MobileViT block (Mehta and Rastegari ICLR 2022, §3.1): k×k and 1×1 convolution to width d; the map is unfolded into p×p patches and
 * a Transformer runs over the patches, once for each of the P = p² pixels of a patch; folded back, 1×1 convolution, joined with the
 * input, k×k convolution. A map that p does not divide is resized for the Transformer and back.
 */
import * as tf from '@tensorflow/tfjs-core'
import { multiHeadAttention } from '../attention/multi-head-attention.ts'
import type { MapShape } from '../attention/mechanism.ts'
import { chain, convolutionBlock } from '../layers/blocks.ts'
import type { Context, Layer, TapMeta } from '../layers/context.ts'
import { convolve } from '../layers/convolution.ts'
import { layerNormalization } from '../layers/normalization.ts'
import type { Scope } from '../layers/scope.ts'
import { resizeBilinear } from '../tensorflow/kernels/index.ts'
import { vitBlock } from './vit-block.ts'

export interface MobileVitBlockConfig {
  map: MapShape
  /** d, of the Transformer. */
  width: number
  depth: number
  heads: number
  /** Of all heads together; d unless it is given. */
  attentionWidth?: number
  hidden: number
  patch: number
  kernel?: number
  /** Of query, key and value. */
  bias?: boolean
  /** Batch normalisation and activation behind the 1×1 convolution to width d. */
  embedNorm?: boolean
  /** Layer normalisation behind the Transformer. */
  finalNorm?: boolean
  /** Which of input and Transformer comes first where they are joined. */
  join?: 'input-first' | 'input-last'
  dropout?: number
  /** In place of a block's own attention: (B·P, patches, d) → the same. */
  replaced?: (scope: Scope) => Layer | null
}

/** The patches of such a map, laid over the image. */
export const patchGrid = ({ height, width }: MapShape, patch: number): [number, number] => [Math.ceil(height / patch), Math.ceil(width / patch)]

/** (B, h·p, w·p, d) → (B·P, h·w, d): pixel by pixel of a patch, its patches row-major. */
function unfold(x: tf.Tensor, patch: number): tf.Tensor {
  const [batch, height, width, channels] = x.shape as [number, number, number, number]
  const [rows, columns] = [height / patch, width / patch]
  const apart = tf.transpose(tf.reshape(x, [batch, rows, patch, columns, patch, channels]), [0, 2, 4, 1, 3, 5])
  return tf.reshape(apart, [batch * patch ** 2, rows * columns, channels])
}

/** The inverse of unfold. */
function fold(tokens: tf.Tensor, patch: number, [rows, columns]: [number, number]): tf.Tensor {
  const channels = tokens.shape[2]!
  const apart = tf.transpose(tf.reshape(tokens, [-1, patch, patch, rows, columns, channels]), [0, 3, 1, 4, 2, 5])
  return tf.reshape(apart, [-1, rows * patch, columns * patch, channels])
}

/** Hands out what is tapped of B·P sequences as of B images, the P pixels of a patch as heads. */
const perImage = (ctx: Context, batch: number): Context => ({
  ...ctx,
  tap: (name, tensor, meta) => ctx.tap(name, tensor.rank === 4 ? tf.reshape(tensor, [batch, -1, ...tensor.shape.slice(2)]) : tensor, meta),
})

/** (B·P, patches, d) → the same. */
function transformer(scope: Scope, config: MobileVitBlockConfig, grid: [number, number]): Layer {
  const { width, depth, heads, attentionWidth = width, hidden, bias = true, finalNorm = true, dropout, replaced = () => null } = config
  const meta: TapMeta = { kind: 'attention', mechanism: 'multi-head', keyGrid: grid, queryGrid: grid, extra: 0 }
  const own = (at: Scope): Layer => {
    const attention = multiHeadAttention(at, { width: attentionWidth, heads, queryWidth: width, keyWidth: width, valueWidth: width, out: width, bias })
    return (x, ctx) => ctx.named('attention', () => attention(x, x, x, ctx, meta))
  }
  const blocks = Array.from({ length: depth }, (_, i) =>
    vitBlock(scope.child(`block${i}`), { width, heads, hidden, epsilon: 1e-5, activation: 'silu', dropout, replaced: (at) => replaced(at) ?? own(at), meta }))
  return chain(...blocks, finalNorm ? layerNormalization(scope.child('norm'), width) : null)
}

/** (B, H, W, C) → the same. */
export function mobileVitBlock(scope: Scope, config: MobileVitBlockConfig): Layer {
  const { map: { channels, height, width: columns }, width, patch, kernel = 3, embedNorm = false, join = 'input-first' } = config
  const local = convolutionBlock(scope.child('local'), { in: channels, out: channels, kernel, activation: 'silu' })
  const point = { in: channels, out: width, kernel: 1 }
  const embed = embedNorm ? convolutionBlock(scope.child('embed'), { ...point, activation: 'silu' }) : convolve(scope.child('embed/convolution'), point)
  const grid = patchGrid(config.map, patch)
  const mix = transformer(scope.child('transformer'), config, grid)
  const project = convolutionBlock(scope.child('project'), { in: width, out: channels, kernel: 1, activation: 'silu' })
  const fuse = convolutionBlock(scope.child('fuse'), { in: 2 * channels, out: channels, kernel, activation: 'silu' })
  return (x, ctx) => {
    const embedded = embed(local(x, ctx), ctx)
    const unfolded = unfold(resizeBilinear(embedded, grid[0] * patch, grid[1] * patch), patch)
    const folded = fold(mix(unfolded, perImage(ctx, x.shape[0]!)), patch, grid)
    const mixed = project(resizeBilinear(folded, height, columns), ctx)
    return fuse(tf.concat(join === 'input-first' ? [x, mixed] : [mixed, x], 3), ctx)
  }
}
