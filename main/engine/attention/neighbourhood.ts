/**
 * Neighbourhood attention (Hassani et al. CVPR 2023, NAT; dilated 2209.15001, DiNAT): each place attends to the k × k places around
 * it. At the border the neighbourhood is moved inside, so every place has exactly k² keys; an axis shorter
 * than k steps is seen whole. (B, H, W, C) → the same, without norm and
 * residual. Projections 4NC², pairs 2Nk²C; keys and values are gathered for each place, which holds 2Nk²C numbers.
 */
import * as tf from '@tensorflow/tfjs-core'
import { FoveaError } from '../../../preload/contract/errors.ts'
import type { Layer, TapMeta } from '../layers/context.ts'
import { dense } from '../layers/dense.ts'
import { dropoutLayer } from '../layers/dropout.ts'
import { truncatedNormal, xavierUniform } from '../layers/initializers.ts'
import type { Scope } from '../layers/scope.ts'
import { attend } from './attend.ts'
import { overMap, type Slots } from './local-maps.ts'
import type { MapShape } from './mechanism.ts'
import { checkPairs } from './memory.ts'
import { checkHeads } from './multi-head-attention.ts'
import { scores, type ScoreId } from './scores/catalogue.ts'

export interface NeighbourhoodConfig {
  heads: number
  /** k, odd. */
  kernel: number
  /** Steps from one neighbour to the next. */
  dilation: number
  score: ScoreId
  /** A learned number for each offset and head, (2k − 1)² · heads. */
  relativeBias: boolean
  bias: boolean
  dropout: number
}

export function checkNeighbourhood({ channels, height, width }: MapShape, { heads, kernel, dilation, score }: Pick<NeighbourhoodConfig, 'heads' | 'kernel' | 'dilation' | 'score'>): void {
  checkHeads(channels, heads)
  if (Math.min(height, width) < dilation) throw new FoveaError('invalid', 'engine.map-too-small', { mechanism: 'neighbourhood', needed: dilation, height, width })
  checkPairs({ queries: height * width, keys: kernel ** 2, heads: Math.max(heads, channels), width: channels, score })
}

/** Neighbours along one axis. */
const neighboursOn = (length: number, { kernel, dilation }: Pick<NeighbourhoodConfig, 'kernel' | 'dilation'>): number => Math.min(kernel, Math.floor(length / dilation))

/** Along one axis: for each place its k neighbours, (length · k), with which it shares the remainder by the dilation. */
export function neighboursAlong(length: number, kernel: number, dilation: number): Int32Array {
  return Int32Array.from({ length: length * kernel }, (_, i) => {
    const [place, nth] = [Math.floor(i / kernel), i % kernel]
    const remainder = place % dilation
    const inGroup = Math.ceil((length - remainder) / dilation)
    const first = Math.min(Math.max(Math.floor(place / dilation) - (kernel >> 1), 0), inGroup - kernel)
    return remainder + (first + nth) * dilation
  })
}

export function neighbourhoodAttention(scope: Scope, { channels, height, width }: MapShape, config: NeighbourhoodConfig): Layer {
  const { heads, kernel, dilation, bias } = config
  const each = channels / heads
  const [down, across] = [neighboursOn(height, config), neighboursOn(width, config)]
  const area = down * across
  const places = height * width
  const project = (name: string) => dense(scope.child(name), { in: channels, out: channels, bias, kernel: xavierUniform })
  const [query, key, value] = [project('query'), project('key'), project('value')]
  const output = dense(scope.child('out'), { in: channels, out: channels, kernel: xavierUniform })
  const score = scores[config.score].build(scope.child('score'), { heads, width: each })
  const drop = dropoutLayer(scope, config.dropout)
  const span = 2 * kernel - 1
  const table = config.relativeBias ? scope.weight('position/bias', [span, span, heads], truncatedNormal(0.02), { decay: false }) : null
  const [rows, columns] = [neighboursAlong(height, down, dilation), neighboursAlong(width, across, dilation)]
  const offsets = (axis: Int32Array, count: number) => axis.map((neighbour, i) => (neighbour - Math.floor(i / count)) / dilation + kernel - 1)
  /** Entries of both axes of x (rows, columns, …): those of some rows, and of them those of some columns. */
  const gather = (x: tf.Tensor, axis: number, ofRows: Int32Array, ofColumns: Int32Array) => tf.gather(tf.gather(x, tf.tensor1d(ofRows, 'int32'), axis), tf.tensor1d(ofColumns, 'int32'), axis + 1)

  /** (B, H, W, C) → (B · N, heads, k², d). */
  const around = (x: tf.Tensor) => {
    const neighbours = tf.reshape(gather(x, 1, rows, columns), [-1, height, down, width, across, channels])
    const perPlace = tf.reshape(tf.transpose(neighbours, [0, 1, 3, 2, 4, 5]), [-1, area, heads, each])
    return tf.transpose(perPlace, [0, 2, 1, 3])
  }
  /** (B · N, heads, 1, k²). */
  const placeBias = (batch: number) => {
    if (!table) return {}
    const found = tf.reshape(gather(table, 0, offsets(rows, down), offsets(columns, across)), [height, down, width, across, heads])
    const perPlace = tf.reshape(tf.transpose(found, [0, 2, 4, 1, 3]), [places, heads, 1, area])
    return { bias: tf.tile(perPlace, [batch, 1, 1, 1]) }
  }
  const slots = (): Slots => ({
    places, rows: Int32Array.from({ length: places }, (_, place) => place),
    keys: Int32Array.from({ length: places * area }, (_, i) => {
      const [place, slot] = [Math.floor(i / area), i % area]
      const [y, x] = [Math.floor(place / width), place % width]
      return rows[y * down + Math.floor(slot / across)]! * width + columns[x * across + (slot % across)]!
    }),
  })
  const meta: TapMeta = { kind: 'attention', mechanism: 'neighbourhood', keyGrid: [height, width], queryGrid: [height, width], extra: 0 }
  return (x, ctx) => {
    const batch = x.shape[0]!
    const q = tf.reshape(query(x, ctx), [batch * places, heads, 1, each])
    const listened = overMap(ctx, slots, (weights) => tf.transpose(tf.reshape(weights, [batch, places, heads, area]), [0, 2, 1, 3]))
    const answers = attend(q, around(key(x, ctx)), around(value(x, ctx)), listened, { ...placeBias(batch), path: scope.path, meta, score, drop })
    return output(tf.reshape(answers, [batch, height, width, channels]), ctx)
  }
}
