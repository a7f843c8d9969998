/** What lies along the x axis of curves: epochs, steps, images seen, or time trained. */
import type { RunRecord } from '../../../preload/contract/run.ts'
import { thousands } from '../../../preload/contract/format.ts'
import { clockAxis, cutAxis, epochAxis, logAxis, niceAxis, type Axis } from './axis.ts'

export const alongs = ['epoch', 'step', 'images', 'time'] as const
export type Along = (typeof alongs)[number]

/** How a run goes: what a step of it is worth. Its speed is null before any was measured. */
export interface Pace { stepsPerEpoch: number; batch: number; imagesPerSecond: number | null }

export const paceOf = (run: Pick<RunRecord, 'stepsPerEpoch' | 'imagesPerSecond' | 'config'>, heard: { stepsPerEpoch?: number | null; imagesPerSecond?: number | null } = {}): Pace => ({
  stepsPerEpoch: run.stepsPerEpoch ?? heard.stepsPerEpoch ?? 1, batch: run.config.training.batch, imagesPerSecond: heard.imagesPerSecond ?? run.imagesPerSecond,
})

/** The worth of one step: epochs, steps, images, or seconds at the run's own mean speed; null where that is not known. */
export function worthOf(along: Along, { stepsPerEpoch, batch, imagesPerSecond }: Pace): number | null {
  if (along === 'step') return 1
  if (along === 'images') return batch
  if (along === 'epoch') return 1 / stepsPerEpoch
  return imagesPerSecond ? batch / imagesPerSecond : null
}

/** The axis over [from, to]; `cut` when these are the ends of a zoom. */
export function alongAxis(along: Along, from: number, to: number, { cut, log }: { cut: boolean; log: boolean }): Axis {
  if (log) return logAxis(from, to, true)
  if (along === 'time') return clockAxis(from, to)
  if (cut) return cutAxis(from, to)
  return along === 'epoch' ? epochAxis(to) : { ...niceAxis(0, to), max: to, ticks: cutAxis(0, to).ticks! }
}

/** 75 → '1:15', 4000 → '1:06:40'; below ten seconds with tenths. */
export function clock(seconds: number): string {
  if (seconds < 10 && !Number.isInteger(seconds)) return `0:0${seconds.toFixed(1)}`
  const whole = Math.round(seconds)
  const two = (value: number) => String(value).padStart(2, '0')
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}

export const writeAlong = (along: Along, x: number): string =>
  along === 'time' ? clock(x) : along === 'epoch' ? String(Number(x.toFixed(Number.isInteger(x) ? 0 : 2))) : thousands(x)
