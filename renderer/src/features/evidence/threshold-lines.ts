/** ROC and precision-recall curves of several seeds as one line with its 95 % interval: each seed is read at the same places and their values averaged (vertical averaging, Fawcett 2006). */
import type { ThresholdCurves } from '../../../../preload/contract/evidence.ts'
import { mean, meanInterval } from '../../../../preload/contract/intervals.ts'

export interface Line { x: number[]; y: number[] }
export interface SeedLine { line: Line; raw: Line[]; band?: { x: number[]; low: number[]; high: number[] } }
export type Which = 'roc' | 'precisionRecall'

/** Places on 0..1. */
const places = Array.from({ length: 101 }, (_, i) => i / 100)

/** The height of a line at a place, straight between its points; where it rises or falls upright, the greatest. x never falls. */
export function heightAt({ x, y }: Line, place: number): number {
  let best = -Infinity
  let after = x.length
  for (let i = 0; i < x.length; i++) {
    if (x[i] === place) best = Math.max(best, y[i]!)
    if (x[i]! > place) { after = i; break }
  }
  if (best > -Infinity) return best
  if (after === 0) return y[0]!
  if (after === x.length) return y.at(-1)!
  const [from, to] = [after - 1, after]
  return y[from]! + ((place - x[from]!) / (x[to]! - x[from]!)) * (y[to]! - y[from]!)
}

/** One seed is drawn as it is; of several the mean, with every seed thin below it. In per cent. */
export function seedLine({ seeds }: ThresholdCurves, which: Which): SeedLine {
  const hundred = ({ x, y }: Line): Line => ({ x: x.map((v) => v * 100), y: y.map((v) => v * 100) })
  const curves = seeds.map((seed) => seed[which])
  if (curves.length < 2) return { line: curves[0] ? hundred(curves[0]) : { x: [], y: [] }, raw: [] }
  const values = places.map((place) => curves.map((curve) => heightAt(curve, place)))
  const intervals = values.map((at) => meanInterval(at)!)
  /** The upright beginning of a ROC curve, which no place between 0 and 1 has. */
  const start = which === 'roc' ? { x: [0], y: [0] } : { x: [], y: [] }
  return {
    line: hundred({ x: [...start.x, ...places], y: [...start.y, ...values.map(mean)] }),
    raw: curves.map(hundred),
    band: { x: places.map((v) => v * 100), low: intervals.map(({ low }) => Math.max(0, low) * 100), high: intervals.map(({ high }) => Math.min(1, high) * 100) },
  }
}
