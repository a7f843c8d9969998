/** Collects a run's points and progress and hands them on at most every 100 ms. */
import type { Point, RunEvent } from '../../../preload/contract/run.ts'

export interface Reporter {
  point(metric: string, step: number, value: number): void
  progress(state: { step: number; steps: number; stepsPerEpoch: number; imagesPerSecond: number; secondsLeft: number }): void
  /** Sends what is waiting. */
  flush(): void
}

const interval = 100

export function createReporter(emit: (event: RunEvent) => void): Reporter {
  let points: Point[] = []
  let last: RunEvent | null = null
  let sent = 0
  const flush = () => {
    if (points.length) emit({ type: 'metrics', points })
    if (last) emit(last)
    points = []
    last = null
    sent = performance.now()
  }
  return {
    point: (metric, step, value) => points.push({ metric, step, value }),
    progress({ step, steps, stepsPerEpoch, imagesPerSecond, secondsLeft }) {
      last = { type: 'progress', step, steps, epoch: step / stepsPerEpoch, imagesPerSecond, secondsLeft, memoryBytes: process.memoryUsage.rss() }
      if (performance.now() - sent >= interval) flush()
    },
    flush,
  }
}
