/** Numbers that describe attention weights (B, heads, queries, keys): how spread they are, how far they reach, how alike the heads are. */
import * as tf from '@tensorflow/tfjs-core'

/** Σ −a ln a / ln M of each query, 0 = one key, 1 = all M alike: (B, heads, queries). */
export function entropy(weights: tf.Tensor): tf.Tensor {
  // A weight of 0 adds nothing, though its logarithm is not finite; what is smaller than a normal float32 counts as 0.
  const surprise = tf.log(tf.maximum(weights, 2e-38))
  return tf.div(tf.neg(tf.sum(tf.mul(weights, surprise), -1)), Math.log(weights.shape[3]!))
}

/** Mean over the pairs of heads of Σ min(a, b), what both look at: 1 = the same map, 0 = no key in common. (B, queries), of at least two heads. */
export function headAgreement(weights: tf.Tensor): tf.Tensor {
  const heads = weights.shape[1]!
  // Each pair once, those of one distance between their places together.
  const common = Array.from({ length: heads - 1 }, (_, i) => {
    const [left, right] = [tf.slice(weights, [0, 0, 0, 0], [-1, heads - 1 - i, -1, -1]), tf.slice(weights, [0, i + 1, 0, 0], [-1, -1, -1, -1])]
    return tf.sum(tf.minimum(left, right), [1, 3])
  })
  return tf.div(tf.addN(common), (heads * (heads - 1)) / 2)
}

type Grid = [rows: number, columns: number]
export interface Reach {
  /** Of the places, which are the keys, and the queries unless those have a grid of their own. */
  grid: Grid
  queryGrid?: Grid
  /** What the grids lie over, in the unit of the distance; places of `grid` unless given. */
  size?: [height: number, width: number]
  /** Leading tokens that are no places. */
  extra: number
  /** Whether what is left of a row without them is shared out to 1 again. */
  renormalise: boolean
}

/** Mean distance between the middle of a place and of what it attends to (Raghu et al. NeurIPS 2021): (B, heads, queries that are places). */
export function distances(weights: tf.Tensor, { grid, queryGrid = grid, size = grid, extra, renormalise }: Reach): tf.Tensor {
  const among = tf.slice(weights, [0, 0, extra, extra], [-1, -1, -1, -1])
  const shares = renormalise ? tf.divNoNan(among, tf.sum(among, -1, true)) : among
  const middles = ([rows, columns]: Grid, axis: 0 | 1) => Array.from({ length: rows * columns }, (_, i) => ((axis ? i % columns : Math.floor(i / columns)) + 0.5) * (size[axis] / (axis ? columns : rows)))
  const squares = (axis: 0 | 1) => tf.square(tf.sub(tf.expandDims(tf.tensor1d(middles(queryGrid, axis)), 1), tf.tensor1d(middles(grid, axis))))
  return tf.sum(tf.mul(shares, tf.sqrt(tf.add(squares(0), squares(1)))), -1)
}

/** The mean over the queries: (B, heads). */
export const meanDistance = (weights: tf.Tensor, reach: Reach): tf.Tensor => tf.mean(distances(weights, reach), -1)
