/**
 * Cutting a map into windows and putting it together again, in a few operations and with no loop over the windows. A map is first
 * padded at its end to whole windows and then, for shifted windows, rolled by half a window; what the border has put next to each
 * other must not meet.
 */
import * as tf from '@tensorflow/tfjs-core'

/** Windows along one axis of a map. */
export interface WindowAxis {
  length: number
  window: number
  /** Rolled towards the start by as much. */
  shift: number
  padded: number
}

/** A window is at most as long as the map, and then it is not shifted. */
export function windowAxis(length: number, window: number, shifted: boolean): WindowAxis {
  const each = Math.min(window, length)
  return { length, window: each, shift: shifted && each < length ? Math.floor(each / 2) : 0, padded: Math.ceil(length / each) * each }
}

export type WindowAxes = readonly [rows: WindowAxis, columns: WindowAxis]

/** y[i] = x[(i + by) mod length] along an axis of a map. */
function roll(x: tf.Tensor, axis: 1 | 2, by: number): tf.Tensor {
  if (by === 0) return x
  const part = (start: number, length: number) => tf.slice(x, [0, 1, 2, 3].map((i) => (i === axis ? start : 0)), [0, 1, 2, 3].map((i) => (i === axis ? length : -1)))
  return tf.concat([part(by, x.shape[axis]! - by), part(0, by)], axis)
}

/** (B, H, W, C) → (B · windows, places of a window, C). */
export function toWindows(x: tf.Tensor, [rows, columns]: WindowAxes): tf.Tensor {
  const [batch, , , channels] = x.shape as [number, number, number, number]
  const sides: [number, number][] = [[0, 0], [0, rows.padded - rows.length], [0, columns.padded - columns.length], [0, 0]]
  const padded = sides.some(([, after]) => after) ? tf.pad(x, sides) : x
  const rolled = roll(roll(padded, 1, rows.shift), 2, columns.shift)
  const cut = tf.reshape(rolled, [batch, rows.padded / rows.window, rows.window, columns.padded / columns.window, columns.window, channels])
  return tf.reshape(tf.transpose(cut, [0, 1, 3, 2, 4, 5]), [-1, rows.window * columns.window, channels])
}

/** The inverse of toWindows. */
export function fromWindows(x: tf.Tensor, [rows, columns]: WindowAxes): tf.Tensor {
  const channels = x.shape[2]!
  const cut = tf.reshape(x, [-1, rows.padded / rows.window, columns.padded / columns.window, rows.window, columns.window, channels])
  const map = tf.reshape(tf.transpose(cut, [0, 1, 3, 2, 4, 5]), [-1, rows.padded, columns.padded, channels])
  const back = roll(roll(map, 1, (rows.padded - rows.shift) % rows.padded), 2, (columns.padded - columns.shift) % columns.padded)
  return rows.padded === rows.length && columns.padded === columns.length ? back : tf.slice(back, [0, 0, 0, 0], [-1, rows.length, columns.length, -1])
}

/** Calls `see` for each place of each window in turn, with where it lies on the padded map and whether the roll has carried it over the border. */
function eachSlot([rows, columns]: WindowAxes, see: (y: number, x: number, carried: readonly [boolean, boolean]) => number): Int32Array {
  const across = columns.padded / columns.window
  const area = rows.window * columns.window
  return Int32Array.from({ length: rows.padded * columns.padded }, (_, slot) => {
    const [window, place] = [Math.floor(slot / area), slot % area]
    const y = Math.floor(window / across) * rows.window + Math.floor(place / columns.window) + rows.shift
    const x = (window % across) * columns.window + (place % columns.window) + columns.shift
    return see(y % rows.padded, x % columns.padded, [y >= rows.padded, x >= columns.padded])
  })
}

/** The place of the map, y · W + x, in each slot of each window; −1 for padding. */
export const placesOfWindows = ([rows, columns]: WindowAxes): Int32Array =>
  eachSlot([rows, columns], (y, x) => (y < rows.length && x < columns.length ? y * columns.length + x : -1))

/** Numbers that are equal for slots of a window that may see each other, (windows · places of a window); null where all may. */
export function regionsOfWindows(axes: WindowAxes): Float32Array | null {
  const [rows, columns] = axes
  if (axes.every(({ shift, padded, length }) => shift === 0 && padded === length)) return null
  const PADDING = 4
  return Float32Array.from(eachSlot(axes, (y, x, carried) => (y < rows.length && x < columns.length ? Number(carried[0]) * 2 + Number(carried[1]) : PADDING)))
}
