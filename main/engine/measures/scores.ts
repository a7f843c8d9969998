/**
 * What maps of looks say of a model's answers: deletion and insertion (removal.ts), and against the object's boxes, where they are known,
 * the pointing game (Zhang et al. IJCV 2018) and the overlap of the places that hold half of the look. Each beside two controls, which
 * need no model to look: a random order of the same places, and the nearer to the middle the earlier.
 */
import type { Faithfulness, MapScores } from '../../../preload/contract/measure.ts'
import { halfOf, nearness, orderBy, overlap, placeOfPixels, pointsInto, randomRanks, type Box, type Grid, type Size } from './places.ts'
import { areas, type Answering } from './removal.ts'
import type { Turns } from './turns.ts'

/** Weight of every place of an image, over heads and queries; all 0 where there is no evidence. */
export interface Looks { kind: Faithfulness['kind']; layer: string; grid: Grid; weights: Float64Array[] }

export interface Sample {
  /** (n, H, W, C) in 0..255. */
  images: Float32Array
  /** Places in the dataset; orders drawn at random follow them. */
  indices: ArrayLike<number>
  size: Size
  /** Per channel, 0..255. */
  empty: number[]
  boxes: Box[][] | null
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length

/** Scores of the looks and of the controls. */
export function* scores(answering: Answering, looks: Looks, { images, indices, size, empty, boxes }: Sample, batch: number): Turns<Pick<Faithfulness, 'model' | 'random' | 'centre'>> {
  const { grid, weights } = looks
  const places = grid[0] * grid[1]
  const placeOf = placeOfPixels(grid, size)
  const middle = nearness(grid)
  const orders = weights.map((look, i) => {
    const ranks = randomRanks(places, indices[i]!)
    return [orderBy(look, ranks), orderBy(new Float64Array(places), ranks), orderBy(middle, ranks)]
  })
  const measured = yield* areas(answering, { images, count: weights.length, empty, placeOf, orders, batch })

  const boxed = boxes ? orders.flatMap((own, i) => (boxes[i]!.length ? [{ own, boxes: boxes[i]!, half: halfOf(weights[i]!, own[0]!) }] : [])) : []
  const of = (control: 0 | 1 | 2): MapScores => ({
    deletion: mean(measured.map((own) => own[control]!.deletion)),
    insertion: mean(measured.map((own) => own[control]!.insertion)),
    // At random every place comes first as often as any other.
    pointing: boxed.length ? mean(boxed.map((one) => mean(Array.from(control === 1 ? one.own[1]! : one.own[control]!.subarray(0, 1), (place) => Number(pointsInto(place, grid, size, one.boxes)))))) : null,
    // As many places as the look takes, so that only where they lie differs.
    iou: boxed.length ? mean(boxed.map((one) => overlap(one.own[control]!.subarray(0, one.half), placeOf, size, one.boxes))) : null,
  })
  return { model: of(0), random: of(1), centre: of(2) }
}
