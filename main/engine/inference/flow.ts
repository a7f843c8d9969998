/**
 * The shape flow of a recorded pass: its operations contracted into the steps a reader would draw. Layers go by the path of
 * their weights; softmax, gates, pooling, norms and products of two tensors of the image are steps of their own; whatever ran
 * under a name other than 'attention' is one step of that name; views of the same numbers and scaling by constants vanish.
 */
import type * as tf from '@tensorflow/tfjs-core'
import type { FlowStep } from '../../../preload/contract/flow.ts'
import type { Weight } from '../layers/scope.ts'
import type { RecordedNode, Recording, Source } from '../tensorflow/recording.ts'
import { isRim, isView, kernelOf, layerOperationOf, operationOf } from './flow-operations.ts'

interface Step extends FlowStep {
  /** Paths of the layers whose weights it uses. */
  layers: Set<string>
  /** The named call it stands for. */
  call: number | null
}

/** Names of a layer's own weights; any other weight is a thing of its own. A kernel of the mechanism itself is the layer without a name. */
function layerOf(weight: string): string {
  const path = weight.split('/')
  const own = path.length > 1 ? ['kernel', 'bias', 'gamma', 'beta', 'mean', 'variance'] : ['kernel', 'bias']
  return own.includes(path.at(-1)!) ? path.slice(0, -1).join('/') : weight
}

/** One image is recorded, so leading ones say nothing. */
const ofOneImage = (shape: number[]): number[] => shape.slice(shape.findIndex((length) => length !== 1) < 0 ? shape.length : shape.findIndex((length) => length !== 1))

/** Steps of the pass in an order in which each stands behind what it reads. `seen`: outputs that are weights to be drawn. */
export function flowOf(recording: Recording, weights: readonly Weight[], output: string, seen: readonly string[]): FlowStep[] {
  const names = new Map<tf.Variable, string>(weights.map(({ variable, name }) => [variable, name]))
  const steps: Step[] = []
  const feeds = new Map<string, number>()
  /** Of each node: the step its numbers come from, or null where no image is in it. */
  const origins: (number | null)[] = []
  /** Of each node: its shape as a reader would draw it. */
  const shapes: number[][] = []
  const layersOf: Set<string>[] = []
  const needed = reached(recording, output)

  const add = (step: Partial<Step>): Step => {
    const made: Step = { id: steps.length, kind: 'operation', name: '', operation: '', detail: '', shape: [], from: [], seen: false, layers: new Set(), call: null, ...step }
    steps.push(made)
    return made
  }
  for (const [name, { shape }] of Object.entries(recording.feeds)) feeds.set(name, add({ kind: 'input', name, shape: ofOneImage(shape) }).id)

  const shapeOf = (source: Source, shape: number[]): number[] => (source.from === 'node' && isRim(recording.nodes[source.node]!) ? shapes[source.node]! : ofOneImage(shape))
  const originOf = (source: Source): number | null => (source.from === 'feed' ? feeds.get(source.name)! : source.from === 'node' ? origins[source.node]! : null)
  function layersIn({ source }: RecordedNode['inputs'][number]): string[] {
    if (source.from === 'variable') return names.has(source.variable) ? [layerOf(names.get(source.variable)!)] : []
    return source.from === 'node' && origins[source.node] === null ? [...layersOf[source.node]!] : []
  }

  recording.nodes.forEach((node, i) => {
    layersOf[i] = new Set(node.inputs.flatMap(layersIn))
    origins[i] = null
    const read = node.inputs.flatMap(({ source, shape }) => { const step = originOf(source); return step === null ? [] : [{ step, shape: shapeOf(source, shape) }] })
    shapes[i] = read[0]?.shape ?? []
    if (!needed.has(i) || !read.length) return
    const shape = ofOneImage(node.outputs[0]!.shape)
    const distinct = read.filter(({ step }, k) => read.findIndex((other) => other.step === step) === k)
    const within = node.within.find(({ name }) => name !== 'attention')
    const before = steps[read[0]!.step]!

    if (within) {
      const step = steps.find(({ call }) => call === within.call) ?? add({ operation: within.name, call: within.call })
      step.from.push(...distinct.filter((edge) => edge.step !== step.id && !step.from.some((own) => own.step === edge.step)))
      layersOf[i].forEach((layer) => step.layers.add(layer))
      Object.assign(step, { shape, detail: step.detail || kernelOf(node) })
      origins[i] = step.id
    } else if (layersOf[i].size) {
      const [layer] = layersOf[i]
      // A bias after its product, or a scale and a shift of one norm.
      const same = distinct.length === 1 && before.layers.has(layer!) && steps.every(({ from }) => from.every((edge) => edge.step !== before.id))
      origins[i] = same ? Object.assign(before, { shape }).id : add({ kind: 'layer', operation: layerOperationOf(node), detail: kernelOf(node), layers: layersOf[i], shape, from: distinct }).id
    } else {
      origins[i] = isView(node, distinct.length) ? before.id : add({ operation: operationOf(node), shape, from: distinct }).id
    }
  })

  for (const name of seen) {
    const step = drawn(recording, recording.outputs[name]!.source, originOf)
    if (step !== null) steps[step]!.seen = true
  }
  const { source, shape } = recording.outputs[output]!
  add({ kind: 'output', name: output, shape: ofOneImage(shape), from: [{ step: originOf(source)!, shape: ofOneImage(shape) }] })
  return tidy(steps)
}

