/**
 * Recordings of several entries over the same variables → nodes of one graph. Per entry, each variable is read once,
 * assigned after every read, and every output waits for all assignments, so one fetch runs a whole step.
 */
import type * as tf from '@tensorflow/tfjs-core'
import type { NativeType } from './backend.ts'
import type { DataTensor } from './data.ts'
import type { RecordedNode, Recording, Source } from './recording.ts'
import { attributeOf, constantAttribute, node, shapeAttribute, textAttribute, typeAttribute } from './saved-model.ts'

/** A variable of the session: a weight, or a packed dataset. */
export interface Held {
  name: string
  variable: tf.Variable | DataTensor
  shape: number[]
  dtype: NativeType
}
export interface Graph {
  nodes: ReturnType<typeof node>[]
  held: Held[]
}

export const feedName = (entry: string, feed: string) => `${entry}/feed/${feed}`
export const outputName = (entry: string, output: string) => `${entry}/output/${output}`
export const readName = (held: Held) => `read/${held.name}`
export const writeFeed = (held: Held) => `write/feed/${held.name}`
export const writeDone = (held: Held) => `write/done/${held.name}`
const writeCopy = (held: Held) => `write/copy/${held.name}`
/** Ops whose output lies in the memory of their input. */
const views = new Set(['Reshape', 'Identity', 'Squeeze', 'ExpandDims'])

/** tfjs gives ExpandDims no attributes: eager TensorFlow infers its types, a graph does not. */
const typesOf = ({ op, attributes, outputs }: RecordedNode): Record<string, ReturnType<typeof typeAttribute>> =>
  op === 'ExpandDims' && !attributes.length ? { T: typeAttribute(outputs[0]!.dtype), Tdim: typeAttribute('int32') } : {}

export function buildGraph(recordings: Record<string, Recording>): Graph {
  const nodes: Graph['nodes'] = []
  const held = new Map<object, Held>()

  /** The variable's name; on its first use its handle and its ways to be read and written are made. */
  function hold(variable: tf.Variable | DataTensor): Held {
    const known = held.get(variable)
    if (known) return known
    const dtype: NativeType = 'values' in variable ? 'uint8' : (variable.dtype as NativeType)
    const made: Held = { name: `v${held.size}`, variable, shape: variable.shape, dtype }
    held.set(variable, made)
    const types = { dtype: typeAttribute(dtype) }
    nodes.push(
      node(made.name, 'VarHandleOp', [], { ...types, shape: shapeAttribute(made.shape), shared_name: textAttribute(made.name) }),
      node(readName(made), 'ReadVariableOp', [made.name], types),
      node(writeFeed(made), 'Placeholder', [], { ...types, shape: shapeAttribute(made.shape) }),
      // A fed tensor may lie in JavaScript's memory. A variable has to own its values: they would change with the array they
      // came from, and the thread of TensorFlow that replaces them would release JavaScript's memory, which only its own may do.
      node(writeCopy(made), 'DeepCopy', [writeFeed(made)], { T: typeAttribute(dtype) }),
      node(`write/assign/${made.name}`, 'AssignVariableOp', [made.name, writeCopy(made)], types),
      node(writeDone(made), 'Const', [`^write/assign/${made.name}`], { dtype: typeAttribute('int32'), value: constantAttribute({ values: new Int32Array([0]), shape: [], dtype: 'int32' }) }),
    )
    return made
  }

  for (const [entry, recording] of Object.entries(recordings)) {
    const reads = new Map<Held, string>()
    const constants = new Map<object, string>()

    function nameOf(source: Source): string {
      switch (source.from) {
        case 'node':
          return `${entry}/n${source.node}${source.output ? `:${source.output}` : ''}`
        case 'feed':
          return feedName(entry, source.name)
        case 'constant': {
          const known = constants.get(source.constant)
          if (known) return known
          const name = `${entry}/c${constants.size}`
          constants.set(source.constant, name)
          nodes.push(node(name, 'Const', [], { dtype: typeAttribute(source.constant.dtype), value: constantAttribute(source.constant) }))
          return name
        }
        default: {
          const target = hold(source.from === 'variable' ? source.variable : source.data)
          const known = reads.get(target)
          if (known) return known
          const name = `${entry}/read/${target.name}`
          reads.set(target, name)
          nodes.push(node(name, 'ReadVariableOp', [target.name], { dtype: typeAttribute(target.dtype) }))
          return name
        }
      }
    }

    const isFed = (source: Source): boolean =>
      source.from === 'feed' || (source.from === 'node' && views.has(recording.nodes[source.node]!.op) && isFed(recording.nodes[source.node]!.inputs[0]!.source))

    for (const [name, { shape, dtype }] of Object.entries(recording.feeds))
      nodes.push(node(feedName(entry, name), 'Placeholder', [], { dtype: typeAttribute(dtype), shape: shapeAttribute(shape) }))
    recording.nodes.forEach((recorded, i) => {
      const attributes = { ...typesOf(recorded), ...Object.fromEntries(recorded.attributes.map((a) => [a.name, attributeOf(a)])) }
      const inputs = recorded.inputs.map(({ source }) => nameOf(source))
      nodes.push(node(`${entry}/n${i}`, recorded.op, inputs, attributes))
    })
    // All values first: a value may itself be a read, and every read has to stand before the assignments wait for it.
    const values = recording.updates.map(({ variable, source }) => ({ target: hold(variable), value: nameOf(source) }))
    const assigned = values.map(({ target, value }, i) => {
      const read = reads.get(target)
      const own = isFed(recording.updates[i]!.source) ? `${entry}/copy${i}` : value
      if (own !== value) nodes.push(node(own, 'DeepCopy', [value], { T: typeAttribute(target.dtype) }))
      nodes.push(node(`${entry}/assign${i}`, 'AssignVariableOp', [target.name, own, ...(read ? [`^${read}`] : [])], { dtype: typeAttribute(target.dtype) }))
      return `^${entry}/assign${i}`
    })
    for (const [name, { source, dtype }] of Object.entries(recording.outputs))
      nodes.push(node(outputName(entry, name), 'Identity', [nameOf(source), ...assigned], { T: typeAttribute(dtype) }))
  }
  return { nodes, held: [...held.values()] }
}
