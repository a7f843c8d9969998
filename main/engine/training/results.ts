/** What a finished run leaves for statistics and reports: its answers on the test split, and what it looked at on a few images. */
import { join } from 'node:path'
import type { AttentionMap } from '../../../preload/contract/inspect.ts'
import { pack, unpack } from '../../../preload/contract/text.ts'
import { explainEntry, mapsOf } from '../inference/explain.ts'
import { largest, softmaxOf } from '../inference/softmax.ts'
import { runFiles, type SampledMaps } from '../protocol.ts'
import { eagerProgram } from '../tensorflow/program.ts'
import { writeAtomically } from './atomic.ts'
import { captionValues } from './captions.ts'
import type { Dataset } from './dataset.ts'
import { writeTensors } from './safetensors.ts'
import type { Session } from './session.ts'

export function writePredictions(folder: string, dataset: Dataset, logits: Float32Array): void {
  const { test, labels } = dataset
  const tensors = new Map([
    ['logits', { shape: [test.length, logits.length / test.length], values: logits }],
    ['labels', { shape: [test.length], values: test.map((i) => labels[i]!) }],
    ['indices', { shape: [test.length], values: test }],
  ])
  writeTensors(join(folder, runFiles.predictions), { tensors, metadata: {} })
}

const sampledImages = 12

/** The first test images of every class in turn, so that each class shows. */
export function sampleTest({ test, labels, manifest }: Pick<Dataset, 'test' | 'labels' | 'manifest'>, count = sampledImages): Int32Array {
  const byClass = manifest.classes.map((_, k) => [...test].filter((i) => labels[i] === k))
  const rounds = Array.from({ length: Math.max(...byClass.map((own) => own.length)) }, (_, round) => byClass.flatMap((own) => own[round] ?? []))
  return Int32Array.from(rounds.flat().slice(0, count))
}

/** The words of n captions, without what fills them up. */
function wordsOf(text: Float32Array | undefined, n: number): number[][] | null {
  if (!text) return null
  const length = text.length / n
  return Array.from({ length: n }, (_, i) => [...text.subarray(i * length, (i + 1) * length)].filter((word) => word > 0))
}

/** Maps of more values than this are kept as their mean over the queries. */
const largestMap = 2 ** 18

export function writeSampledMaps({ network, program, dataset, runFolder, sampled: indices }: Session): void {
  const images = dataset.read(indices)
  const { shape } = dataset.manifest
  const { entry, layers } = explainEntry(network, shape, indices.length)
  // Run once, so op by op, on a copy of the weights outside the session.
  const variables = network.scope.all().map(({ variable }) => variable)
  const once = eagerProgram({ explain: entry })
  once.write(program.read(variables).map((value, i) => ({ variable: variables[i]!, value })))
  const text = captionValues(dataset, indices)
  const outputs = once.run('explain', { images: Float32Array.from(images), ...text })
  const captions = wordsOf(text['text'], indices.length)
  const classes = dataset.manifest.classes.length
  const content: SampledMaps = {
    indices: [...indices],
    ...(captions ? { captions } : {}),
    answers: Array.from(indices, (_, i) => {
      const probabilities = softmaxOf(outputs['logits']!.subarray(i * classes, (i + 1) * classes))
      const answer = largest(probabilities)
      return { answer, probability: probabilities[answer]! }
    }),
    maps: Array.from(indices, (_, i) => mapsOf(layers(), outputs, i, captions?.[i]!.length).map(shortened)),
  }
  writeAtomically(join(runFolder, runFiles.attention), [JSON.stringify(content)])
}

function shortened(map: AttentionMap): AttentionMap {
  const [heads, queries, keys] = map.weights.shape as [number, number, number]
  if (heads * queries * keys <= largestMap) return map
  const weights = unpack(map.weights) as Float32Array
  const mean = new Float32Array(heads * keys)
  weights.forEach((w, i) => (mean[Math.floor(i / (queries * keys)) * keys + (i % keys)]! += w / queries))
  return { ...map, queryGrid: null, weights: pack('f32', [heads, 1, keys], mean) }
}
