/**
 * boxes.csv in a folder of images says where the object of an image stands: a line a box, with the columns file, top, left, height and
 * width in any order, in pixels of the upright image. Files it does not name have no box; several lines of one file are several boxes.
 */
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Problem } from '../../preload/contract/errors.ts'
import { readCsv } from './csv-read.ts'

export interface PixelBox { top: number; left: number; height: number; width: number }
export interface BoxTable { boxes: Map<string, PixelBox[]>; warnings: Problem[] }

export const boxTableName = 'boxes.csv'
const sides = ['top', 'left', 'height', 'width'] as const
/** Of one image; more are no longer one object. */
const most = 64

const pathOf = (file: string) => file.replaceAll('\\', '/').replace(/^\.\//, '')

/** null where the folder has no such table. What is wrong with it is a warning: the images can be learned from without it. */
export function readBoxTable(folder: string): BoxTable | null {
  if (!statSync(join(folder, boxTableName), { throwIfNoEntry: false })?.isFile()) return null
  const warnings: Problem[] = []
  const boxes = new Map<string, PixelBox[]>()
  const [head, ...rows] = readCsv(readFileSync(join(folder, boxTableName)))
  const columns = (head ?? []).map((title) => title.toLowerCase())
  const missing = ['file', ...sides].filter((title) => !columns.includes(title))
  if (missing.length) return { boxes, warnings: [{ kind: 'invalid', code: 'dataset.boxes-columns', params: { missing: missing.join(', ') } }] }
  const wrong: number[] = []
  rows.forEach((row, i) => {
    const file = row[columns.indexOf('file')] ?? ''
    const [top, left, height, width] = sides.map((side) => { const value = row[columns.indexOf(side)]; return value ? Number(value) : NaN }) as [number, number, number, number]
    const known = boxes.get(pathOf(file)) ?? []
    if (!file || ![top, left, height, width].every(Number.isFinite) || height <= 0 || width <= 0 || known.length === most) wrong.push(i + 2)
    else boxes.set(pathOf(file), [...known, { top, left, height, width }])
  })
  if (wrong.length) warnings.push({ kind: 'invalid', code: 'dataset.boxes-lines', params: { count: wrong.length, first: wrong[0]! } })
  return { boxes, warnings }
}

/** Of an image that was scaled until it covers size × size, its middle cut out; null for what was cut off. */
export function boxInView({ top, left, height, width }: PixelBox, [fullHeight, fullWidth]: [number, number], size: number): [number, number, number, number] | null {
  const scale = size / Math.min(fullHeight, fullWidth)
  const [cutTop, cutLeft] = [(fullHeight * scale - size) / 2, (fullWidth * scale - size) / 2]
  const within = (value: number) => Math.min(size, Math.max(0, value))
  const [first, last] = [within(Math.round(top * scale - cutTop)), within(Math.round((top + height) * scale - cutTop))]
  const [start, end] = [within(Math.round(left * scale - cutLeft)), within(Math.round((left + width) * scale - cutLeft))]
  return last > first && end > start ? [first, start, last - first, end - start] : null
}

/** boxes of every image, as many places for each as the one with most has; undefined where there are none at all. */
export function packedBoxes(all: readonly (readonly [number, number, number, number])[][]): { each: number; values: Int16Array } | undefined {
  const each = all.reduce((most, own) => Math.max(most, own.length), 0)
  if (!each) return undefined
  const values = new Int16Array(all.length * each * 4)
  all.forEach((own, image) => own.forEach((box, i) => values.set(box, (image * each + i) * 4)))
  return { each, values }
}
