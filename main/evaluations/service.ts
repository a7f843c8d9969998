/** All evaluations of a home: begun, followed, read, removed. One works at a time; the last twenty are kept. */
import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { FoveaError } from '../../preload/contract/errors.ts'
import type { Evaluation, EvaluationFilter, EvaluationMetrics, EvaluationSort } from '../../preload/contract/evaluation.ts'
import type { EvaluatedImage } from '../../preload/contract/evaluation.ts'
import { pack, type Language, type Packed, type Text } from '../../preload/contract/text.ts'
import type { Datasets } from '../datasets/library.ts'
import type { Home } from '../home.ts'
import { askedTogether } from '../runs/asked.ts'
import type { Inference } from '../runs/inference-client.ts'
import type { Launch } from '../runs/processes.ts'
import type { RunService } from '../runs/service.ts'
import { createTopic } from '../runs/topic.ts'
import type { Store } from '../store/interface.ts'
import { readAgain } from './again.ts'
import { isElsewhere } from './elsewhere.ts'
import { bin, loadRecord, loadRows, putAside, readSeen, removeLeftovers, saveRecord, type Record } from './kept.ts'
import { metricsOf } from './metrics.ts'
import { namedRuns } from './named-runs.ts'
import { chosenRows, emptyRows, imageAt, type Rows } from './rows.ts'
import { tableOf } from './table.ts'
import { takeUpload } from './upload.ts'
import { carryOut } from './work.ts'

export interface EvaluationParts { home: Home; store: Store; datasets: Datasets; runs: Pick<RunService, 'folderOf'>; inference: Pick<Inference, 'answer'>; launch: Launch }
/** What is in memory: the evaluation under way and those looked at last. */
interface Open { record: Record; rows: Rows }

const mostKept = 20
const mostOpen = 3
/** Milliseconds between two looks at what another Fovea is at work on. */
const lookEvery = 2000

