/**
 * Compiled programs: entries recorded once, run in a TensorFlow session over variables that stay there.
 * eagerProgram has the same face and runs the entries op by op.
 */
import * as tf from '@tensorflow/tfjs-core'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nativeBackend, typeNumber } from './backend.ts'
import { costOf, type RecordedCost } from './cost.ts'
import { buildGraph, feedName, outputName, readName, writeDone, writeFeed, type Held } from './graph.ts'
import { record, type Entry, type Feed, type Recording } from './recording.ts'
import { savedModel } from './saved-model.ts'

export type { Entry, Feed, StepResult } from './recording.ts'
export type { RecordedCost } from './cost.ts'

export type Values = Float32Array | Int32Array

export interface Program {
  /** Runs an entry with its feeds (row-major, of the declared shapes) and gives its outputs. */
  run(entry: string, feeds: Record<string, Values>): Record<string, Values>
  /** Values of variables as they are now. */
  read(variables: tf.Variable[]): Float32Array[]
  write(values: { variable: tf.Variable; value: Float32Array }[]): void
  /** Counted from the recording, for the batch of the entry's feeds. */
  cost(entry: string): RecordedCost
  dispose(): void
}

const sized = (feeds: Record<string, Feed>, given: Record<string, Values>) =>
  Object.entries(feeds).map(([name, feed]) => {
    const values = given[name]
    const size = feed.shape.reduce((a, b) => a * b, 1)
    if (values?.length !== size) throw new RangeError(`feed "${name}" has ${values?.length ?? 'no'} values for shape [${feed.shape.join(', ')}]`)
    return { name, feed, values }
  })

function load(nodes: Parameters<typeof savedModel>[0]): number {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-program-'))
  try {
    writeFileSync(join(folder, 'saved_model.pb'), savedModel(nodes))
    return nativeBackend().binding.loadSavedModel(folder, 'serve')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Records every entry and loads them as one program; variables start with the values they have now. */
export function compileProgram(entries: Record<string, Entry>): Program {
  const { binding } = nativeBackend()
  const recordings: Record<string, Recording> = Object.fromEntries(Object.entries(entries).map(([name, entry]) => [name, record(entry)]))
  const graph = buildGraph(recordings)
  const session = load(graph.nodes)
  const holding = new Map<object, Held>(graph.held.map((h) => [h.variable, h]))

  /** Feeds tensors, fetches outputs, frees both. */
  function execute(feeds: { name: string; shape: number[]; dtype: Held['dtype']; values: ArrayBufferView }[], outputs: string[]): Values[] {
    const ids = feeds.map(({ shape, dtype, values }) => binding.createTensor(shape, typeNumber[dtype], values))
    try {
      const results = binding.runSavedModel(session, ids, feeds.map(({ name }) => `${name}:0`).join(','), outputs.map((name) => `${name}:0`).join(','))
      return results.map(({ id }) => {
        const values = binding.tensorDataSync(id) as Values
        binding.deleteTensor(id)
        return values
      })
    } finally {
      ids.forEach((id) => binding.deleteTensor(id))
    }
  }

  const store = (held: Held[], valueOf: (held: Held) => ArrayBufferView) => {
    if (held.length) execute(held.map((h) => ({ name: writeFeed(h), shape: h.shape, dtype: h.dtype, values: valueOf(h) })), held.map(writeDone))
  }
  store(graph.held, ({ variable }) => ('values' in variable ? variable.values : variable.dataSync()))

  return {
    run(name, given) {
      const { feeds, outputs } = recordings[name]!
      const names = Object.keys(outputs)
      const results = execute(sized(feeds, given).map(({ name: feed, feed: { shape, dtype }, values }) => ({ name: feedName(name, feed), shape, dtype, values })), names.map((output) => outputName(name, output)))
      return Object.fromEntries(names.map((output, i) => [output, results[i]!]))
    },
    read(variables) {
      const inside = variables.flatMap((v) => holding.get(v) ?? [])
      const values = inside.length ? execute([], inside.map(readName)) : []
      const byVariable = new Map(inside.map((h, i) => [h.variable as object, values[i] as Float32Array]))
      // A variable that no entry uses is not in the session.
      return variables.map((v) => byVariable.get(v) ?? (v.dataSync() as Float32Array))
    },
    write(values) {
      for (const { variable, value } of values) if (!holding.has(variable)) tf.tidy(() => variable.assign(tf.tensor(value, variable.shape)))
      const inside = new Map(values.flatMap(({ variable, value }) => (holding.has(variable) ? [[holding.get(variable)!, value] as const] : [])))
      store([...inside.keys()], (held) => inside.get(held)!)
    },
    cost: (name) => costOf(recordings[name]!),
    dispose: () => binding.deleteSavedModel(session),
  }
}

/** The same entries run op by op: for tests, and where a program would be run only once. */
export function eagerProgram(entries: Record<string, Entry>): Program {
  return {
    run(name, given) {
      const entry = entries[name]!
      return tf.tidy(() => {
        const feeds = Object.fromEntries(sized(entry.feeds, given).map(({ name: feed, feed: { shape, dtype }, values }) => [feed, tf.tensor(values, shape, dtype)]))
        const { outputs, updates } = entry.run(feeds)
        const results = Object.fromEntries(Object.entries(outputs).map(([output, tensor]) => [output, tensor.dataSync() as Values]))
        for (const { variable, value } of updates) variable.assign(value)
        return results
      })
    },
    read: (variables) => variables.map((v) => v.dataSync() as Float32Array),
    write: (values) => values.forEach(({ variable, value }) => tf.tidy(() => variable.assign(tf.tensor(value, variable.shape)))),
    cost: (name) => costOf(record(entries[name]!, { once: true })),
    dispose: () => {},
  }
}
