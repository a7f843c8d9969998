/** How faithful the map of a run's answer is to that answer, over the first test images of every class in turn. */
import type { DatasetManifest } from '../../../preload/contract/dataset.ts'
import { FoveaError } from '../../../preload/contract/errors.ts'
import type { Faithfulness } from '../../../preload/contract/measure.ts'
import { unpack } from '../../../preload/contract/text.ts'
import { explainEntry, mapsOf, type MapLayer } from '../inference/explain.ts'
import type { Network } from '../inference/network.ts'
import { largest, softmaxOf } from '../inference/softmax.ts'
import type { AskedRun } from '../protocol.ts'
import type { Entry } from '../tensorflow/program.ts'
import { captionValues } from '../training/captions.ts'
import { openDataset } from '../training/dataset.ts'
import { sampleTest } from '../training/results.ts'
import { readBoxes } from './boxes.ts'
import type { Answering } from './removal.ts'
import { scores, type Looks } from './scores.ts'
import { answerEntry, openTrained } from './trained-network.ts'
import type { Turns } from './turns.ts'

const batch = 16

/** The layer whose map says what the answer was made from: the last attention, else the last gate, else the evidence. */
const chosenOf = (layers: readonly MapLayer[]) => { const last = layers.findLastIndex(({ kind }) => kind === 'attention'); return last < 0 ? layers.length - 1 : last }

/** Logits and the chosen map alone, so that the others are never fetched. */
function lookEntry(network: Network, shape: number[]): { entry: Entry; layer(): MapLayer | undefined } {
  const { entry, layers } = explainEntry(network, shape, batch)
  return {
    layer: () => layers()[chosenOf(layers())],
    entry: {
      feeds: entry.feeds,
      run(feeds) {
        const { outputs } = entry.run(feeds)
        const map = outputs[`map${chosenOf(layers())}`]
        return { outputs: { logits: outputs['logits']!, ...(map ? { map0: map } : {}) }, updates: [] }
      },
    },
  }
}

/** Mean over heads and queries; what goes to tokens that are no places is left out. */
function looksOf(layer: MapLayer, outputs: Record<string, Float32Array | Int32Array>, index: number, words: number): Float64Array {
  const [rows, columns] = layer.meta.keyGrid
  const weights = new Float64Array(rows * columns)
  for (const map of mapsOf([layer], outputs, index, words)) {
    const values = unpack(map.weights) as Float32Array
    const keys = map.weights.shape.at(-1)!
    const extra = keys - weights.length
    values.forEach((value, i) => { if (i % keys >= extra) weights[(i % keys) - extra]! += value })
  }
  return weights
}

const emptyOf = ({ mean: channels }: DatasetManifest) => channels.map((value) => value * 255)

export function* faithfulnessOf(run: AskedRun, datasetFolder: string, count: number): Turns<Faithfulness> {
  const dataset = openDataset(datasetFolder)
  let look!: ReturnType<typeof lookEntry>
  const trained = openTrained(run, (network, { shape }) => {
    look = lookEntry(network, shape)
    return { look: look.entry, answer: answerEntry(network, shape, batch) }
  })
  try {
    const { manifest } = dataset
    const [height, width] = manifest.shape
    const indices = sampleTest(dataset, count)
    const images = Float32Array.from(dataset.read(indices))
    const size = images.length / indices.length
    const text = captionValues(dataset, indices)['text']
    const length = text ? text.length / indices.length : 0
    /** Of a batch made of these images; what is left of it repeats the last. */
    const captionsOf = (of: readonly number[]): Record<string, Float32Array> => {
      if (!text) return {}
      const values = new Float32Array(batch * length)
      for (let slot = 0; slot < batch; slot++) { const image = of[Math.min(slot, of.length - 1)]!; values.set(text.subarray(image * length, (image + 1) * length), slot * length) }
      return { text: values }
    }
    const rowOf = (logits: Float32Array | Int32Array, slot: number) => softmaxOf(logits.subarray((slot * logits.length) / batch, ((slot + 1) * logits.length) / batch))

    const answers: number[] = []
    const weights: Float64Array[] = []
    const layer = () => look.layer()
    for (let first = 0; first < indices.length; first += batch) {
      const of = Array.from({ length: Math.min(batch, indices.length - first) }, (_, i) => first + i)
      const feed = new Float32Array(batch * size)
      feed.set(images.subarray(first * size, (first + of.length) * size))
      const outputs = trained.program.run('look', { images: feed, ...captionsOf(of) })
      const map = layer()
      if (!map || !outputs['map0']) throw new FoveaError('invalid', 'measures.no-map', { id: run.runId })
      of.forEach((image, slot) => {
        answers.push(largest(rowOf(outputs['logits']!, slot)))
        weights.push(looksOf(map, outputs, slot, text ? text.subarray(image * length, (image + 1) * length).filter((word) => word > 0).length : 0))
      })
      yield 0
    }
    const answering: Answering = (made, of) => {
      const { logits } = trained.program.run('answer', { images: made, ...captionsOf(of) })
      return of.map((image, slot) => rowOf(logits!, slot)[answers[image]!]!)
    }
    const { name, kind, meta } = layer()!
    const looks: Looks = { kind: kind as Looks['kind'], layer: name, grid: meta.keyGrid, weights }
    const scored = yield* scores(answering, looks, { images, indices, size: [height, width], empty: emptyOf(manifest), boxes: readBoxes(datasetFolder, manifest, indices) }, batch)
    return { images: indices.length, kind: looks.kind, layer: name, ...scored }
  } finally {
    trained.dispose()
    dataset.close()
  }
}
