/**
 * Deletion and insertion (Petsiuk et al. BMVC 2018): places of an image are taken away, or put into an empty one, in an order, and the
 * area under the probability of the answer, over the share of places taken or put, tells how much the answer rested on the first of them.
 * Empty is the mean of the dataset.
 */

/** Images (n, H, W, C) in 0..255, and which of the given images each is made of → the probability of that image's answer for each. */
export type Answering = (images: Float32Array, of: number[]) => number[]

export interface Removal {
  /** (n, H, W, C) in 0..255. */
  images: Float32Array
  count: number
  /** Per channel, 0..255. */
  empty: ArrayLike<number>
  /** Place of every pixel. */
  placeOf: Int32Array
  /** By image: orders of the places. */
  orders: Int32Array[][]
  /** Images that are answered at once. */
  batch: number
}
export interface Areas { deletion: number; insertion: number }

const mostSteps = 20

/** Places taken after each step, from none to all, in about equal steps. */
export function stepsOf(places: number): number[] {
  const steps = Math.min(mostSteps, places)
  return Array.from({ length: steps + 1 }, (_, i) => Math.round((i * places) / steps))
}

/** Area by trapezoids over shares of the last of `at`. */
export const areaUnder = (values: readonly number[], at: readonly number[]): number =>
  values.reduce((area, value, i) => (i ? area + ((value + values[i - 1]!) / 2) * ((at[i]! - at[i - 1]!) / at.at(-1)!) : 0), 0)

interface Question { image: number; order: number; step: number; keep: boolean }

/** Areas by image and order. Yields the share done after each batch. */
export function* areas(answering: Answering, { images, count, empty, placeOf, orders, batch }: Removal): Generator<number, Areas[][]> {
  const size = images.length / count
  const channels = empty.length
  const places = orders[0]![0]!.length
  const steps = stepsOf(places)
  const last = steps.length - 1

  // The whole and the empty image are the ends of all curves.
  const ends = orders.flatMap((_, image): Question[] => [{ image, order: 0, step: 0, keep: false }, { image, order: 0, step: last, keep: false }])
  const between = orders.flatMap((own, image) => own.flatMap((_, order) => steps.slice(1, -1).flatMap((_, i): Question[] => [false, true].map((keep) => ({ image, order, step: i + 1, keep })))))
  const questions = [...ends, ...between]

  const buffer = new Float32Array(batch * size)
  const taken = new Uint8Array(places)
  const paint = ({ image, order, step, keep }: Question, slot: number) => {
    taken.fill(0)
    for (const place of orders[image]![order]!.subarray(0, steps[step])) taken[place] = 1
    const [from, to] = [image * size, slot * size]
    for (let i = 0; i < size; i++) {
      const gone = (taken[placeOf[Math.floor(i / channels)]!] === 1) !== keep
      buffer[to + i] = gone ? empty[i % channels]! : images[from + i]!
    }
  }
  const probabilities: number[] = []
  for (let first = 0; first < questions.length; first += batch) {
    const here = questions.slice(first, first + batch)
    here.forEach(paint)
    probabilities.push(...answering(buffer, here.map(({ image }) => image)).slice(0, here.length))
    yield Math.min(1, (first + batch) / questions.length)
  }

  const inner = (last - 1) * 2
  let at = ends.length
  return orders.map((own, image) => {
    const [whole, blank] = [probabilities[2 * image]!, probabilities[2 * image + 1]!]
    return own.map(() => {
      const answers = probabilities.slice(at, (at += inner))
      const [deleted, inserted] = [0, 1].map((kind) => answers.filter((_, i) => i % 2 === kind)) as [number[], number[]]
      return { deletion: areaUnder([whole, ...deleted, blank], steps), insertion: areaUnder([blank, ...inserted, whole], steps) }
    })
  })
}
