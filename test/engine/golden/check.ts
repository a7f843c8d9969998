/**
 * Runs a layer with the weights of a golden case and compares outputs, attention weights, gradients of inputs and weights, and
 * running statistics. Every weight of the case must be one of ours and the reverse, so that nothing is left out unseen.
 */
import * as tf from '@tensorflow/tfjs-core'
import { expect } from 'vitest'
import type { Context } from '../../../main/engine/layers/context.ts'
import { Scope } from '../../../main/engine/layers/scope.ts'
import { loadTensorFlow } from '../../../main/engine/tensorflow/load.ts'
import type { Stored } from '../../../main/engine/training/safetensors.ts'
import { readGolden, toleranceOf, type Golden } from '../../golden-reader.ts'

export type Inputs = Record<string, tf.Tensor>
/** One output is the case's 'y'; several go by their names. */
export type Forward = (inputs: Inputs, ctx: Context) => tf.Tensor | Record<string, tf.Tensor>

export interface Comparison {
  /** Our layer, its weights declared on `scope`. */
  build(scope: Scope, golden: Golden): Forward
  /** The case's name of one of our weights, without 'weight.' or 'buffer.'. [name, i, n] is the i-th of n equal parts of its last axis. */
  names?: (ours: string) => string | [name: string, part: number, parts: number]
  /** Weights of the case that do nothing, and so are not ours; their gradient must be 0. */
  dead?: string[]
}

/** Attention is compared with the case's tensors of these names, in the order in which the layer hands it out. */
const attentionNames = (golden: Golden) => [...golden.tensors.keys()].filter((name) => /^attn(_\d+)?$/.test(name)).sort()

export async function compareWithGolden(mechanism: string, name: string, { build, names = (ours) => ours, dead = [] }: Comparison): Promise<void> {
  await loadTensorFlow()
  const golden = readGolden(mechanism, name)
  const find = (key: string): Stored => golden.tensors.get(key) ?? fail(`${mechanism}/${name} has no ${key}`)
  const scope = Scope.root(0)
  const forward = build(scope, golden)

  const sources = scope.all().map((weight) => {
    const named = names(weight.name)
    const [source, part, parts] = typeof named === 'string' ? [named, 0, 1] : named
    return { weight, key: `${weight.trainable ? 'weight' : 'buffer'}.${source}`, part, parts }
  })
  for (const { weight, key, part, parts } of sources) weight.variable.assign(tf.tensor(partOf(find(key), part, parts), weight.shape))
  const used = new Set([...sources.map(({ key }) => key), ...dead.map((key) => `weight.${key}`)])
  expect([...golden.tensors.keys()].filter((key) => /^(weight|buffer)\./.test(key) && !used.has(key)), 'weights of the case without a place').toEqual([])
  if (golden.parameters !== undefined) expect(scope.parameters() + dead.reduce((sum, key) => sum + find(`weight.${key}`).values.length, 0)).toBe(golden.parameters)

  const inputs: Record<string, tf.Variable> = {}
  for (const [key, { values, shape }] of golden.tensors) if (key.startsWith('input.')) inputs[key.slice(6)] = tf.variable(tf.tensor(values, shape, 'float32'))
  const tapped: tf.Tensor[] = []
  const updates = new Map<tf.Variable, tf.Tensor>()
  const ctx: Context = {
    training: golden.training, key: tf.tensor1d([0, 0], 'int32'), named: (_name, body) => body(),
    tap: (_path, tensor, meta) => { if (meta.kind === 'attention') tapped.push(tf.keep(tensor)) },
    update: (variable, value) => { updates.set(variable, tf.keep(value)) },
  }
  let outputs!: Record<string, tf.Tensor>
  const objective = () => {
    const result = forward(inputs, ctx)
    outputs = result instanceof tf.Tensor ? { y: result } : result
    const parts = Object.entries(outputs).map(([output, tensor]) => {
      const { values, shape } = find(`r.${output}`)
      return tf.sum(tf.mul(tf.reshape(tf.keep(tensor), shape), tf.tensor(values, shape)))
    })
    return tf.addN(parts) as tf.Scalar
  }
  const variables = [...Object.values(inputs), ...scope.all().filter((weight) => weight.trainable).map((weight) => weight.variable)]
  const { grads } = tf.variableGrads(objective, variables)

  expect(Object.keys(outputs).sort()).toEqual([...golden.tensors.keys()].filter((key) => key.startsWith('output.')).map((key) => key.slice(7)).sort())
  for (const [output, tensor] of Object.entries(outputs)) near(output, valuesOf(tensor, output), find(`output.${output}`), toleranceOf(golden, 'output', find(`output.${output}`)))
  const attention = attentionNames(golden)
  expect(attention.length === 0 || tapped.length === attention.length, 'number of attention maps').toBe(true)
  attention.forEach((key, i) => near(key, tapped[i]!.dataSync() as Float32Array, find(key), toleranceOf(golden, 'output', find(key))))
  for (const [input, variable] of Object.entries(inputs)) {
    const expected = golden.tensors.get(`grad.input.${input}`)
    if (expected) near(`gradient of ${input}`, valuesOf(grads[variable.name], input), expected, toleranceOf(golden, 'gradient', expected))
  }
  for (const { weight, key, part, parts } of sources) {
    const expected = golden.tensors.get(`grad.${key}`)
    if (!expected) continue
    near(`gradient of ${weight.name}`, valuesOf(grads[weight.variable.name], weight.name), { shape: weight.shape, values: partOf(expected, part, parts) }, toleranceOf(golden, 'gradient', expected))
  }
  for (const key of dead) near(`gradient of ${key}`, new Float32Array(find(`weight.${key}`).values.length), find(`grad.weight.${key}`), 1e-6)
  for (const { weight, key } of sources) {
    const expected = golden.tensors.get(key.replace(/^buffer\./, 'buffer_after.'))
    if (weight.trainable || !expected || !golden.training) continue
    near(`${weight.name} afterwards`, valuesOf(updates.get(weight.variable), weight.name), expected, toleranceOf(golden, 'output', expected))
  }
}

function fail(message: string): never {
  throw new Error(message)
}

const valuesOf = (tensor: tf.Tensor | null | undefined, name: string) => (tensor ?? fail(`nothing for ${name}`)).dataSync() as Float32Array

/** The i-th of n equal parts of the last axis. */
function partOf({ shape, values }: Stored, part: number, parts: number): Float32Array {
  const width = shape.at(-1) ?? 1
  const size = width / parts
  return Float32Array.from(values as Float32Array).filter((_, i) => parts === 1 || Math.floor((i % width) / size) === part)
}

export function near(name: string, actual: Float32Array, expected: Stored, tolerance: number): void {
  expect(actual.length, `${name}: number of values`).toBe(expected.values.length)
  const worst = actual.reduce((a, value, i) => Math.max(a, Math.abs(value - expected.values[i]!)), 0)
  expect(Number.isNaN(worst) ? Infinity : worst, `${name}: largest error`).toBeLessThanOrEqual(tolerance)
}
