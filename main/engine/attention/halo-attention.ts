/**
 * Halo attention (Vaswani et al. CVPR 2021, HaloNet): the map is cut into blocks of b × b places, and each block attends to itself and
 * the s places around it, (b + 2s)² keys, so neighbours across a border meet without shifting. (B, H, W, C) → the same, without norm
 * and residual, and without an output projection where `project` is false (HaloNet). Pairs 2N(b + 2s)²C.
 */
import * as tf from '@tensorflow/tfjs-core'
import type { Layer, TapMeta } from '../layers/context.ts'
import { dense } from '../layers/dense.ts'
import { dropoutLayer } from '../layers/dropout.ts'
import { given, truncatedNormal } from '../layers/initializers.ts'
import type { Scope } from '../layers/scope.ts'
import { attend } from './attend.ts'
import { overMap, type Slots } from './local-maps.ts'
import type { MapShape } from './mechanism.ts'
import { checkPairs } from './memory.ts'
import { checkHeads } from './multi-head-attention.ts'
import { relativeProducts } from './positions/relative.ts'
import { scores, type ScoreId } from './scores/catalogue.ts'
import { fromWindows, placesOfWindows, toWindows, windowAxis, type WindowAxes } from './windows.ts'

export interface HaloConfig {
  heads: number
  /** b; at most as long as the map. */
  block: number
  /** s. */
  halo: number
  score: ScoreId
  /** BoTNet's relative position, q · (row + column), or none. */
  relative: boolean
  /** Whether keys and values of 0 around the map take part in the softmax, as in timm. */
  border: 'excluded' | 'zeros'
  bias: boolean
  dropout: number
  project?: boolean
}

const axesOf = ({ height, width }: Pick<MapShape, 'height' | 'width'>, block: number): WindowAxes => [windowAxis(height, block, false), windowAxis(width, block, false)]

export function checkHalo(map: MapShape, { heads, block, halo, score }: Pick<HaloConfig, 'heads' | 'block' | 'halo' | 'score'>): void {
  checkHeads(map.channels, heads)
  const [rows, columns] = axesOf(map, block)
  checkPairs({ queries: map.height * map.width, keys: (rows.window + 2 * halo) * (columns.window + 2 * halo), heads, width: map.channels, score })
}

/** For each key of each block the place of the map, y · W + x, and −1 outside of it. */
function placesAround([rows, columns]: WindowAxes, halo: number): Int32Array {
  const [down, across] = [rows.window + 2 * halo, columns.window + 2 * halo]
  const blocksAcross = columns.padded / columns.window
  const blocks = (rows.padded / rows.window) * blocksAcross
  return Int32Array.from({ length: blocks * down * across }, (_, i) => {
    const [block, slot] = [Math.floor(i / (down * across)), i % (down * across)]
    const y = Math.floor(block / blocksAcross) * rows.window + Math.floor(slot / across) - halo
    const x = (block % blocksAcross) * columns.window + (slot % across) - halo
    return y >= 0 && y < rows.length && x >= 0 && x < columns.length ? y * columns.length + x : -1
  })
}

/** The rows of a padded axis that the blocks see, block after block. */
const linesOf = (axis: { window: number; padded: number }, halo: number) =>
  Int32Array.from({ length: (axis.padded / axis.window) * (axis.window + 2 * halo) }, (_, i) => {
    const reach = axis.window + 2 * halo
    return Math.floor(i / reach) * axis.window + (i % reach)
  })

export function haloAttention(scope: Scope, { channels, height, width }: MapShape, config: HaloConfig): Layer {
  const { heads, halo, bias, project = true } = config
  const axes = axesOf({ height, width }, config.block)
  const [rows, columns] = axes
  const each = channels / heads
  const asking = rows.window * columns.window
  const keyGrid = [rows.window + 2 * halo, columns.window + 2 * halo] as const
  const asked = keyGrid[0] * keyGrid[1]
  const around = placesAround(axes, halo)
  const blocks = around.length / asked
  const kernel = truncatedNormal(1 / Math.sqrt(channels))
  const [query, key, value] = ['query', 'key', 'value'].map((name) => dense(scope.child(name), { in: channels, out: channels, bias, kernel })) as [Layer, Layer, Layer]
  const output = project ? dense(scope.child('out'), { in: channels, out: channels, kernel }) : null
  const score = scores[config.score].build(scope.child('score'), { heads, width: each })
  const drop = dropoutLayer(scope, config.dropout)
  const axisOf = (name: string, length: number) => scope.weight(`position/${name}`, [2 * length - 1, each], truncatedNormal(1 / Math.sqrt(each)), { decay: false })
  const relative = config.relative ? { rows: axisOf('rows', keyGrid[0]), columns: axisOf('columns', keyGrid[1]), queryGrid: [rows.window, columns.window] as const, keyGrid } : null
  const outside = config.border === 'excluded' && around.includes(-1)
  const inside = outside ? scope.weight('inside', [blocks, 1, 1, asked], given(Float32Array.from(around, (place) => Number(place >= 0))), { trainable: false }) : null
  const [downLines, acrossLines] = [linesOf(rows, halo), linesOf(columns, halo)]

  const splitHeads = (x: tf.Tensor, length: number) => tf.transpose(tf.reshape(x, [-1, length, heads, each]), [0, 2, 1, 3])
  /** (B, H, W, C) → (B · blocks, heads, keys, d). */
  const blocksAround = (x: tf.Tensor) => {
    const padded = tf.pad(x, [[0, 0], [halo, rows.padded - rows.length + halo], [halo, columns.padded - columns.length + halo], [0, 0]])
    const lines = tf.gather(tf.gather(padded, tf.tensor1d(downLines, 'int32'), 1), tf.tensor1d(acrossLines, 'int32'), 2)
    const cut = tf.reshape(lines, [-1, rows.padded / rows.window, keyGrid[0], columns.padded / columns.window, keyGrid[1], channels])
    return splitHeads(tf.transpose(cut, [0, 1, 3, 2, 4, 5]), asked)
  }
  const slots = (): Slots => {
    const places = placesOfWindows(axes)
    const rowOf = new Int32Array(height * width)
    places.forEach((place, slot) => { if (place >= 0) rowOf[place] = slot })
    const keys = Int32Array.from({ length: places.length * asked }, (_, i) => around[Math.floor(i / asked / asking) * asked + (i % asked)]!)
    return { places: height * width, rows: rowOf, keys }
  }
  const meta: TapMeta = { kind: 'attention', mechanism: 'halo', keyGrid: [height, width], queryGrid: [height, width], extra: 0, ...(config.border === 'zeros' ? { distribution: false as const } : {}) }
  return (x, ctx) => {
    const batch = x.shape[0]!
    const q = splitHeads(toWindows(query(x, ctx), axes), asking)
    const listened = overMap(ctx, slots, (weights) => tf.reshape(tf.transpose(tf.reshape(weights, [batch, blocks, heads, asking, asked]), [0, 2, 1, 3, 4]), [batch, heads, -1, asked]))
    const masks = { ...(relative ? { bias: relativeProducts(q, relative) } : {}), ...(inside ? { mask: tf.tile(inside, [batch, 1, 1, 1]) } : {}) }
    const answers = attend(q, blocksAround(key(x, ctx)), blocksAround(value(x, ctx)), listened, { ...masks, path: scope.path, meta, score, drop })
    const y = fromWindows(tf.reshape(tf.transpose(answers, [0, 2, 1, 3]), [-1, asking, channels]), axes)
    return output ? output(y, ctx) : y
  }
}
