/**
 * Runs one case: outputs, attention weights, gradients of inputs and weights of sum over outputs of (output · r), and buffers
 * after a training step. Every weight of the case must be one of ours and the reverse, so that nothing is left out unseen.
 */
import * as tf from '@tensorflow/tfjs-core'
import type { Context } from '../../main/engine/layers/context.ts'
import { sizeOf } from '../../main/engine/layers/initializers.ts'
import { Scope } from '../../main/engine/layers/scope.ts'
import type { Stored } from '../../main/engine/training/safetensors.ts'
import type { LayerComparison, ValueComparison } from './adapter.ts'
import { toleranceOf, type Case } from './case.ts'

/** The largest difference in one tensor. */
export interface Check {
  name: string
  error: number
  tolerance: number
}

export const passes = ({ error, tolerance }: Check): boolean => error <= tolerance

/** A difference that no tolerance covers: a missing tensor, another number of values. */
const fault = (name: string): Check => ({ name, error: Infinity, tolerance: 0 })

export function compareValues(golden: Case, { values, undetermined = () => false }: ValueComparison): Check[] {
  const given = values()
  const expected = [...golden.tensors].filter(([name]) => name.startsWith('output.'))
  return expected.map(([name, stored]) => {
    const output = name.slice('output.'.length)
    const ours = given[output] && Array.from(given[output], (value, i) => (undetermined(output, i) ? stored.values[i]! : value))
    return ours ? difference(name, ours, stored, toleranceOf(golden, 'output', stored)) : fault(`${name}: not given`)
  })
}

function difference(name: string, actual: ArrayLike<number>, expected: Stored, tolerance: number): Check {
  if (actual.length !== expected.values.length) return fault(`${name}: ${actual.length} values, expected ${expected.values.length}`)
  let worst = 0
  for (let i = 0; i < actual.length; i++) {
    const error = Math.abs(actual[i]! - expected.values[i]!)
    if (!(error <= worst)) worst = Number.isNaN(error) ? Infinity : error
  }
  return { name, error: worst, tolerance }
}

interface Part { part: number; parts: number; blocks: number }

/** The i-th of n equal parts of each block of the last axis. */
function partOf({ shape, values }: Stored, { part, parts, blocks }: Part): Float32Array {
  const block = (shape.at(-1) ?? 1) / blocks
  return Float32Array.from(values as Float32Array).filter((_, i) => parts === 1 || Math.floor(((i % block) * parts) / block) === part)
}

/** Attention, over places or over channels, is compared with the case's tensors of these names, in the order in which the layer hands it out. */
const attentionNames = (golden: Case) => [...golden.tensors.keys()].filter((name) => /^attn([._]?\w+)?$/.test(name)).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))

/** Our weights and the part of the case's tensor that each one takes. */
function pairWeights(scope: Scope, { names = (ours) => ours, derived = () => undefined }: LayerComparison) {
  return scope.all().flatMap((weight) => {
    const own = derived(weight.name)
    if (own) {
      weight.variable.assign(tf.tensor(own, weight.shape))
      return []
    }
    const named = names(weight.name)
    const [source, part, parts, blocks = 1] = typeof named === 'string' ? [named, 0, 1] as const : named
    return [{ weight, key: `${weight.trainable ? 'weight' : 'buffer'}.${source}`, part: { part, parts, blocks } }]
  })
}

export function compareLayer(golden: Case, comparison: LayerComparison): Check[] {
  const scope = Scope.root(0)
  const inputs: Record<string, tf.Variable> = {}
  let checks: Check[] = []
  try {
    tf.tidy(() => { checks = checksOf(golden, comparison, scope, inputs) })
    return checks
  } finally {
    scope.dispose()
    for (const variable of Object.values(inputs)) variable.dispose()
  }
}

