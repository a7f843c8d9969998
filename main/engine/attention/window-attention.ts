/**
 * Multi-head attention inside windows of a map (Liu et al. ICCV 2021), without norm and residual: (B, H, W, C) → the same.
 * Projections 4NC², pairs 2NMC with M places in a window, so the cost grows with N and not with its square.
 */
import * as tf from '@tensorflow/tfjs-core'
import type { Layer, TapMeta } from '../layers/context.ts'
import { given } from '../layers/initializers.ts'
import type { Scope } from '../layers/scope.ts'
import { overMap, type Slots } from './local-maps.ts'
import type { MapShape } from './mechanism.ts'
import { checkPairs } from './memory.ts'
import { checkHeads, multiHeadAttention, type MultiHeadConfig } from './multi-head-attention.ts'
import { checkPosition, placing, type PositionId } from './positions/catalogue.ts'
import { fromWindows, placesOfWindows, regionsOfWindows, toWindows, windowAxis, type WindowAxes } from './windows.ts'

export interface WindowConfig extends Pick<MultiHeadConfig, 'heads' | 'score' | 'bias' | 'keyBias' | 'dropout' | 'kernel'> {
  /** Of the mechanism, for its maps. */
  mechanism: string
  /** Places along each side. */
  window: number
  shifted: boolean
  /** Of the places of a window. */
  position: PositionId
}

const axesOf = ({ height, width }: Pick<MapShape, 'height' | 'width'>, { window, shifted }: Pick<WindowConfig, 'window' | 'shifted'>): WindowAxes =>
  [windowAxis(height, window, shifted), windowAxis(width, window, shifted)]

export function checkWindowAttention(map: MapShape, config: Omit<WindowConfig, 'mechanism'>): void {
  const { channels, height, width } = map
  const { heads, position, score } = config
  checkHeads(channels, heads)
  checkPosition(position, channels, channels / heads)
  const [rows, columns] = axesOf(map, config)
  checkPairs({ queries: height * width, keys: rows.window * columns.window, heads, width: channels, score })
}

/** A slot asks with a row of its own, and its keys are the slots of its window. */
function slotsOf(axes: WindowAxes): Slots {
  const places = placesOfWindows(axes)
  const [rows, columns] = axes
  const area = rows.window * columns.window
  const rowOf = new Int32Array(rows.length * columns.length)
  places.forEach((place, slot) => { if (place >= 0) rowOf[place] = slot })
  const keys = Int32Array.from({ length: places.length * area }, (_, i) => places[Math.floor(i / area / area) * area + (i % area)]!)
  return { places: rowOf.length, rows: rowOf, keys }
}

export function windowAttention(scope: Scope, { channels, height, width }: MapShape, config: WindowConfig): Layer {
  const { mechanism, heads, position, window: _window, shifted: _shifted, ...rest } = config
  const axes = axesOf({ height, width }, config)
  const [rows, columns] = axes
  const area = rows.window * columns.window
  const place = placing(scope, position, { height: rows.window, width: columns.window, channels, heads, each: channels / heads })
  const attention = multiHeadAttention(scope, { ...rest, width: channels, heads, position: place.heads })
  const numbers = regionsOfWindows(axes)
  const regions = numbers && scope.weight('regions', [numbers.length / area, area], given(numbers), { trainable: false })
  const meta: TapMeta = { kind: 'attention', mechanism, keyGrid: [height, width], queryGrid: [height, width], extra: 0 }
  /** (B · windows, 1, places, places): 1 where both are of one region. */
  const maskFor = (batch: number) => {
    if (!regions) return {}
    const together = tf.cast(tf.equal(tf.expandDims(regions, 2), tf.expandDims(regions, 1)), 'float32')
    return { mask: tf.tile(tf.expandDims(together, 1), [batch, 1, 1, 1]) }
  }
  return (x, ctx) => {
    const batch = x.shape[0]!
    // (B · windows, heads, places, places) → (B, heads, windows · places, places)
    const regroup = (weights: tf.Tensor) => tf.reshape(tf.transpose(tf.reshape(weights, [batch, -1, heads, area, area]), [0, 2, 1, 3, 4]), [batch, heads, -1, area])
    const tokens = place.tokens(toWindows(x, axes), ctx)
    return fromWindows(attention(tokens, tokens, tokens, overMap(ctx, () => slotsOf(axes), regroup), meta, maskFor(batch)), axes)
  }
}
