/** Metrics in the database: append, cut back when a run goes on from an earlier step, read as a curve or as the points of events. */
import type { Database } from 'better-sqlite3'
import type { Curve, Point } from '../../preload/contract/run.ts'
import { asExtremes, chunkEntries, concatExtremes, decodeExtremes, decodePoints, encodeExtremes, encodePoints, fan, fold, joinPoints, sliceExtremes, slicePoints, unfold } from './chunks.ts'
import type { Extremes, Points } from './chunks.ts'

/** Both ends belong to it. */
export interface StepRange { fromStep?: number | undefined; toStep?: number | undefined }

interface Metric { id: number; name: string; count: number; last_step: number }
interface Chunk { start: number; body: Uint8Array }

export function createMetrics(db: Database) {
  const insertMetric = db.prepare('INSERT OR IGNORE INTO metrics (run_id, name) VALUES (?, ?)')
  const selectMetric = db.prepare<[string, string], Metric>('SELECT id, name, count, last_step FROM metrics WHERE run_id = ? AND name = ?')
  const selectMetrics = db.prepare<[string], Metric>('SELECT id, name, count, last_step FROM metrics WHERE run_id = ?')
  const updateMetric = db.prepare('UPDATE metrics SET count = ?, last_step = ? WHERE id = ?')
  const writeChunk = db.prepare('INSERT OR REPLACE INTO metric_chunks (metric_id, level, start, first_seq, body) VALUES (?, ?, ?, ?, ?)')
  const dropChunks = db.prepare('DELETE FROM metric_chunks WHERE metric_id = ? AND level = ? AND start >= ?')
  const readChunks = db.prepare<[number, number, number, number], Chunk>('SELECT start, body FROM metric_chunks WHERE metric_id = ? AND level = ? AND start > ? AND start < ? ORDER BY start')
  const chunksOfSeqs = db.prepare<[number, number, number, number], Chunk>(`
    SELECT start, body FROM metric_chunks WHERE metric_id = ? AND level = 0 AND first_seq <= ?
    AND start >= (SELECT coalesce(max(start), 0) FROM metric_chunks WHERE metric_id = ? AND level = 0 AND first_seq <= ?) ORDER BY start`)

  /** Entries from..to of a level above 0, or the points as entries. */
  function entries(metric: number, level: number, from: number, to: number): Extremes {
    const parts = readChunks.all(metric, level, from - chunkEntries, to).map(({ start, body }) => {
      const chunk = level === 0 ? asExtremes(decodePoints(body)) : decodeExtremes(body)
      return sliceExtremes(chunk, Math.max(0, from - start), to - start)
    })
    return concatExtremes(parts)
  }

  /** Writes entries from place `at` on, filling the last chunk first. */
  function extend(metric: number, level: number, at: number, added: Points | Extremes): void {
    const total = at + ('steps' in added ? added.steps : added.minSteps).length
    for (let start = at - (at % chunkEntries); start < total; start += chunkEntries) {
      const kept = start < at ? readChunks.get(metric, level, start - 1, start + 1) : undefined
      const [low, high] = [Math.max(start, at) - at, Math.min(start + chunkEntries, total) - at]
      if ('steps' in added) {
        const part = slicePoints(added, low, high)
        const points = kept ? joinPoints(decodePoints(kept.body), part) : part
        writeChunk.run(metric, level, start, points.seqs[0], encodePoints(points))
      } else {
        const part = sliceExtremes(added, low, high)
        writeChunk.run(metric, level, start, null, encodeExtremes(kept ? concatExtremes([decodeExtremes(kept.body), part]) : part))
      }
    }
  }

  /** Keeps the first `count` points. */
  function cut(metric: Metric, count: number): void {
    for (let level = 0, [keep, had] = [count, metric.count]; had > 0; level++, keep = Math.floor(keep / fan), had = Math.floor(had / fan)) {
      const start = keep - (keep % chunkEntries)
      const last = keep > start ? readChunks.get(metric.id, level, start - 1, start + 1) : undefined
      dropChunks.run(metric.id, level, start)
      if (!last) continue
      extend(metric.id, level, start, level === 0 ? slicePoints(decodePoints(last.body), 0, keep - start) : sliceExtremes(decodeExtremes(last.body), 0, keep - start))
    }
  }

  /** Drops the points of steps that will be done again. */
  function cutFromStep(metric: Metric, step: number): Metric {
    let count = metric.count
    let lastStep = metric.last_step
    while (count > 0 && lastStep >= step) {
      const start = count - 1 - ((count - 1) % chunkEntries)
      const steps = entries(metric.id, 0, start, count).minSteps
      let keep = steps.length
      while (keep > 0 && steps[keep - 1]! >= step) keep--
      count = start + keep
      lastStep = keep > 0 ? steps[keep - 1]! : count > 0 ? entries(metric.id, 0, count - 1, count).minSteps[0]! : -1
    }
    if (count === metric.count) return metric
    cut(metric, count)
    updateMetric.run(count, lastStep, metric.id)
    return { ...metric, count, last_step: lastStep }
  }

  function append(runId: string, name: string, points: { step: number; value: number; seq: number }[]): void {
    insertMetric.run(runId, name)
    const found = selectMetric.get(runId, name)!
    const metric = found.last_step >= points[0]!.step ? cutFromStep(found, points[0]!.step) : found
    extend(metric.id, 0, metric.count, {
      steps: Int32Array.from(points, (p) => p.step), values: Float64Array.from(points, (p) => p.value), seqs: Int32Array.from(points, (p) => p.seq),
    })
    const count = metric.count + points.length
    for (let level = 1, [had, has] = [metric.count, count]; ; level++) {
      const [before, now] = [Math.floor(had / fan), Math.floor(has / fan)]
      if (now === before) break
      extend(metric.id, level, before, fold(entries(metric.id, level - 1, before * fan, now * fan), fan))
      had = before
      has = now
    }
    updateMetric.run(count, points.at(-1)!.step, metric.id)
  }

  return {
    /** The points of one metrics event. A step that was there already, and what came after it, is replaced. */
    append(runId: string, seq: number, points: readonly Point[]): void {
      const byName = new Map<string, { step: number; value: number; seq: number }[]>()
      for (const { metric, step, value } of points) {
        const list = byName.get(metric) ?? []
        while (list.length && list.at(-1)!.step >= step) list.pop()
        list.push({ step, value, seq })
        byName.set(metric, list)
      }
      for (const [name, list] of byName) append(runId, name, list)
    },

    /** Forgets points after a step, when a run goes on from there. */
    cutAfter(runId: string, step: number): void {
      for (const metric of selectMetrics.all(runId)) if (metric.last_step > step) cutFromStep(metric, step + 1)
    },

    /** Names of what was measured of these runs. */
    names: (runIds: readonly string[]): string[] => [...new Set(runIds.flatMap((id) => selectMetrics.all(id).flatMap(({ name, count }) => (count ? [name] : []))))].sort(),

    /** The points with fromStep <= step <= toStep; of more than maxPoints the extremes of even buckets, and the last. */
    curve(runId: string, name: string, maxPoints: number, { fromStep = -Infinity, toStep = Infinity }: StepRange = {}): Curve {
      const metric = selectMetric.get(runId, name)
      const from = metric ? placeOf(metric, fromStep) : 0
      const to = metric ? placeOf(metric, toStep + 1) : 0
      if (!metric || to <= from) return { runId, metric: name, steps: [], values: [] }
      const { id } = metric
      if (to - from <= maxPoints) return { runId, metric: name, ...unfold(entries(id, 0, from, to)) }
      // One bucket for the points before and one for those after the whole entries, and the last point, are added below.
      const size = Math.ceil((to - from) / (Math.floor(maxPoints / 2) - 3))
      const level = Math.max(0, Math.floor(Math.log(size / 4) / Math.log(fan)))
      const width = fan ** level
      const [first, last] = [Math.ceil(from / width), Math.floor(to / width)]
      const edge = (low: number, high: number) => { const points = entries(id, 0, low, high); return fold(points, Math.max(1, points.minSteps.length)) }
      const drawn = unfold(concatExtremes([edge(from, first * width), fold(entries(id, level, first, last), Math.ceil(size / width)), edge(last * width, to)]))
      const end = entries(id, 0, to - 1, to)
      if (drawn.steps.at(-1) !== end.minSteps[0]) {
        drawn.steps.push(end.minSteps[0]!)
        drawn.values.push(end.minValues[0]!)
      }
      return { runId, metric: name, ...drawn }
    },

    /** Points of the metrics events with fromSeq <= seq <= toSeq, by seq. */
    pointsOf(runId: string, fromSeq: number, toSeq: number): Map<number, Point[]> {
      const found = new Map<number, Point[]>()
      for (const { id, name } of selectMetrics.all(runId)) {
        for (const { body } of chunksOfSeqs.all(id, toSeq, id, fromSeq - 1)) {
          const { steps, values, seqs } = decodePoints(body)
          for (let i = 0; i < steps.length; i++) {
            const seq = seqs[i]!
            if (seq < fromSeq || seq > toSeq) continue
            const list = found.get(seq) ?? []
            if (!list.length) found.set(seq, list)
            list.push({ metric: name, step: steps[i]!, value: values[i]! })
          }
        }
      }
      return found
    },
  }

  /** How many points lie before a step. Found by halving over chunks, so that a long curve is not read to look into its middle. */
  function placeOf({ id, count, last_step: lastStep }: Metric, step: number): number {
    if (step > lastStep) return count
    if (step <= 0) return 0
    let [low, high] = [0, Math.floor((count - 1) / chunkEntries)]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      const start = middle * chunkEntries
      if (entries(id, 0, start, start + 1).minSteps[0]! < step) low = middle
      else high = middle - 1
    }
    const steps = entries(id, 0, low * chunkEntries, Math.min(count, (low + 1) * chunkEntries)).minSteps
    const within = steps.findIndex((value) => value >= step)
    return low * chunkEntries + (within < 0 ? steps.length : within)
  }
}
