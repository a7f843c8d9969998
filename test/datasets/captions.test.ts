/** Captions: they are true of their images, survive packing and reading, and what a person writes is understood or refused in words. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { DatasetManifest } from '../../preload/contract/dataset.ts'
import { describeProblem, problemOf } from '../../preload/contract/errors.ts'
import { readCaption } from '../../main/datasets/caption.ts'
import { parametersOf, sourceOf } from '../../main/datasets/catalogue.ts'
import { drawn, digits } from '../../main/datasets/digit-images.ts'
import { writeGenerated } from '../../main/datasets/generate.ts'
import { writePacked } from '../../main/datasets/pack.ts'
import { readSamples } from '../../main/datasets/read.ts'
import type { GeneratedSource } from '../../main/datasets/source.ts'
import { captionValues } from '../../main/engine/training/captions.ts'
import { openDataset } from '../../main/engine/training/dataset.ts'

const source = sourceOf('digit-captions') as GeneratedSource
const given = (more: Record<string, unknown>) => parametersOf(source, { train: 200, test: 100, ...more })
const scratch = mkdtempSync(join(tmpdir(), 'fovea-captions-'))
afterAll(() => rmSync(scratch, { recursive: true }))

const [cell, size] = [9, 8]
/** By the pixels of a digit, which it is. Each stands in its cell pixel for pixel. */
const byInk = new Map(digits().map((digit) => [drawn(digit, size).join(), digit]))
function digitIn(image: Uint8Array, side: number, row: number, column: number) {
  for (const top of [0, 1]) for (const left of [0, 1]) {
    const ink = Array.from({ length: size * size }, (_, i) => image[(row * cell + top + Math.floor(i / size)) * side + column * cell + left + (i % size)]!)
    const found = byInk.get(ink.join())
    if (found) return found
  }
  throw new Error(`no digit in row ${row}, column ${column}`)
}
const shifts: Record<string, [row: number, column: number]> = { left: [0, -1], right: [0, 1], above: [-1, 0], below: [1, 0] }
const numbers = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']

describe.each([2, 3])('a grid of %i × %i digits', (grid) => {
  const { shape, pixels, labels, split, captions } = source.generate(given({ grid }))
  const { vocabulary, length, words } = captions!
  const side = shape[0]
  const wordsOf = (i: number) => [...words.subarray(i * length, (i + 1) * length)].filter(Boolean).map((word) => (vocabulary[word] as { en: string }).en)
  const scenes = Array.from(labels, (_, i) => {
    const image = pixels.subarray(i * side * side, (i + 1) * side * side)
    return Array.from({ length: grid * grid }, (_, at) => digitIn(image, side, Math.floor(at / grid), at % grid))
  })

  test('the class is the digit that the caption means, and no other digit fits', () => {
    labels.forEach((label, i) => {
      const caption = wordsOf(i)
      const named = numbers.indexOf(caption.at(-1)!)
      const [row, column] = shifts[caption.find((word) => word in shifts)!]!
      const shown = scenes[i]!.map((digit) => digit.label)
      expect(new Set(shown).size).toBe(shown.length)
      const at = shown.indexOf(named)
      expect(at).toBeGreaterThanOrEqual(0)
      const meant = [Math.floor(at / grid) + row, (at % grid) + column] as const
      expect(Math.min(...meant)).toBeGreaterThanOrEqual(0)
      expect(Math.max(...meant)).toBeLessThan(grid)
      expect(shown[meant[0] * grid + meant[1]]).toBe(label)
    })
  })

  test('no place is meant much more often than another, so that a place alone tells nothing', () => {
    const counts = scenes[0]!.map((_, at) => scenes.filter((shown, i) => shown[at]!.label === labels[i]).length)
    expect(Math.max(...counts) / labels.length).toBeLessThan(1.6 / (grid * grid))
  })

  test('no handwritten digit is in both splits', () => {
    const used = [0, 1].map((part) => new Set(scenes.flatMap((shown, i) => (split[i] === part ? shown.map((digit) => digit.index) : []))))
    expect([...used[0]!].filter((index) => used[1]!.has(index))).toEqual([])
  })
})

describe('packed', () => {
  const folder = join(scratch, 'packed')
  const manifest = writeGenerated('digit-captions', given({}), folder)
  const { captions } = source.generate(given({}))
  const words = (i: number) => [...captions!.words.subarray(i * captions!.length, (i + 1) * captions!.length)]

  test('samples carry the words of their captions', () => {
    const { captions: read, indices } = readSamples(folder, manifest, { split: 'test', offset: 3, limit: 4 })
    expect(read).toEqual(indices.map((i) => words(i).filter(Boolean)))
  })

  test('a batch carries them filled up', () => {
    const dataset = openDataset(folder)
    expect([...captionValues(dataset, [7, 0])['text']!]).toEqual([...words(7), ...words(0)])
    dataset.close()
  })

  test('other captions are another dataset', () => {
    const raw = source.generate(given({}))
    const changed = { ...raw.captions!, words: raw.captions!.words.map((word, i) => (i === 0 ? word + 1 : word)) }
    const { pixels, ...parts } = raw
    const described = { key: 'k', id: 'k', name: 'k', parameters: {}, licence: '', attribution: '', skipped: [], warnings: [] }
    expect(writePacked(join(scratch, 'changed'), described, { ...parts, captions: changed, chunks: [pixels] }).fingerprint).not.toBe(manifest.fingerprint)
  })

  test.each([['a word too many', Uint8Array.from({ length: 301 * 6 })], ['a word that is not in the vocabulary', new Uint8Array(300 * 6).fill(200)]])('%s is told', (_name, bytes) => {
    const broken = join(scratch, `broken-${bytes.length}`)
    writeGenerated('digit-captions', given({}), broken)
    writeFileSync(join(broken, 'captions.u8'), bytes)
    expect(() => openDataset(broken)).toThrow('captions.u8')
  })
})

describe('a caption that somebody writes', () => {
  const { vocabulary, length } = source.generate(given({})).captions!
  const captions: NonNullable<DatasetManifest['captions']> = { vocabulary, length }
  const english = (places: number[]) => places.map((place) => (vocabulary[place] as { en: string }).en).join(' ')

  test('in either language, with capitals and punctuation', () => {
    expect(english(readCaption('The digit, left of the SEVEN.', captions))).toBe('the digit left of the seven')
    expect(english(readCaption('七 左边 的 数字', captions))).toBe('seven left of digit')
  })
  test.each([
    ['the cat left of the seven', 'dataset.caption-word'],
    ['the the the the the the the', 'dataset.caption-long'],
    ['  ?', 'dataset.caption-missing'],
  ])('%s is refused in words', (text, code) => {
    try {
      readCaption(text, captions)
      expect.unreachable()
    } catch (error) {
      expect(problemOf(error).code).toBe(code)
      for (const language of ['en', 'zh-CN'] as const) expect(describeProblem(problemOf(error), language).message).toMatch(/\S/)
    }
  })
})
