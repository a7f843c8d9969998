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
  index: number
}

let loaded: Digit[] | null = null

export function digits(): Digit[] {
  if (loaded) return loaded
  const bytes = readFileSync(join(appRoot, 'resources', 'digits', 'digits.u8'))
  const inkOf = (i: number) => Uint8Array.from(bytes.subarray(i * side * side, (i + 1) * side * side), (v) => Math.round((v * 255) / 16))
  loaded = Array.from({ length: count }, (_, i) => ({ ink: inkOf(i), label: bytes[count * side * side + i]!, index: i }))
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

const drawings = new Map<string, Uint8Array>()

/** A digit drawn at size × size, bilinear between pixel centres. Kept, since a generated dataset draws each many times. */
export function drawn(digit: Digit, size: number): Uint8Array {
  if (size === side) return digit.ink
  const name = `${size} ${digit.index}`
  const known = drawings.get(name) ?? resized(digit.ink, size)
  drawings.set(name, known)
  return known
}

function resized(ink: Uint8Array, size: number): Uint8Array {
  const clamp = (v: number) => Math.min(side - 1, Math.max(0, v))
  const places = Array.from({ length: size }, (_, i) => {
    const centre = ((i + 0.5) * side) / size - 0.5
    const low = Math.floor(centre)
    return { low: clamp(low), high: clamp(low + 1), share: centre - low }
  })
  const image = new Uint8Array(size * size)
  places.forEach((y, row) =>
    places.forEach((x, column) => {
      const across = (line: number) => ink[line * side + x.low]! * (1 - x.share) + ink[line * side + x.high]! * x.share
      image[row * size + column] = Math.round(across(y.low) * (1 - y.share) + across(y.high) * y.share)
    }),
  )
  return image
}
