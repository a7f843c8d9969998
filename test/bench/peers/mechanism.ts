/** One mechanism, forward and backward on one batch, compiled, in turn with a 3×3 convolution of the same width. Prints one line of JSON. */
import * as tf from '@tensorflow/tfjs-core'
import { readFileSync, writeFileSync } from 'node:fs'
import { FoveaError, describeProblem, problemOf } from '../../../preload/contract/errors.ts'
import { mechanismById } from '../../../main/engine/attention/catalogue.ts'
import { silent, type Context, type Layer } from '../../../main/engine/layers/context.ts'
import { convolve } from '../../../main/engine/layers/convolution.ts'
import { Scope } from '../../../main/engine/layers/scope.ts'
import { loadTensorFlow } from '../../../main/engine/tensorflow/load.ts'
import { named } from '../../../main/engine/tensorflow/names.ts'
import { compileProgram } from '../../../main/engine/tensorflow/program.ts'

export interface Measured {
  milliseconds: number
  /** Time over that of the convolution, median of the rounds. */
  ratio: number
  bytes: number
}

/** Kilobytes of the process: now, and the most so far (Linux; 0 elsewhere). */
const status = (name: 'VmRSS' | 'VmHWM'): number => {
  try {
    return Number(new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}

/** Lets the most start again from now, so that the recording pass, which holds every tensor, is not counted. */
function forgetPeak(): void {
  try {
    writeFileSync('/proc/self/clear_refs', '5')
  } catch { /* Not Linux: there the memory is not measured. */ }
}

function passOf(build: (scope: Scope) => Layer, shape: number[]): () => void {
  const scope = Scope.root(1)
  const layer = build(scope)
  const weights = scope.all().flatMap((weight) => (weight.trainable ? [weight.variable] : []))
  const x = tf.variable(tf.randomNormal(shape, 0, 1, 'float32', 1))
  const caption = tf.fill([shape[0]!, text.length], 1)
  const program = compileProgram({
    pass: {
      feeds: { key: { shape: [2], dtype: 'int32' } },
      run({ key }) {
        const ctx: Context = { training: true, key: key as tf.Tensor1D, named, text: caption, tap: silent, update: () => {} }
        const { value, grads } = tf.variableGrads(() => tf.mean(tf.square(layer(x, ctx))) as tf.Scalar, [x, ...weights])
        // Every gradient must be wanted, or TensorFlow leaves its work out.
        return { outputs: { loss: value, norm: tf.addN(Object.values(grads).map((gradient) => tf.sum(tf.square(gradient)))) }, updates: [] }
      },
    },
  })
  return () => program.run('pass', { key: Int32Array.of(1, 1) })
}

const milliseconds = (run: () => void): number => {
  const start = performance.now()
  run()
  return performance.now() - start
}
const median = (numbers: number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!

const [, , id = '', size = '', rounds = '5'] = process.argv
const shape = size.split('x').map(Number) as [number, number, number, number]
const [, height, width, channels] = shape
/** For mechanisms that read captions: every one has eight words. */
const text = { words: 32, length: 8 }
const mechanism = mechanismById.get(id)!
await loadTensorFlow()
try {
  const options = mechanism.options.parse({})
  mechanism.check(options, { channels, height, width, text })
  const convolution = passOf((scope) => convolve(scope, { in: channels, out: channels, kernel: 3 }), shape)
  for (let i = 0; i < 3; i++) convolution()
  const before = status('VmRSS')
  const own = passOf((scope) => mechanism.build(scope, options, { channels, height, width, text }), shape)
  for (let i = 0; i < 2; i++) own()
  forgetPeak()
  const times = Array.from({ length: Number(rounds) }, () => ({ own: milliseconds(own), convolution: milliseconds(convolution) }))
  const measured: Measured = {
    milliseconds: median(times.map((time) => time.own)),
    ratio: median(times.map((time) => time.own / time.convolution)),
    bytes: 1024 * Math.max(0, status('VmHWM') - before),
  }
  process.stdout.write(`${JSON.stringify(measured)}\n`)
} catch (error) {
  if (!(error instanceof FoveaError)) throw error
  process.stdout.write(`${describeProblem(problemOf(error), 'en').message}\n`)
  process.exitCode = 1
}
