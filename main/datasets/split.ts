/** Parts images into training and test: each class by the same share, copies of one file always on the same side. */
import type { Problem } from '../../preload/contract/errors.ts'
import { randomFrom } from './random.ts'

export interface Splittable {
  file: string
  label: number
  /** Hash of the file's content. */
  hash: string
  split: 0 | 1 | null
}

/** 0 or 1 for each image; copies stay together even when they are in two classes. The only picture of a class goes to training. */
export function splitImages(images: Splittable[], testFraction: number, seed: number): Uint8Array {
  const split = Uint8Array.from(images, (image) => image.split ?? 0)
  if (images.every((image) => image.split !== null)) return split
  const random = randomFrom(seed, 11)
  const placed = new Map<string, 0 | 1>()
  for (const label of new Set(images.map((image) => image.label))) {
    const pictures = [...new Set(images.filter((image) => image.label === label).map(({ hash }) => hash))]
    const open = random.shuffled(pictures.filter((hash) => !placed.has(hash)))
    const wanted = Math.min(pictures.length - 1, Math.max(1, Math.round(pictures.length * testFraction)))
    const there = pictures.filter((hash) => placed.get(hash) === 1).length
    open.forEach((hash, i) => placed.set(hash, i < wanted - there ? 1 : 0))
  }
  images.forEach(({ hash }, i) => (split[i] = placed.get(hash)!))
  return split
}

/** What a reader should know: copies across the split (they make a test easier than it is) and one picture under two classes. */
export function duplicateWarnings(images: Splittable[], split: Uint8Array): Problem[] {
  const byHash = new Map<string, number[]>()
  images.forEach(({ hash }, i) => byHash.set(hash, [...(byHash.get(hash) ?? []), i]))
  const groups = [...byHash.values()].filter((group) => group.length > 1)
  const warn = (code: string, which: number[][]): Problem[] =>
    which.length ? [{ kind: 'invalid', code, params: { count: which.length, example: which[0]!.slice(0, 2).map((i) => images[i]!.file).join(', ') } }] : []
  const differ = (of: (i: number) => number) => (group: number[]) => new Set(group.map(of)).size > 1
  return [
    ...warn('dataset.duplicates-across', groups.filter(differ((i) => split[i]!))),
    ...warn('dataset.duplicates-two-classes', groups.filter(differ((i) => images[i]!.label))),
    ...warn('dataset.duplicates', groups.filter((group) => !differ((i) => split[i]!)(group))),
  ]
}
