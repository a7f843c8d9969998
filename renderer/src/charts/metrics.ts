/** How a metric is drawn: its unit, its bounds, how finely it is written, whether every step has a point of it. */

export interface Metric {
  /** As it stands in the history. */
  name: string
  /** Without the layer. */
  base: string
  layer: string | null
  /** Drawn value = value × scale. */
  scale: number
  unit: '%' | ''
  bounds: { min?: number; max?: number }
  digits: number
  /** One point a step: drawn raw and smoothed. Others have one an evaluation. */
  everyStep: boolean
  /** Where a logarithmic axis tells more. */
  mayBeLog: boolean
  /** Its curves fall, so the upper right is empty. */
  falls: boolean
}

type Kind = Omit<Metric, 'name' | 'base' | 'layer'>
const accuracy: Kind = { scale: 100, unit: '%', bounds: { min: 0, max: 100 }, digits: 1, everyStep: false, mayBeLog: false, falls: false }
const loss: Kind = { scale: 1, unit: '', bounds: { min: 0 }, digits: 3, everyStep: false, mayBeLog: true, falls: true }
const share: Kind = { scale: 1, unit: '', bounds: { min: 0 }, digits: 3, everyStep: false, mayBeLog: false, falls: true }
const kinds: Record<string, Kind> = {
  'train/loss': { ...loss, everyStep: true },
  'test/loss': loss,
  'train/accuracy': accuracy,
  'test/accuracy': accuracy,
  'train/learning-rate': { ...loss, digits: 6 },
  'attention/entropy': { ...share, bounds: { min: 0, max: 1 } },
  'attention/head-agreement': { ...share, bounds: { min: 0, max: 1 } },
  'attention/distance': share,
}
/** Of what comes from a newer Fovea nothing is known but its numbers. */
const unknown: Kind = { scale: 1, unit: '', bounds: {}, digits: 4, everyStep: false, mayBeLog: true, falls: false }

export function metricOf(name: string): Metric {
  const at = name.indexOf('@')
  const base = at < 0 ? name : name.slice(0, at)
  return { name, base, layer: at < 0 ? null : name.slice(at + 1), ...(kinds[base] ?? unknown) }
}

const order = Object.keys(kinds)
/** Metrics without their layers, the usual ones first. */
export function basesOf(names: readonly string[]): string[] {
  const place = (base: string) => { const at = order.indexOf(base); return at < 0 ? order.length : at }
  return [...new Set(names.map((name) => metricOf(name).base))].sort((a, b) => place(a) - place(b) || a.localeCompare(b))
}
/** Layers that any of these metrics names. */
export const layersOf = (names: readonly string[]): string[] => [...new Set(names.flatMap((name) => metricOf(name).layer ?? []))].sort((a, b) => a.localeCompare(b, undefined, { numeric: true }))
