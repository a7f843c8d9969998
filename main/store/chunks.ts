/**
 * Points of one metric in chunks of little-endian arrays, with a pyramid of extremes above them.
 * Level 0 holds points (step, value, seq). An entry of level k holds the smallest and the largest of 16^k points,
 * each with its step, so a curve of a million points is drawn from some thousand entries and no spike is lost.
 * Typed arrays are written as they lie in memory: every platform of Node and Electron is little-endian.
 */

/** Entries in a chunk, at every level. */
export const chunkEntries = 512
/** Entries of one level in an entry of the next. */
export const fan = 16

export interface Points { steps: Int32Array; values: Float64Array; seqs: Int32Array }
export interface Extremes { minSteps: Int32Array; maxSteps: Int32Array; minValues: Float64Array; maxValues: Float64Array }

const bytesOf = (array: Int32Array | Float64Array) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength)

/** The 8-byte arrays stand first, so that all lie aligned. */
export const encodePoints = ({ steps, values, seqs }: Points): Buffer => Buffer.concat([bytesOf(values), bytesOf(steps), bytesOf(seqs)])

export function decodePoints(body: Uint8Array): Points {
  const bytes = body.slice().buffer
  const n = bytes.byteLength / 16
  return { values: new Float64Array(bytes, 0, n), steps: new Int32Array(bytes, n * 8, n), seqs: new Int32Array(bytes, n * 12, n) }
}

export const encodeExtremes = (e: Extremes): Buffer => Buffer.concat([bytesOf(e.minValues), bytesOf(e.maxValues), bytesOf(e.minSteps), bytesOf(e.maxSteps)])

export function decodeExtremes(body: Uint8Array): Extremes {
  const bytes = body.slice().buffer
  const n = bytes.byteLength / 24
  return { minValues: new Float64Array(bytes, 0, n), maxValues: new Float64Array(bytes, n * 8, n), minSteps: new Int32Array(bytes, n * 16, n), maxSteps: new Int32Array(bytes, n * 20, n) }
}

/** A point is an entry whose smallest and largest are the same. */
export const asExtremes = ({ steps, values }: Points): Extremes => ({ minSteps: steps, maxSteps: steps, minValues: values, maxValues: values })

export function concatExtremes(parts: readonly Extremes[]): Extremes {
  const total = parts.reduce((n, part) => n + part.minSteps.length, 0)
  const out = { minSteps: new Int32Array(total), maxSteps: new Int32Array(total), minValues: new Float64Array(total), maxValues: new Float64Array(total) }
  let at = 0
  for (const part of parts) {
    for (const key of ['minSteps', 'maxSteps', 'minValues', 'maxValues'] as const) out[key].set(part[key], at)
    at += part.minSteps.length
  }
  return out
}

export const slicePoints = ({ steps, values, seqs }: Points, from: number, to: number): Points => ({ steps: steps.slice(from, to), values: values.slice(from, to), seqs: seqs.slice(from, to) })

export const sliceExtremes = (e: Extremes, from: number, to: number): Extremes => ({
  minSteps: e.minSteps.slice(from, to), maxSteps: e.maxSteps.slice(from, to), minValues: e.minValues.slice(from, to), maxValues: e.maxValues.slice(from, to),
})

export function joinPoints(first: Points, second: Points): Points {
  const total = first.steps.length + second.steps.length
  const out = { steps: new Int32Array(total), values: new Float64Array(total), seqs: new Int32Array(total) }
  for (const key of ['steps', 'values', 'seqs'] as const) {
    out[key].set(first[key])
    out[key].set(second[key], first.steps.length)
  }
  return out
}

/** Entries folded into buckets of `size`; a last bucket may be smaller. */
export function fold(entries: Extremes, size: number): Extremes {
  const n = entries.minSteps.length
  const total = Math.ceil(n / size)
  const out = { minSteps: new Int32Array(total), maxSteps: new Int32Array(total), minValues: new Float64Array(total), maxValues: new Float64Array(total) }
  for (let bucket = 0; bucket < total; bucket++) {
    let [low, high] = [bucket * size, bucket * size]
    for (let i = low + 1; i < Math.min(n, (bucket + 1) * size); i++) {
      if (entries.minValues[i]! < entries.minValues[low]!) low = i
      if (entries.maxValues[i]! > entries.maxValues[high]!) high = i
    }
    out.minSteps[bucket] = entries.minSteps[low]!
    out.minValues[bucket] = entries.minValues[low]!
    out.maxSteps[bucket] = entries.maxSteps[high]!
    out.maxValues[bucket] = entries.maxValues[high]!
  }
  return out
}

/** Each entry as its one or two points, by step. */
export function unfold(entries: Extremes): { steps: number[]; values: number[] } {
  const steps: number[] = []
  const values: number[] = []
  const add = (step: number, value: number) => { steps.push(step); values.push(value) }
  for (let i = 0; i < entries.minSteps.length; i++) {
    const low = [entries.minSteps[i]!, entries.minValues[i]!] as const
    const high = [entries.maxSteps[i]!, entries.maxValues[i]!] as const
    const [first, second] = low[0] <= high[0] ? [low, high] : [high, low]
    add(...first)
    if (second[0] !== first[0]) add(...second)
  }
  return { steps, values }
}
