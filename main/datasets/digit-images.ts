/** The 1,797 handwritten digits in resources/digits, and drawing them at other sizes. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { appRoot } from '../entries.ts'
import type { Random } from './random.ts'

const count = 1797
const side = 8

export interface Digit {
  /** 8 × 8, 0..255. */
  ink: Uint8Array
  label: number
}

let loaded: Digit[] | null = null

export function digits(): Digit[] {
  if (loaded) return loaded
  const bytes = readFileSync(join(appRoot, 'resources', 'digits', 'digits.u8'))
  const inkOf = (i: number) => Uint8Array.from(bytes.subarray(i * side * side, (i + 1) * side * side), (v) => Math.round((v * 255) / 16))
  loaded = Array.from({ length: count }, (_, i) => ({ ink: inkOf(i), label: bytes[count * side * side + i]! }))
  return loaded
}

export const digitClasses = Array.from({ length: 10 }, (_, i) => ({ id: String(i), name: String(i) }))

/** The digits parted by class into two groups that share none; `fraction` of each class goes into the second. */
export function partedDigits(random: Random, fraction: number): [Digit[], Digit[]] {
  const parts: [Digit[], Digit[]] = [[], []]
  for (const { id } of digitClasses) {
    const own = random.shuffled(digits().filter(({ label }) => label === Number(id)))
    const cut = Math.round(own.length * fraction)
    parts[1].push(...own.slice(0, cut))
    parts[0].push(...own.slice(cut))
  }
  return parts
}

/** A digit drawn at size × size, bilinear between pixel centres. */
export function drawn({ ink }: Digit, size: number): Uint8Array {
  if (size === side) return ink
  const at = (y: number, x: number) => ink[Math.min(side - 1, Math.max(0, y)) * side + Math.min(side - 1, Math.max(0, x))]!
  const mix = (a: number, b: number, t: number) => a + (b - a) * t
  return Uint8Array.from({ length: size * size }, (_, i) => {
    const [y, x] = [Math.floor(i / size), i % size].map((v) => ((v + 0.5) * side) / size - 0.5) as [number, number]
    const [y0, x0] = [Math.floor(y), Math.floor(x)]
    const [ty, tx] = [y - y0, x - x0]
    return Math.round(mix(mix(at(y0, x0), at(y0, x0 + 1), tx), mix(at(y0 + 1, x0), at(y0 + 1, x0 + 1), tx), ty))
  })
}
