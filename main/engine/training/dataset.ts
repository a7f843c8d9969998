/** Opens a packed dataset (preload/contract/dataset.ts) for training: its manifest, labels, splits and a way to its pixels. */
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { DatasetManifest } from '../../../preload/contract/dataset.ts'
import { FoveaError } from '../../../preload/contract/errors.ts'

export interface Dataset {
  manifest: DatasetManifest
  labels: Int32Array
  /** Places of the training images and of the test images, in the dataset's order. */
  train: Int32Array
  test: Int32Array
  /** Words of each image's caption, u8 (N, length); null where images have none. */
  captions: Uint8Array | null
  /** Bytes of one image. */
  imageBytes: number
  /** u8 (n, H, W, C) of the images at `indices`. */
  read(indices: ArrayLike<number>): Uint8Array
  close(): void
}

export function openDataset(folder: string): Dataset {
  const manifest = readManifest(folder)
  const total = manifest.counts.train + manifest.counts.test
  const imageBytes = manifest.shape.reduce((a, b) => a * b, 1)
  const labels = new Int32Array(sized(folder, 'labels.i32', total * 4).buffer)
  const split = sized(folder, 'split.u8', total)
  const places = (part: number) => Int32Array.from(labels.keys()).filter((i) => split[i] === part)
  const [train, test] = [places(0), places(1)]
  if (train.length !== manifest.counts.train || test.length !== manifest.counts.test)
    throw damaged(folder, 'split.u8', `${train.length} + ${test.length} images instead of ${manifest.counts.train} + ${manifest.counts.test}`)
  const classes = manifest.classes.length
  const alien = labels.findIndex((label) => label < 0 || label >= classes)
  if (alien >= 0) throw damaged(folder, 'labels.i32', `label ${labels[alien]} of ${classes} classes`)
  const captions = manifest.captions ? sized(folder, 'captions.u8', total * manifest.captions.length) : null
  const words = manifest.captions?.vocabulary.length ?? 0
  const strange = captions?.find((word) => word >= words)
  if (strange !== undefined) throw damaged(folder, 'captions.u8', `word ${strange} of ${words}`)
  if (train.length === 0) throw new FoveaError('invalid', 'training.no-train-images', { folder })
  if (test.length === 0) throw new FoveaError('invalid', 'training.no-test-images', { folder })
  const { read, close } = openImages(folder, imageBytes, total)
  return { manifest, labels, train, test, captions, imageBytes, read, close }
}

const damaged = (folder: string, file: string, detail: string, cause?: unknown) => new FoveaError('unreadable', 'training.dataset-damaged', { folder, file, detail }, { cause })

function readManifest(folder: string): DatasetManifest {
  let text: string
  try {
    text = readFileSync(join(folder, 'manifest.json'), 'utf8')
  } catch (error) {
    throw new FoveaError('not-found', 'training.dataset-missing', { folder }, { cause: error })
  }
  try {
    return DatasetManifest.parse(JSON.parse(text))
  } catch (error) {
    throw damaged(folder, 'manifest.json', 'not a manifest', error)
  }
}

/** A whole file as an array of its own, with the size that the manifest promises. */
function sized(folder: string, name: string, bytes: number): Uint8Array<ArrayBuffer> {
  let content: Buffer
  try {
    content = readFileSync(join(folder, name))
  } catch (error) {
    throw damaged(folder, name, (error as Error).message, error)
  }
  if (content.byteLength !== bytes) throw damaged(folder, name, `${content.byteLength} bytes instead of ${bytes}`)
  return Uint8Array.from(content)
}

function openImages(folder: string, imageBytes: number, total: number): Pick<Dataset, 'read' | 'close'> {
  const name = 'images.u8'
  let descriptor: number
  try {
    descriptor = openSync(join(folder, name), 'r')
  } catch (error) {
    throw damaged(folder, name, (error as Error).message, error)
  }
  const { size } = fstatSync(descriptor)
  if (size !== imageBytes * total) {
    closeSync(descriptor)
    throw damaged(folder, name, `${size} bytes instead of ${imageBytes * total}`)
  }
  /** One read for each run of neighbours; a read is at most 1 GiB. */
  const read = (indices: ArrayLike<number>) => {
    const pixels = new Uint8Array(indices.length * imageBytes)
    const longest = Math.max(1, Math.floor(2 ** 30 / imageBytes))
    for (let i = 0; i < indices.length; ) {
      let n = 1
      while (n < longest && indices[i + n] === indices[i]! + n) n++
      const got = readSync(descriptor, pixels, i * imageBytes, n * imageBytes, indices[i]! * imageBytes)
      if (got !== n * imageBytes) throw damaged(folder, name, `ends before image ${indices[i]! + n - 1}`)
      i += n
    }
    return pixels
  }
  return { read, close: () => closeSync(descriptor) }
}
