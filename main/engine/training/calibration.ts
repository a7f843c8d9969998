/** How long a run would take: its own program on its own data for a second or two, none of it kept. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RunConfig, RunTime } from '../../../preload/contract/run.ts'
import { evaluate } from './evaluation.ts'
import { openSession } from './session.ts'
import { stepper } from './stepping.ts'

const mostSteps = 20
const enoughSeconds = 1.5

const quantile = (sorted: number[], q: number) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]!

/** Throws what a run of it would throw at its start. */
export function calibrate(config: RunConfig, datasetFolder: string): RunTime {
  const runFolder = mkdtempSync(join(tmpdir(), 'fovea-calibration-'))
  const began = performance.now()
  try {
    const session = openSession({ type: 'train', config, datasetFolder, runFolder, resume: false })
    try {
      const next = stepper(session)
      // The first step of a session sets it up.
      next(0)
      const prepare = (performance.now() - began) / 1000
      const seconds: number[] = []
      const start = performance.now()
      while (seconds.length < Math.min(mostSteps, session.steps - 1) && (seconds.length < 3 || performance.now() - start < enoughSeconds * 1000)) seconds.push(next(1 + seconds.length).seconds)
      const batches = evaluate(session.program, session.dataset, session.pixels, session.evaluationBatch)
      batches.next()
      const before = performance.now()
      batches.next()
      const test = ((performance.now() - before) / 1000) * Math.max(1, session.dataset.test.length / session.evaluationBatch)
      const { training } = config
      const tests = Math.max(1, Math.floor(session.steps / (session.stepsPerEpoch * training.evaluateEvery)))
      const sorted = [...seconds, ...(seconds.length ? [] : [prepare])].sort((a, b) => a - b)
      const whole = (step: number) => prepare + session.steps * step + tests * test
      return { seconds: whole(quantile(sorted, 0.5)), low: whole(quantile(sorted, 0.1)), high: whole(quantile(sorted, 0.9)), steps: session.steps, measuredSteps: seconds.length }
    } finally {
      session.dispose()
    }
  } finally {
    rmSync(runFolder, { recursive: true, force: true })
  }
}
