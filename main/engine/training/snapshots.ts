/**
 * How a run's weights were on the way: weights alone, before the first step and after some of the epochs, spread evenly over the run.
 * They are for looking back: nothing goes on from them, and a disk that has no room for one does not end the run.
 */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describeProblem, type Problem } from '../../../preload/contract/errors.ts'
import type { RunEvent } from '../../../preload/contract/run.ts'
import type { Weight } from '../layers/scope.ts'
import { runFiles, snapshotFile, snapshotStep } from '../protocol.ts'
import type { Program } from '../tensorflow/program.ts'
import { writeTensors } from './safetensors.ts'

const mostSnapshots = 9
/** Of all snapshots of a run together. */
const mostSnapshotBytes = 64 * 2 ** 20

export const snapshotPath = (runFolder: string, step: number): string => join(runFolder, runFiles.snapshots, snapshotFile(step))

/** Steps after which one is kept, first and last among them: at most `most`, at ends of epochs, as even as those allow. */
export function snapshotSteps(steps: number, stepsPerEpoch: number, most: number): number[] {
  if (most < 2) return []
  const epochs = Math.ceil(steps / stepsPerEpoch)
  const parts = Math.min(most - 1, epochs)
  return Array.from({ length: parts + 1 }, (_, i) => Math.min(Math.round((i * epochs) / parts) * stepsPerEpoch, steps))
}

/** Of those that stand, the nearest to each step of the plan: a run that goes on for longer spreads them anew. */
export function spread(standing: readonly number[], wanted: readonly number[]): number[] {
  const nearest = (step: number) => standing.reduce<number | null>((best, one) => (best === null || Math.abs(one - step) < Math.abs(best - step) ? one : best), null)
  const kept = new Set(wanted.map(nearest))
  return standing.filter((step) => kept.has(step))
}

export interface Snapshots {
  /** To be called at every step where the run stands; writes when it is one of those to keep. */
  reach(step: number): void
}
export interface SnapshotOptions {
  runFolder: string
  program: Program
  weights: Weight[]
  steps: number
  stepsPerEpoch: number
  /** Where the run begins or goes on; what stands of later steps is of a life of the run that was lost. */
  from: number
  emit(event: RunEvent): void
}

export function createSnapshots({ runFolder, program, weights, steps, stepsPerEpoch, from, emit }: SnapshotOptions): Snapshots {
  const folder = join(runFolder, runFiles.snapshots)
  const bytes = weights.reduce((sum, { shape }) => sum + 4 * shape.reduce((a, b) => a * b, 1), 0)
  const wanted = snapshotSteps(steps, stepsPerEpoch, Math.min(mostSnapshots, Math.floor(mostSnapshotBytes / Math.max(1, bytes))))
  const log = (level: 'info' | 'warning', problem: Problem) => emit({ type: 'log', level, message: describeProblem(problem, 'en').message, problem })
  if (!wanted.length && from === 0) log('info', { kind: 'unavailable', code: 'training.snapshots-too-large', params: { megabytes: Math.round(bytes / 2 ** 20), most: mostSnapshotBytes / 2 ** 20 } })
  const planned = new Set(wanted)

  const standing = () => (existsSync(folder) ? readdirSync(folder).flatMap((name) => snapshotStep(name) ?? []) : [])
  const keep = (steps: number[], kept: number[]) => steps.filter((step) => !kept.includes(step)).forEach((step) => rmSync(snapshotPath(runFolder, step), { force: true }))
  function write(step: number): void {
    const values = program.read(weights.map(({ variable }) => variable))
    // The run says so itself at its next step.
    if (!values.every((value) => value.every(Number.isFinite))) return
    mkdirSync(folder, { recursive: true })
    writeTensors(snapshotPath(runFolder, step), { tensors: new Map(weights.map(({ name, shape }, i) => [name, { shape, values: values[i]! }])), metadata: { step: String(step) } })
  }
  function unlessFull(step: number, body: () => void): void {
    try {
      body()
    } catch (error) {
      log('warning', { kind: 'no-space', code: 'training.snapshot-unwritten', params: { step, detail: (error as Error).message } })
    }
  }
  unlessFull(from, () => keep(standing(), standing().filter((step) => step <= from)))
  return {
    reach(step) {
      if (!planned.has(step) || existsSync(snapshotPath(runFolder, step))) return
      unlessFull(step, () => {
        write(step)
        const now = standing()
        keep(now, spread(now, wanted))
      })
    },
  }
}
