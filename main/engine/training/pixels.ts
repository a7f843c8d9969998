/**
 * How a step gets its images: a dataset that fits lies in the session as uint8 and a step is fed indices only;
 * a larger one is read from disk batch by batch. Captions are small and go with the indices.
 */
import type * as tf from '@tensorflow/tfjs-core'
import { textShapeOf } from '../../../preload/contract/dataset.ts'
import { dataTensor, gather } from '../tensorflow/data.ts'
import type { Feed } from '../tensorflow/program.ts'
import { captionFeeds, captionValues } from './captions.ts'
import type { Dataset } from './dataset.ts'

export interface Pixels {
  /** What a step of `batch` images is fed. */
  feeds(batch: number): Record<string, Feed>
  /** Values of those feeds. */
  values(indices: Int32Array): Record<string, Float32Array | Int32Array>
  /** float32 (B, H, W, C) in 0..255. */
  images(feeds: Record<string, tf.Tensor>): tf.Tensor
  dispose(): void
}

/** TensorFlow and the session hold a copy each. */
const largestResident = 2 ** 30

export function pixelsOf(dataset: Dataset, limit = largestResident): Pixels {
  const pixels = dataset.imageBytes * dataset.labels.length <= limit ? resident(dataset) : streamed(dataset)
  const text = textShapeOf(dataset.manifest)
  return {
    ...pixels,
    feeds: (batch) => ({ ...pixels.feeds(batch), ...captionFeeds(text, batch) }),
    values: (indices) => ({ ...pixels.values(indices), ...captionValues(dataset, indices) }),
  }
}

function resident(dataset: Dataset): Pixels {
  const data = dataTensor(dataset.read(Int32Array.from(dataset.labels.keys())), [dataset.labels.length, ...dataset.manifest.shape])
  return {
    feeds: (batch) => ({ indices: { shape: [batch], dtype: 'int32' } }),
    values: (indices) => ({ indices }),
    images: ({ indices }) => gather(data, indices!),
    dispose: () => data.tensor.dispose(),
  }
}

function streamed(dataset: Dataset): Pixels {
  return {
    feeds: (batch) => ({ images: { shape: [batch, ...dataset.manifest.shape], dtype: 'float32' } }),
    values: (indices) => ({ images: Float32Array.from(dataset.read(indices)) }),
    images: ({ images }) => images!,
    dispose: () => {},
  }
}