export function createEvaluations(parts: EvaluationParts) {
  const { home, store, datasets } = parts
  const opened = new Map<string, Open>()
  const working = new Map<string, AbortController>()
  const changes = createTopic<void>()
  let queue: Promise<void> = Promise.resolve()

  const folderOf = (id: string) => {
    if (!/^[\w-]+$/.test(id)) throw new FoveaError('not-found', 'evaluations.unknown', { id })
    return join(home.evaluations, id)
  }
  const isHere = (id: string) => opened.has(id) || existsSync(folderOf(id))
  removeLeftovers(home.evaluations)

  /** What a Fovea that ended in the middle of it left is kept as far as it came. */
  function recordOf(id: string): Record | null {
    const known = opened.get(id)?.record ?? loadRecord(folderOf(id))
    if (!known || known.evaluation.state !== 'running' || working.has(id) || isElsewhere(known)) return known
    return { ...known, evaluation: { ...known.evaluation, state: 'failed', imagesPerSecond: null, secondsLeft: null, problem: { kind: 'stopped', code: 'evaluations.interrupted', params: {} } } }
  }
  function refuseElsewhere(id: string): void {
    if (!working.has(id) && recordOf(id)?.evaluation.state === 'running') throw new FoveaError('conflict', 'evaluations.elsewhere')
  }
  function open(id: string): Open {
    const known = opened.get(id)
    if (known) return known
    const record = recordOf(id)
    if (!record) throw new FoveaError('not-found', 'evaluations.unknown', { id })
    const rows = record.evaluation.total === null ? emptyRows([], new Int32Array(0), record.evaluation.runs.length) : loadRows(folderOf(id), id)
    // Saved less often than told; the rows are what there is.
    Object.assign(record.evaluation, { done: rows.done, refused: rows.problems.size })
    // Another Fovea may still be at it, and then there will be more.
    if (working.has(id) || (record.evaluation.state !== 'running' && record.evaluation.problem?.code !== 'evaluations.interrupted')) remember(id, { record, rows })
    return { record, rows }
  }
  /** A Map keeps the order of insertion; the one under way is not forgotten. */
  function remember(id: string, one: Open): void {
    opened.delete(id)
    opened.set(id, one)
    const idle = [...opened.keys()].filter((other) => !working.has(other))
    for (const oldest of idle.slice(0, Math.max(0, idle.length - mostOpen))) opened.delete(oldest)
  }
  const list = (): Evaluation[] => readdirSync(home.evaluations).filter((id) => id !== bin)
    .flatMap((id) => recordOf(id)?.evaluation ?? []).sort((a, b) => b.createdAt - a.createdAt)

  function dropOldest(): void {
    for (const { id } of list().filter((one) => one.state !== 'running').slice(mostKept)) {
      opened.delete(id)
      try {
        rmSync(folderOf(id), { recursive: true, force: true })
      } catch { /* Something holds a file of it open; it goes another time, and what waits goes on. */ }
    }
  }

  async function begin({ name, runIds, source }: { name: string; runIds: string[]; source: { from: 'path'; path: string } | { from: 'upload'; uploadId: string; file?: string | undefined } }): Promise<string> {
    const { runs, manifest } = await askedTogether([...new Set(runIds)], { store, datasets })
    if (manifest.captions) throw new FoveaError('invalid', 'evaluations.captions')
    const id = randomUUID()
    const folder = folderOf(id)
    mkdirSync(folder, { recursive: true })
    const path = source.from === 'path' ? source.path : await takeUpload(source, folder, datasets.uploads)
    const evaluation: Evaluation = {
      id, name, createdAt: Date.now(), runs: await namedRuns(runs, store), classes: manifest.classes.map((one) => one.name), state: 'running', done: 0, total: null, refused: 0,
      labels: 'none', labelled: 0, imagesPerSecond: null, secondsLeft: null, problem: null, warnings: [],
    }
    const one: Open = { record: { version: 1, evaluation, path, shape: manifest.shape, seen: 0, process: process.pid }, rows: emptyRows([], new Int32Array(0), runs.length) }
    saveRecord(folder, one.record)
    const controller = new AbortController()
    working.set(id, controller)
    remember(id, one)
    const told = () => changes.publish(id, undefined)
    queue = queue.then(() => carryOut(one, { ...parts, folder, manifest, runIds: runs.map((run) => run.id), sent: source.from === 'upload', told, signal: controller.signal })).finally(() => {
      working.delete(id)
      told()
      dropOldest()
    })
    return id
  }

  const rowOf = (id: string, row: number): Open => {
    const one = open(id)
    if (row >= one.rows.done) throw new FoveaError('not-found', 'evaluations.no-row', { row })
    return one
  }
  /** As the models saw it: kept, else read from its file once more. */
  async function seenAt({ record, rows }: Open, row: number): Promise<Uint8Array> {
    const { shape, seen, path, evaluation } = record
    const size = shape[0] * shape[1] * shape[2]
    if (rows.problems.has(row)) return new Uint8Array(size)
    if (row < seen) return readSeen(folderOf(evaluation.id), row, size)
    const name = rows.names[row]!
    return (await datasets.decode(name, await readAgain(path, name), shape)).seen
  }

  return {
    begin,
    list,
    get(id: string): Evaluation {
      const record = recordOf(id)
      if (!record) throw new FoveaError('not-found', 'evaluations.unknown', { id })
      return { ...record.evaluation }
    },
    /** Hears of every change of an evaluation under way, here or in another Fovea. */
    subscribe(id: string, changed: () => void): () => void {
      const stop = changes.subscribe(id, changed)
      if (working.has(id) || recordOf(id)?.evaluation.state !== 'running') return stop
      // Of what happens in another Fovea nobody tells.
      const looking = setInterval(() => {
        if (recordOf(id)?.evaluation.state !== 'running') clearInterval(looking)
        changed()
      }, lookEvery)
      return () => {
        clearInterval(looking)
        stop()
      }
    },
    rows(id: string, { filter, sort, offset, limit }: { filter: EvaluationFilter; sort: EvaluationSort; offset: number; limit: number }): { rows: EvaluatedImage[]; total: number } {
      const { rows } = open(id)
      const chosen = chosenRows(rows, filter, sort)
      return { rows: chosen.slice(offset, offset + limit).map((row) => imageAt(rows, row)), total: chosen.length }
    },
    async pixels(id: string, wanted: number[]): Promise<Packed> {
      const one = open(id)
      const { shape } = one.record
      const size = shape[0] * shape[1] * shape[2]
      const pixels = new Uint8Array(wanted.length * size)
      // A file that is gone leaves its picture black; its answer stays.
      for (const [i, row] of wanted.entries()) if (row < one.rows.done) pixels.set(await seenAt(one, row).catch(() => new Uint8Array(size)), i * size)
      return pack('u8', [wanted.length, ...shape], pixels)
    },
    metrics(id: string): EvaluationMetrics {
      const { rows, record } = open(id)
      return metricsOf(rows, record.evaluation.classes.length)
    },
    csv(id: string, language: Language): { name: string; text: string } {
      const { rows, record } = open(id)
      return { name: `${record.evaluation.name.replace(/[\\/:*?"<>|]/g, ' ')}.csv`, text: tableOf(record.evaluation, rows, language) }
    },
    /** One row to be asked about, by models of this shape and these classes: the original where its file is still there, and what they see. */
    async image(id: string, row: number, { shape, classes }: { shape: [number, number, number]; classes: Text[] }) {
      const one = rowOf(id, row)
      const name = one.rows.names[row]!
      const problem = one.rows.problems.get(row)
      if (problem) throw new FoveaError(problem.kind, problem.code, problem.params)
      const label = isDeepStrictEqual(classes, one.record.evaluation.classes) ? one.rows.labels[row]! : -1
      const same = shape.join() === one.record.shape.join()
      const whole = await readAgain(one.record.path, name).then((bytes) => datasets.decode(name, bytes, shape)).catch((error: unknown) => {
        if (!same || row >= one.record.seen) throw error
        return null
      })
      // What was answered, should the file have changed since.
      const seen = same && row < one.record.seen ? await seenAt(one, row) : whole!.seen
      return { name, label: label < 0 ? null : label, seen, original: whole?.original ?? { pixels: seen, shape }, originalSize: whole?.originalSize ?? [shape[0], shape[1]] as [number, number] }
    },
    cancel(id: string): void {
      if (!isHere(id)) throw new FoveaError('not-found', 'evaluations.unknown', { id })
      refuseElsewhere(id)
      working.get(id)?.abort()
    },
    /** Aside, so that restore brings it back. */
    remove(id: string): void {
      if (working.has(id)) throw new FoveaError('conflict', 'evaluations.running', {})
      if (!recordOf(id)) throw new FoveaError('not-found', 'evaluations.unknown', { id })
      refuseElsewhere(id)
      opened.delete(id)
      putAside(home.evaluations, id)
    },
    restore(id: string): void {
      const folder = folderOf(id)
      const aside = join(home.evaluations, bin, id)
      if (!existsSync(aside)) throw new FoveaError('not-found', 'evaluations.unknown', { id })
      renameSync(aside, folder)
    },
    /** What is under way is kept as far as it came. */
    async close(): Promise<void> {
      for (const controller of working.values()) controller.abort()
      await queue
    },
  }
}
export type Evaluations = ReturnType<typeof createEvaluations>
