/** The captions of a batch: whole numbers, places in the vocabulary, (B, length); nothing where a dataset has none. */
import type { TextShape } from '../../../preload/contract/dataset.ts'
import type { Feed } from '../tensorflow/program.ts'
import type { Dataset } from './dataset.ts'

/** What an entry of `batch` images is fed beside them. */
export const captionFeeds = (text: TextShape | undefined, batch: number): Record<string, Feed> => (text ? { text: { shape: [batch, text.length], dtype: 'float32' } } : {})

/** Values of that feed. */
export function captionValues({ captions, manifest }: Pick<Dataset, 'captions' | 'manifest'>, indices: ArrayLike<number>): Record<string, Float32Array> {
  if (!captions) return {}
  const { length } = manifest.captions!
  const text = new Float32Array(indices.length * length)
  Array.from(indices).forEach((index, i) => text.set(captions.subarray(index * length, (index + 1) * length), i * length))
  return { text }
}
