/** From positions relative to a query to absolute ones, without index tables: every step has a plain, repeatable gradient. */
import * as tf from '@tensorflow/tfjs-core'
import { matMul } from '../../tensorflow/kernels/index.ts'

/**
 * y[i, j] = x[i, j − i + m − 1]: x (L, n, 2m − 1) → (L, n, m), n ≤ 2m − 1. One number is put after each row, so that with the old
 * row length each row starts one place later (the skewing of Huang et al. ICLR 2019).
 */
function toAbsolute(x: tf.Tensor, n: number, m: number): tf.Tensor {
  const length = 2 * m - 1
  const rows = tf.reshape(tf.pad(tf.reshape(x, [-1, n, length]), [[0, 0], [0, 0], [0, 1]]), [-1, n * (length + 1)])
  const skewed = tf.reshape(tf.pad(rows, [[0, 0], [0, length - n]]), [-1, n + 1, length])
  return tf.slice(skewed, [0, 0, m - 1], [-1, n, m])
}

/** table (2H − 1, 2W − 1, heads), whose entry (yq − yk + H − 1, xq − xk + W − 1) belongs to query q and key k → (heads, H·W, H·W). */
export function biasOfTable(table: tf.Tensor, height: number, width: number): tf.Tensor {
  const heads = table.shape[2]!
  const every = (x: tf.Tensor, n: number) => toAbsolute(tf.tile(tf.reshape(x, [-1, 1, 2 * n - 1]), [1, n, 1]), n, n)
  const rows = tf.reshape(every(tf.transpose(table, [2, 1, 0]), height), [heads, 2 * width - 1, height * height])
  const places = tf.reshape(every(tf.transpose(rows, [0, 2, 1]), width), [heads, height, height, width, width])
  // The entry counts from the key to the query, so the second of two equal axes is the query's.
  return tf.reshape(tf.transpose(places, [0, 2, 4, 1, 3]), [heads, height * width, height * width])
}

export interface RelativeKeys {
  /** Vectors of the rows, (2m − 1, d): entry yk − yq + m − 1. */
  rows: tf.Tensor
  columns: tf.Tensor
  /** [rows, columns] of the queries and of the keys. */
  queryGrid: readonly [number, number]
  keyGrid: readonly [number, number]
}

/** q · (row of the key + column of the key), both relative to the query: q (B, heads, H·W, d) → (B, heads, H·W, Hk·Wk). */
export function relativeProducts(queries: tf.Tensor, { rows, columns, queryGrid: [height, width], keyGrid: [keyHeight, keyWidth] }: RelativeKeys): tf.Tensor {
  const [batch, heads, , each] = queries.shape as [number, number, number, number]
  const map = tf.reshape(queries, [batch * heads, height, width, each])
  const across = toAbsolute(matMul(map, columns, { transposeB: true }), width, keyWidth)
  const down = toAbsolute(matMul(tf.transpose(map, [0, 2, 1, 3]), rows, { transposeB: true }), height, keyHeight)
  const turned = tf.transpose(tf.reshape(down, [batch * heads, width, height, keyHeight]), [0, 2, 1, 3])
  const sum = tf.add(tf.reshape(across, [batch * heads, height, width, 1, keyWidth]), tf.reshape(turned, [batch * heads, height, width, keyHeight, 1]))
  return tf.reshape(sum, [batch, heads, height * width, keyHeight * keyWidth])
}

/** Zeros before the queries and keys of places, for tokens that are none. */
export function beforePlaces(bias: tf.Tensor, extra: number): tf.Tensor {
  if (!extra) return bias
  const sides: [number, number][] = bias.shape.map((_, axis) => [axis >= bias.rank - 2 ? extra : 0, 0])
  return tf.pad(bias, sides)
}
