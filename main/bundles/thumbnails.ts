/** Which test images travel with a bundle: those the maps are of, then those on which models differ or err, then the rest, as many as fit. */
import type { Thumbnails, StoredPredictions } from '../store/interface.ts'

const mostImages = 4096
const mostBytes = 16 * 2 ** 20

const answersOf = ({ logits, classes, labels }: StoredPredictions): number[] =>
  Array.from(labels, (_, i) => {
    const own = logits.subarray(i * classes, (i + 1) * classes)
    return own.indexOf(Math.max(...own))
  })

/** Places in the dataset, rising. `first`: those the attention maps are of. */
export function chooseThumbnails(first: readonly number[], predictions: readonly StoredPredictions[], imageBytes: number): number[] {
  const wrong = new Set<number>()
  const all = new Set<number>()
  for (const one of predictions) {
    answersOf(one).forEach((answer, i) => {
      const index = one.indices[i]!
      all.add(index)
      if (answer !== one.labels[i]) wrong.add(index)
    })
  }
  const rising = (set: Set<number>) => [...set].sort((a, b) => a - b)
  const wanted = [...new Set([...first, ...rising(wrong), ...rising(all)])]
  return wanted.slice(0, Math.min(mostImages, Math.floor(mostBytes / imageBytes))).sort((a, b) => a - b)
}

/** Of the images asked for, those that are there, with their pixels one after another. */
export function pick({ indices, pixels }: Thumbnails, imageBytes: number, asked: readonly number[]): { found: number[]; pixels: Uint8Array } {
  const places = new Map(Array.from(indices, (index, place) => [index, place] as const))
  const found = asked.filter((index) => places.has(index))
  const out = new Uint8Array(found.length * imageBytes)
  found.forEach((index, i) => out.set(pixels.subarray(places.get(index)! * imageBytes, (places.get(index)! + 1) * imageBytes), i * imageBytes))
  return { found, pixels: out }
}
