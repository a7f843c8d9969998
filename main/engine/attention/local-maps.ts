/**
 * Attention in which each place looks at few others, over the whole map, to be looked at. Small maps are laid out in full,
 * (B, heads, N, N) with 0 for what a place cannot see; of large ones the mean over all places that ask is handed out, (B, heads, 1, N).
 */
import * as tf from '@tensorflow/tfjs-core'
import { isHeard, type Context } from '../layers/context.ts'

/** Which place each weight is about. */
export interface Slots {
  /** N = H · W. */
  places: number
  /** For each place the row of weights with which it asks. */
  rows: Int32Array
  /** For each row and each of its weights the place that is asked, −1 for none (padding): (rows · keys). */
  keys: Int32Array
}

/** Index tables of more numbers would be too large to travel with a recorded step. */
const LARGEST = 2 ** 20

/** weights (B, heads, R, K) → (B, heads, N, N). */
function laidOut(weights: tf.Tensor, { places, rows, keys }: Slots): tf.Tensor {
  const [batch, heads, count, each] = weights.shape as [number, number, number, number]
  const nothing = count * each
  const source = new Int32Array(places * places).fill(nothing)
  rows.forEach((row, place) => {
    for (let i = row * each; i < (row + 1) * each; i++) if (keys[i]! >= 0) source[place * places + keys[i]!] = i
  })
  const flat = tf.pad(tf.reshape(weights, [batch * heads, nothing]), [[0, 0], [0, 1]])
  return tf.reshape(tf.gather(flat, tf.tensor1d(source, 'int32'), 1), [batch, heads, places, places])
}

/** weights (B, heads, R, K) → (B, heads, 1, N), the mean over the places that ask. */
function meanOverPlaces(weights: tf.Tensor, { places, rows, keys }: Slots): tf.Tensor {
  const [batch, heads, count, each] = weights.shape as [number, number, number, number]
  const asks = new Set(rows)
  const target = keys.map((place, i) => (place >= 0 && asks.has(Math.floor(i / each)) ? place : places))
  const flat = tf.transpose(tf.reshape(weights, [batch * heads, count * each]), [1, 0])
  const sums = tf.slice(tf.unsortedSegmentSum(flat, tf.tensor1d(target, 'int32'), places + 1), [0, 0], [places, -1])
  return tf.reshape(tf.transpose(tf.div(sums, places), [1, 0]), [batch, heads, 1, places])
}

/** A context whose listeners get the weights of local attention over the map; `regroup` makes them (B, heads, R, K). */
export function overMap(ctx: Context, slots: () => Slots, regroup: (weights: tf.Tensor) => tf.Tensor): Context {
  if (!isHeard(ctx)) return ctx
  const tap: Context['tap'] = (name, weights, meta) => {
    const lie = slots()
    const local = regroup(weights)
    if (lie.places ** 2 <= LARGEST) ctx.tap(name, laidOut(local, lie), meta)
    else if (lie.keys.length <= LARGEST) ctx.tap(name, meanOverPlaces(local, lie), { ...meta, queryGrid: null })
  }
  return { ...ctx, tap }
}
