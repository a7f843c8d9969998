/** inspect.images: what runs answer to images, and what they looked at. runs.snapshots: at which of their epochs they can be asked. */
import { isDeepStrictEqual } from 'node:util'
import type { DatasetManifest } from '../../../preload/contract/dataset.ts'
import { FoveaError, problemOf } from '../../../preload/contract/errors.ts'
import type { Answer, ImageInput, InspectedImage } from '../../../preload/contract/inspect.ts'
import { pack, unpack } from '../../../preload/contract/text.ts'
import { readCaption } from '../../datasets/caption.ts'
import { askedTogether } from '../../runs/asked.ts'
import { snapshotSteps } from '../../runs/snapshots.ts'
import { probabilities } from '../../statistics/probabilities.ts'
import type { RunAnswers } from '../../engine/protocol.ts'
import type { Parts } from '../parts.ts'
import type { CallHandlers } from '../router.ts'

/** An image ready to be asked about: `seen` as the models see it. */
type Ready = Omit<InspectedImage, 'answers' | 'problem' | 'seen'> & { seen: Uint8Array }

const nameOf = (image: ImageInput) => (image.from === 'file' ? image.name : image.from === 'evaluation' ? `${image.id} ${image.row}` : `${image.key} ${image.index}`)

/** The captions one after another, each filled up with 0. */
function wordsOf(images: Ready[], length: number): Int32Array {
  const words = new Int32Array(images.length * length)
  images.forEach(({ caption = [] }, i) => words.set(caption, i * length))
  return words
}

/** Another question has another answer, which nobody knows. */
const captionChanges = (given: number[] | undefined, own: number[] | undefined) => given !== undefined && !isDeepStrictEqual(given, own)

/** The answer of one run to the image at `place`. */
function answerOf({ runId, logits, milliseconds, maps }: RunAnswers, place: number, classes: number): Answer {
  const shares = Array.from(probabilities({ logits: logits.subarray(place * classes, (place + 1) * classes), labels: new Int32Array(1) }))
  return { runId, probabilities: shares, answer: shares.indexOf(Math.max(...shares)), milliseconds: milliseconds[place] ?? 0, maps: maps[place] ?? [] }
}

export function inspectHandlers({ store, datasets, evaluations, runs, inference }: Parts): CallHandlers<'inspect.images' | 'runs.snapshots'> {
  async function ready(image: ImageInput, { shape, captions, classes }: DatasetManifest): Promise<Ready> {
    const given = captions && image.caption !== undefined ? { caption: readCaption(image.caption, captions) } : {}
    if (image.from === 'file') {
      if (captions && !given.caption) throw new FoveaError('invalid', 'dataset.caption-missing', { image: image.name })
      const { original, originalSize, seen } = await datasets.decode(image.name, Buffer.from(image.bytes, 'base64'), shape)
      return { name: image.name, original: pack('u8', original.shape, original.pixels), originalSize, seen, label: null, ...given }
    }
    if (image.from === 'evaluation') {
      if (captions && !given.caption) throw new FoveaError('invalid', 'dataset.caption-missing', { image: nameOf(image) })
      const { name, label, original, originalSize, seen } = await evaluations.image(image.id, image.row, { shape, classes: classes.map((one) => one.name) })
      return { name, original: pack('u8', original.shape, original.pixels), originalSize, seen, label, ...given }
    }
    const { images, labels, names, captions: own } = datasets.samples(image.key, { offset: image.index, limit: 1 })
    if (labels.length === 0) throw new FoveaError('not-found', 'runs.no-image', { dataset: image.key, index: image.index })
    if (!isDeepStrictEqual(images.shape.slice(1), shape)) throw new FoveaError('invalid', 'runs.mixed-classes')
    const seen = unpack({ ...images, dtype: 'u8' })
    return { name: names[0] || nameOf(image), original: pack('u8', shape, seen), originalSize: [shape[0], shape[1]], seen, label: captionChanges(given.caption, own?.[0]) ? null : labels[0]!, ...(own ? { caption: own[0]! } : {}), ...given }
  }
  return {
    'runs.snapshots': ({ ids }) => Promise.all(ids.map(async (id) => {
      const run = await store.getRun(id)
      if (!run) throw new FoveaError('not-found', 'runs.unknown', { id })
      const kept = await snapshotSteps(runs.folderOf(id))
      // The end of a run is its checkpoint; that of a run still going is replaced again and again.
      const end = run.hasCheckpoint && run.state !== 'running' && run.state !== 'queued' ? [run.step] : []
      return { runId: id, steps: [...kept.filter((step) => step !== end[0]), ...end], stepsPerEpoch: run.stepsPerEpoch ?? 1 }
    })),
    'inspect.images': async ({ runIds, images, maps, methods, steps }) => {
      const { runs: asked, manifest } = await askedTogether(runIds, { store, datasets }, steps)
      const { shape, classes, captions } = manifest

      const prepared = await Promise.all(images.map(async (image) => ready(image, manifest).then((good) => ({ image, good, problem: null }), (error: unknown) => ({ image, good: null, problem: problemOf(error) }))))
      const good = prepared.flatMap((one) => one.good ?? [])
      const size = shape[0] * shape[1] * shape[2]
      const pixels = new Uint8Array(good.length * size)
      good.forEach(({ seen }, i) => pixels.set(seen, i * size))
      const answers = good.length
        ? await inference.answer({ runs: asked.map((run) => ({ runId: run.id, runFolder: runs.folderOf(run.id), step: steps[run.id] })), images: pixels, captions: captions ? wordsOf(good, captions.length) : null, shape: [good.length, ...shape], maps, methods })
        : []
      return {
        classes: classes.map(({ name }) => name),
        ...(captions ? { vocabulary: captions.vocabulary } : {}),
        images: prepared.map((one): InspectedImage => {
          if (!one.good) return { name: nameOf(one.image), problem: one.problem, original: null, originalSize: null, seen: null, label: null, answers: [] }
          const place = good.indexOf(one.good)
          return { ...one.good, problem: null, seen: pack('u8', shape, one.good.seen), answers: answers.map((run) => answerOf(run, place, classes.length)) }
        }),
      }
    },
  }
}
