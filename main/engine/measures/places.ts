/** The places of a map over an image: which pixels are whose, in which order they go, and how they lie to the boxes of an object. */
import { generatorFor } from '../layers/initializers.ts'

export interface Box { top: number; left: number; height: number; width: number }
export type Grid = [rows: number, columns: number]
/** Of an image. */
export type Size = [height: number, width: number]

/** Place of every pixel, (H·W): a place is its share of the rows and columns. */
export function placeOfPixels([rows, columns]: Grid, [height, width]: Size): Int32Array {
  return Int32Array.from({ length: height * width }, (_, i) => Math.floor((Math.floor(i / width) * rows) / height) * columns + Math.floor(((i % width) * columns) / width))
}

/** A place's number in an order nobody chose, the same for an image whichever run is asked. */
export function randomRanks(places: number, image: number): Float64Array {
  const random = generatorFor(image, 'order of places')
  return Float64Array.from({ length: places }, () => random())
}

/** Places, the highest value first; equal ones in the order of `ranks`, so that an even look is a random one. */
export const orderBy = (values: ArrayLike<number>, ranks: ArrayLike<number>): Int32Array =>
  Int32Array.from(values, (_, i) => i).sort((a, b) => values[b]! - values[a]! || ranks[a]! - ranks[b]!)

/** The nearer to the middle of the image the higher, in shares of its sides. */
export const nearness = ([rows, columns]: Grid): Float64Array =>
  Float64Array.from({ length: rows * columns }, (_, i) => -Math.round(1e9 * Math.hypot((Math.floor(i / columns) + 0.5) / rows - 0.5, ((i % columns) + 0.5) / columns - 0.5)))

/** The fewest places, in `order`, that hold half of what is looked at; half of all places where nothing is. */
export function halfOf(look: ArrayLike<number>, order: Int32Array): number {
  const total = order.reduce((sum, place) => sum + look[place]!, 0)
  if (!(total > 0)) return Math.ceil(order.length / 2)
  let held = 0
  return 1 + order.findIndex((place) => (held += look[place]!) >= (total / 2) * (1 - 1e-6))
}

/** Whether the middle of a place lies in one of the boxes. */
export function pointsInto(place: number, [rows, columns]: Grid, [height, width]: Size, boxes: readonly Box[]): boolean {
  const [y, x] = [((Math.floor(place / columns) + 0.5) * height) / rows, (((place % columns) + 0.5) * width) / columns]
  return boxes.some((box) => y >= box.top && y < box.top + box.height && x >= box.left && x < box.left + box.width)
}

/** Pixels that the places and the boxes have in common, of those that either has. */
export function overlap(chosen: Int32Array, placeOf: Int32Array, [, width]: Size, boxes: readonly Box[]): number {
  const inChosen = new Set(chosen)
  let [both, either] = [0, 0]
  placeOf.forEach((place, i) => {
    const [y, x] = [Math.floor(i / width), i % width]
    const boxed = boxes.some((box) => y >= box.top && y < box.top + box.height && x >= box.left && x < box.left + box.width)
    const looked = inChosen.has(place)
    if (boxed && looked) both++
    if (boxed || looked) either++
  })
  return either ? both / either : 0
}