/** Nodes that the output depends on. */
function reached({ nodes, outputs }: Recording, output: string): Set<number> {
  const found = new Set<number>()
  const open = [outputs[output]!.source]
  for (let source = open.pop(); source; source = open.pop()) {
    if (source.from !== 'node' || found.has(source.node)) continue
    found.add(source.node)
    open.push(...nodes[source.node]!.inputs.map((input) => input.source))
  }
  return found
}

/** The step that a tapped tensor shows; what was only computed to be shown has none of its own. */
function drawn({ nodes }: Recording, source: Source, originOf: (source: Source) => number | null): number | null {
  const own = originOf(source)
  if (own !== null || source.from !== 'node') return own
  for (const input of nodes[source.node]!.inputs) {
    const step = drawn({ nodes } as Recording, input.source, originOf)
    if (step !== null) return step
  }
  return null
}

/** Sums of sums are one sum; every step gets its name and the shape in which it is handed on. */
function tidy(steps: Step[]): FlowStep[] {
  const readers = (id: number) => steps.filter(({ from }) => from.some(({ step }) => step === id))
  const gone = new Set<number>()
  for (const step of steps) {
    if (step.operation !== 'add' || step.kind !== 'operation') continue
    step.from = step.from.flatMap((edge) => {
      const inner = steps[edge.step]!
      if (inner.kind !== 'operation' || inner.operation !== 'add' || inner.seen || readers(inner.id).length > 1) return [edge]
      gone.add(inner.id)
      return inner.from
    })
  }
  // An input that nothing reads, such as a scale that is left out, says nothing.
  const kept = steps.filter(({ id, kind }) => !gone.has(id) && (kind !== 'input' || readers(id).length))
  const number = new Map(kept.map(({ id }, at) => [id, at]))
  const nameOf = namer(kept.map(({ layers }) => pathOf(layers)).filter(Boolean))
  return kept.map(({ layers, call, ...step }) => {
    const next = kept.flatMap(({ from }) => from).find((edge) => edge.step === step.id)
    const path = pathOf(layers)
    // A norm or a grouped convolution goes by its weights' name, anything else that was named by its own.
    const isLayer = layers.size > 0 && step.kind !== 'input' && (call === null || /norm$|^convolution$/.test(step.operation))
    const sums = step.operation === 'product' && step.from.some((edge) => steps[edge.step]!.operation === 'softmax' || (steps[edge.step]!.seen && steps[edge.step]!.operation === 'product'))
    return {
      ...step, id: number.get(step.id)!, shape: step.kind === 'input' ? step.shape : (next?.shape ?? step.shape), operation: sums ? 'weighted-sum' : step.operation,
      from: step.from.map((edge) => ({ ...edge, step: number.get(edge.step)! })),
      ...(isLayer ? { kind: 'layer' as const, name: nameOf(path) } : {}),
    }
  })
}

/** The one layer a step uses, or what the paths of several have in common, or else all of them. */
function pathOf(layers: Set<string>): string {
  const [first = [], ...others] = [...layers].map((path) => path.split('/'))
  const common = first.filter((_, depth) => others.every((other) => first.slice(0, depth + 1).join('/') === other.slice(0, depth + 1).join('/')))
  return common.join('/') || [...layers].join(' · ')
}

/** The end of a path, as long as it must be to tell it from the others; numbers alone name nothing. */
function namer(paths: string[]): (path: string) => string {
  const different = [...new Set(paths)]
  return (path) => {
    const own = path.split('/')
    for (let length = /^\d+$/.test(own.at(-1)!) ? 2 : 1; length < own.length; length++) {
      const end = own.slice(-length).join('/')
      if (different.every((other) => other === path || !`/${other}`.endsWith(`/${end}`))) return end
    }
    return path
  }
}
