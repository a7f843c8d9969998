/** A trained run, ready to answer: its network with the weights of its checkpoint or of a snapshot, compiled per batch size. */
import * as tf from '@tensorflow/tfjs-core'
import type { TextShape } from '../../../preload/contract/dataset.ts'
import type { AttentionMap, LookMethod } from '../../../preload/contract/inspect.ts'
import { evaluationContext } from '../layers/context.ts'
import { compileProgram, type Entry, type Program } from '../tensorflow/program.ts'
import { readModelFile } from '../training/checkpoint.ts'
import { explainEntry, mapsOf, type Explanation } from './explain.ts'
import { createLooks } from './looks.ts'
import { createNetwork, type Network } from './network.ts'
import { largest } from './softmax.ts'
import { createWeights, type HeldWeights } from './weights.ts'

export interface TrainedRun {
  shape: [number, number, number]
  /** Of the captions that it was trained with. */
  text?: TextShape | undefined
  classes: number
  /** images: u8 of n images; captions: (n, text.length), where it was trained with them. Maps by image, in the order of the methods; of a method that the model has not, none. */
  answer(images: Uint8Array, captions: Int32Array | null, n: number, how: Asked): { logits: Float32Array; milliseconds: number[]; maps: AttentionMap[][] }
  dispose(): void
}
export interface Asked {
  methods: readonly LookMethod[]
  /** A snapshot in place of the checkpoint. */
  step?: number | undefined
}

interface Compiled {
  batch: number
  program: Program
  holds: HeldWeights
  explanation: Explanation
}

/** One image at a time, or many at once. */
const [single, many] = [1, 16]

/** Throws 'training.file-…' when the run's files are missing or damaged. */
export function loadTrainedRun(runFolder: string): TrainedRun {
  const model = readModelFile(runFolder)
  const { shape, classes, text } = model
  const network = createNetwork({ ...model, variant: model.config.variant }, model.config.seed, { initialize: false })
  const weights = createWeights(runFolder, network.scope.all())
  const looks = createLooks(network, shape, weights)
  const compiled = new Map<number, Compiled>()
  const compiledFor = (batch: number) => {
    const made = compiled.get(batch) ?? compile(network, shape, batch, weights.held)
    compiled.set(batch, made)
    return made
  }

  return {
    shape,
    text,
    classes,
    answer(images, captions, n, { methods, step }) {
      weights.choose(step)
      const size = images.length / n
      const logits = new Float32Array(n * classes)
      const milliseconds: number[] = []
      const maps: AttentionMap[][] = []
      for (let first = 0; first < n; ) {
        const { batch, program, holds, explanation } = compiledFor(n - first >= many / 2 ? many : single)
        holds(program)
        const here = Math.min(batch, n - first)
        const feed = feedsOf(batch, size, text)
        feed['images']!.set(images.subarray(first * size, (first + here) * size))
        if (text && captions) feed['text']!.set(captions.subarray(first * text.length, (first + here) * text.length))
        const start = performance.now()
        const answered = program.run('answer', feed)
        const each = (performance.now() - start) / batch
        logits.set(answered['logits']!.subarray(0, here * classes), first * classes)
        const explained = methods.includes('attention') ? program.run('explain', feed) : null
        for (let i = 0; i < here; i++) {
          milliseconds.push(each)
          const words = text && captions ? captions.subarray((first + i) * text.length, (first + i + 1) * text.length).filter((word) => word > 0).length : 0
          const answer = largest(answered['logits']!.subarray(i * classes, (i + 1) * classes))
          const one = Object.fromEntries(Object.entries(feed).map(([name, values]) => [name, values.subarray((i * values.length) / batch, ((i + 1) * values.length) / batch)]))
          maps.push(methods.flatMap((method) => (method !== 'attention' ? looks.mapsOf(method, one, answer) : explained ? mapsOf(explanation.layers(), explained, i, words) : [])))
        }
        first += here
      }
      return { logits, milliseconds, maps }
    },
    dispose() {
      compiled.forEach(({ program }) => program.dispose())
      looks.dispose()
      network.scope.dispose()
    },
  }
}

/** Of a batch of nothing. */
const feedsOf = (batch: number, size: number, text: TextShape | undefined): Record<string, Float32Array> =>
  ({ images: new Float32Array(batch * size), ...(text ? { text: new Float32Array(batch * text.length) } : {}) })

function compile(network: Network, shape: number[], batch: number, held: () => HeldWeights): Compiled {
  const explanation = explainEntry(network, shape, batch)
  const answer: Entry = {
    feeds: explanation.entry.feeds,
    run: ({ images, text }) => ({ outputs: { logits: network.forward(images!, evaluationContext(tf.tensor1d([0, 0], 'int32'), { text })) }, updates: [] }),
  }
  const program = compileProgram({ answer, explain: explanation.entry })
  const holds = held()
  holds(program)
  // A session sets itself up in its first run; that is not the time of an answer.
  program.run('answer', feedsOf(batch, shape.reduce((a, b) => a * b, 1), network.text))
  return { batch, program, holds, explanation }
}