function checksOf(golden: Case, comparison: LayerComparison, scope: Scope, inputs: Record<string, tf.Variable>): Check[] {
  const { dead = [], attention: shown = (expected) => expected } = comparison
  const forward = comparison.build(scope)
  const pairs = pairWeights(scope, comparison)
  const missing = pairs.filter(({ key }) => !golden.tensors.has(key)).map(({ weight, key }) => fault(`${weight.name}: the case has no ${key}`))
  const used = new Set([...pairs.map(({ key }) => key), ...dead.flatMap((key) => [`weight.${key}`, `buffer.${key}`])])
  const left = [...golden.tensors.keys()].filter((key) => /^(weight|buffer)\./.test(key) && !used.has(key)).map((key) => fault(`${key}: not one of ours`))
  if (missing.length || left.length) return [...missing, ...left]
  const partial = [...new Set(pairs.map(({ key }) => key))].flatMap((key) => {
    const taken = pairs.filter((pair) => pair.key === key).reduce((sum, { weight }) => sum + sizeOf(weight.shape), 0)
    const size = golden.tensors.get(key)!.values.length
    return taken === size ? [] : [fault(`${key}: ${taken} of its ${size} values are taken`)]
  })
  if (partial.length) return partial

  const checks: Check[] = []
  for (const { weight, key, part } of pairs) {
    const values = partOf(golden.tensors.get(key)!, part)
    if (values.length !== sizeOf(weight.shape)) return [fault(`${weight.name} [${weight.shape.join(', ')}]: ${key} has ${values.length} values`)]
    weight.variable.assign(tf.tensor(values, weight.shape))
  }
  const silent = dead.filter((key) => golden.tensors.has(`weight.${key}`))
  if (golden.parameters !== undefined) {
    const ours = scope.parameters() + silent.reduce((sum, key) => sum + golden.tensors.get(`weight.${key}`)!.values.length, 0)
    checks.push({ name: 'parameters', error: Math.abs(ours - golden.parameters), tolerance: 0 })
  }

  for (const [key, { values, shape }] of golden.tensors) if (key.startsWith('input.')) inputs[key.slice('input.'.length)] = tf.variable(tf.tensor(values, shape, 'float32'))
  const tapped: tf.Tensor[] = []
  const updates = new Map<tf.Variable, tf.Tensor>()
  const ctx: Context = {
    training: golden.training, key: tf.tensor1d([0, 0], 'int32'), named: (_name, body) => body(),
    tap: (_path, tensor, meta) => { if (meta.kind === 'attention' || meta.kind === 'channels') tapped.push(tf.keep(tensor)) },
    update: (variable, value) => { updates.set(variable, tf.keep(value)) },
  }
  let outputs!: Record<string, tf.Tensor>
  const objective = () => {
    const result = forward(inputs, ctx)
    outputs = result instanceof tf.Tensor ? { y: result } : result
    for (const tensor of Object.values(outputs)) tf.keep(tensor)
    const parts = Object.entries(outputs).flatMap(([output, tensor]) => {
      const r = golden.tensors.get(`r.${output}`)
      return r ? [tf.sum(tf.mul(tf.reshape(tensor, r.shape), tf.tensor(r.values, r.shape)))] : []
    })
    return tf.addN(parts) as tf.Scalar
  }
  const variables = [...Object.values(inputs), ...scope.all().filter((weight) => weight.trainable).map((weight) => weight.variable)]
  const differentiable = [...golden.tensors.keys()].some((key) => key.startsWith('r.'))
  const grads = differentiable ? tf.variableGrads(objective, variables).grads : {}
  if (!differentiable) {
    const result = forward(inputs, ctx)
    outputs = result instanceof tf.Tensor ? { y: result } : result
  }

  const add = (name: string, tensor: tf.Tensor | null | undefined, expected: Stored, kind: 'output' | 'gradient') =>
    checks.push(tensor ? difference(name, tensor.dataSync() as Float32Array, expected, toleranceOf(golden, kind, expected)) : fault(`${name}: none`))
  for (const [key, expected] of golden.tensors) if (key.startsWith('output.')) add(key, outputs[key.slice('output.'.length)], expected, 'output')
  const attention = attentionNames(golden)
  if (attention.length && tapped.length !== attention.length) checks.push(fault(`${tapped.length} attention maps, expected ${attention.join(', ')}`))
  else attention.forEach((key, i) => add(key, tapped[i], shown(golden.tensors.get(key)!), 'output'))
  for (const [input, variable] of Object.entries(inputs)) {
    const expected = golden.tensors.get(`grad.input.${input}`)
    if (expected) add(`grad.input.${input}`, grads[variable.name], expected, 'gradient')
  }
  for (const { weight, key, part } of pairs) {
    const expected = golden.tensors.get(`grad.${key}`)
    if (expected) add(`grad of ${weight.name}`, grads[weight.variable.name], { ...expected, shape: weight.shape, values: partOf(expected, part) }, 'gradient')
    const after = weight.trainable || !golden.training ? undefined : golden.tensors.get(key.replace(/^buffer\./, 'buffer_after.'))
    if (after) add(`${weight.name} afterwards`, updates.get(weight.variable), { ...after, shape: weight.shape, values: partOf(after, part) }, 'output')
  }
  for (const key of silent) {
    const expected = golden.tensors.get(`grad.weight.${key}`)
    if (expected) checks.push({ ...difference(`grad of ${key}`, new Float32Array(expected.values.length), expected, 1e-6) })
  }
  for (const tensor of [...tapped, ...updates.values(), ...Object.values(outputs)]) tensor.dispose()
  return checks
}
