/**
 * The words of a caption as vectors: an embedding of each, a learned position, and layers of a transformer encoder (Vaswani et al.
 * NeurIPS 2017, norm first) in which they read each other. Captions (B, L) → (B, L, width); 0 is no word and is left out.
 */
import * as tf from '@tensorflow/tfjs-core'
import type { TextShape } from '../../../../preload/contract/dataset.ts'
import { FoveaError } from '../../../../preload/contract/errors.ts'
import { chain } from '../../layers/blocks.ts'
import type { Context, TapMeta } from '../../layers/context.ts'
import { normal } from '../../layers/initializers.ts'
import { mlp } from '../../layers/mlp.ts'
import { layerNormalization } from '../../layers/normalization.ts'
import type { Scope } from '../../layers/scope.ts'
import { matMul } from '../../tensorflow/kernels/index.ts'
import { multiHeadAttention } from '../multi-head-attention.ts'

export interface ReadCaption {
  /** (B, L, width). */
  words: tf.Tensor
  /** (B, L): 1 for a word, 0 for none. */
  present: tf.Tensor
}

export interface CaptionConfig extends TextShape {
  /** words: how many the vocabulary has, 'no word' among them. */
  width: number
  heads: number
  layers: number
}

/** Throws where there is no caption to read. */
export function requireText(mechanism: string, text: TextShape | undefined): TextShape {
  if (!text) throw new FoveaError('invalid', 'engine.no-captions', { mechanism })
  return text
}

/** Weights among words, which are no places. */
const meta: TapMeta = { kind: 'channels', mechanism: 'caption', keyGrid: [1, 1], queryGrid: null, extra: 0 }

export function captionReader(scope: Scope, { words: count, length, width, heads, layers }: CaptionConfig): (ctx: Context) => ReadCaption {
  const embedding = scope.weight('embedding', [count, width], normal(1), { decay: false })
  const position = scope.weight('position', [1, length, width], normal(0.1), { decay: false })
  const blocks = Array.from({ length: layers }, (_, i) => {
    const at = scope.child(`layer${i}`)
    const normalize = layerNormalization(at.child('attentionNorm'), width)
    const attention = multiHeadAttention(at.child('attention'), { width, heads })
    const feedForward = chain(layerNormalization(at.child('mlpNorm'), width), mlp(at.child('mlp'), { width, hidden: 2 * width }))
    return (x: tf.Tensor, mask: tf.Tensor, ctx: Context) => {
      const normed = normalize(x, ctx)
      const mixed = tf.add(x, attention(normed, normed, normed, ctx, meta, { mask }))
      return tf.add(mixed, feedForward(mixed, ctx))
    }
  })
  return (ctx) => ctx.named('caption', () => {
    const text = ctx.text!
    const [batch] = text.shape as [number, number]
    const present = tf.cast(tf.greater(text, 0), 'float32')
    const mask = tf.reshape(present, [batch, 1, 1, length])
    // A product with one-hot rows: a recorded step cannot look up rows whose numbers it does not know yet.
    const chosen = tf.cast(tf.equal(tf.reshape(text, [batch * length, 1]), tf.range(0, count)), 'float32')
    const embedded = tf.add(tf.reshape(matMul(chosen, embedding), [batch, length, width]), position)
    return { words: blocks.reduce((x, block) => block(x, mask, ctx), embedded), present }
  })
}

/** The mean over the words that are there, (B, L, C) → (B, C); of no words it is 0. */
export function meanOfWords(words: tf.Tensor, present: tf.Tensor): tf.Tensor {
  const sum = tf.sum(tf.mul(words, tf.expandDims(present, 2)), 1)
  return tf.div(sum, tf.maximum(tf.sum(present, 1, true), 1))
}
