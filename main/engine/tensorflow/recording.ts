/**
 * Runs a step once while every op it calls is written down. Both ways into TensorFlow (executeSingleOutput and
 * executeMultipleOutputs) are watched, so whatever tfjs or our kernels do ends up in the recording.
 */
import * as tf from '@tensorflow/tfjs-core'
import { FoveaError } from '../../../preload/contract/errors.ts'
import { nativeBackend, type NativeType, type OpAttribute } from './backend.ts'
import { dataTensorOf, type DataTensor } from './data.ts'
import { currentCalls, type NamedCall } from './names.ts'
import { onceForEachKind } from './once.ts'

export interface Feed {
  shape: number[]
  dtype: 'float32' | 'int32'
}
export interface StepResult {
  outputs: Record<string, tf.Tensor>
  /** After the step, each variable becomes its value; reads before see the old one. */
  updates: { variable: tf.Variable; value: tf.Tensor }[]
}
/** A pure function of its feeds and of variables. */
export interface Entry {
  feeds: Record<string, Feed>
  run(feeds: Record<string, tf.Tensor>): StepResult
}

export type Source =
  | { from: 'node'; node: number; output: number }
  | { from: 'variable'; variable: tf.Variable }
  | { from: 'data'; data: DataTensor }
  | { from: 'feed'; name: string }
  | { from: 'constant'; constant: Constant }
export interface Constant {
  values: Float32Array | Int32Array | Uint8Array
  shape: number[]
  dtype: NativeType
}
export interface RecordedNode {
  op: string
  attributes: OpAttribute[]
  inputs: { source: Source; shape: number[] }[]
  outputs: { shape: number[]; dtype: NativeType }[]
  /** What it was part of, outermost first. */
  within: NamedCall[]
}
export interface Recording {
  feeds: Record<string, Feed>
  nodes: RecordedNode[]
  outputs: Record<string, { source: Source; dtype: NativeType; shape: number[] }>
  updates: { variable: tf.Variable; source: Source }[]
}

/** Larger constants would be copied into the program; they belong into weights. */
const largestConstant = 4 * 1024 * 1024

const inProgress = { recording: false }

/**
 * Records one entry. Throws 'engine.read-while-recording' when the step reads a value into JavaScript (it would be baked in)
 * and 'engine.large-constant' when it carries a large array, naming the op. With `once` the recording is for counting alone.
 */
export function record(entry: Entry, { once = false } = {}): Recording {
  if (inProgress.recording) throw new FoveaError('internal', 'engine.recording-twice')
  inProgress.recording = true
  const watching = watch(once)
  try {
    let recording!: Recording
    tf.tidy(() => {
      const feeds = Object.fromEntries(Object.entries(entry.feeds).map(([name, { shape, dtype }]) => [name, tf.zeros(shape, dtype)]))
      for (const [name, feed] of Object.entries(feeds)) watching.sources.set(feed.dataId, { from: 'feed', name })
      const { outputs, updates } = entry.run(feeds)
      recording = {
        feeds: entry.feeds,
        nodes: watching.nodes,
        outputs: Object.fromEntries(Object.entries(outputs).map(([name, t]) => [name, { source: watching.sourceOf(t, 'output'), dtype: t.dtype as NativeType, shape: t.shape }])),
        updates: updates.map(({ variable, value }) => ({ variable, source: watching.sourceOf(value, 'update') })),
      }
    })
    return recording
  } finally {
    watching.end()
    inProgress.recording = false
  }
}

/** Puts watchers on the backend until end(). */
function watch(once: boolean) {
  const backend = nativeBackend()
  const sparing = once ? onceForEachKind() : null
  const { executeSingleOutput, executeMultipleOutputs, readSync } = backend
  const nodes: RecordedNode[] = []
  const sources = new Map<object, Source>()
  const { registeredVariables } = tf.engine().state
  for (const variable of Object.values(registeredVariables)) sources.set(variable.dataId, { from: 'variable', variable })

  function constantOf(tensor: tf.TensorInfo, op: string): Source {
    const info = backend.tensorMap.get(tensor.dataId)
    const values = (info.values ?? backend.binding.tensorDataSync(info.id)) as Constant['values']
    if (values.byteLength > largestConstant && values.some((v) => v !== values[0])) throw new FoveaError('internal', 'engine.large-constant', { op, bytes: values.byteLength })
    return { from: 'constant', constant: { values: values.slice(), shape: tensor.shape, dtype: tensor.dtype as NativeType } }
  }

  function sourceOf(tensor: tf.TensorInfo, op: string): Source {
    const seen = sources.get(tensor.dataId)
    if (seen) return seen
    const variable = Object.values(registeredVariables).find((v) => v.dataId === tensor.dataId)
    const data = dataTensorOf(tensor.dataId)
    const source: Source = variable ? { from: 'variable', variable } : data ? { from: 'data', data } : constantOf(tensor, op)
    sources.set(tensor.dataId, source)
    return source
  }

  function note(op: string, attributes: OpAttribute[], inputs: tf.TensorInfo[], call: () => tf.Tensor[]): tf.Tensor[] {
    const node: RecordedNode = { op, attributes, inputs: inputs.map((t) => ({ source: sourceOf(t, op), shape: t.shape })), outputs: [], within: currentCalls() }
    const results = sparing ? sparing.outputs(op, attributes, inputs, call) : call()
    node.outputs = results.map((t) => ({ shape: t.shape, dtype: t.dtype as NativeType }))
    const index = nodes.push(node) - 1
    results.forEach((t, output) => sources.set(t.dataId, { from: 'node', node: index, output }))
    return results
  }

  backend.executeSingleOutput = (op, attributes, inputs) => note(op, attributes, inputs, () => [executeSingleOutput.call(backend, op, attributes, inputs)])[0]!
  backend.executeMultipleOutputs = (op, attributes, inputs, count) => note(op, attributes, inputs, () => executeMultipleOutputs.call(backend, op, attributes, inputs, count))
  backend.readSync = (dataId) => {
    const source = sources.get(dataId)
    if (source && source.from !== 'constant') throw new FoveaError('internal', 'engine.read-while-recording', { op: nodes.at(-1)?.op ?? '' })
    return readSync.call(backend, dataId)
  }
  return {
    nodes, sources, sourceOf,
    end() {
      Object.assign(backend, { executeSingleOutput, executeMultipleOutputs, readSync })
      sparing?.dispose()
    },
  }
}
