/** Generated datasets are functions of their parameters, balanced, and keep the sources of train and test apart. */
import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { isGenerated, keyOf, parametersOf, sources } from '../../main/datasets/catalogue.ts'
import { drawn, digits, partedDigits } from '../../main/datasets/digit-images.ts'
import { randomFrom } from '../../main/datasets/random.ts'
import type { RawImages } from '../../main/datasets/source.ts'

const generatedSources = sources.filter(isGenerated)
const make = (id: string, given: Record<string, unknown> = {}): RawImages => {
  const source = generatedSources.find((one) => one.id === id)!
  return source.generate(parametersOf(source, given))
}
const digest = ({ pixels, labels, split, captions }: RawImages) => createHash('sha256').update(pixels).update(new Uint8Array(labels.buffer)).update(split).update(captions?.words ?? '').digest('hex').slice(0, 16)

describe.each(generatedSources.map(({ id }) => id))('%s', (id) => {
  test('is the same for the same parameters and another for another seed', () => {
    expect(digest(make(id))).toBe(digest(make(id)))
    expect(digest(make(id, { seed: 1 }))).not.toBe(digest(make(id)))
  })
  test('has classes of nearly the same size in both splits', () => {
    const { labels, split, classes } = make(id)
    for (const part of [0, 1]) {
      const counts = classes.map((_, label) => labels.filter((l, i) => l === label && split[i] === part).length)
      expect(Math.min(...counts)).toBeGreaterThan(0.9 * Math.max(...counts))
    }
  })
  test('has as many pixels as its shape says', () => {
    const { shape, pixels, labels, split } = make(id)
    expect(pixels.length).toBe(labels.length * shape[0] * shape[1] * shape[2])
    expect(split.length).toBe(labels.length)
  })
})

test('generated data do not change from version to version', () => {
  expect(Object.fromEntries(generatedSources.map(({ id }) => [id, digest(make(id))]))).toMatchInlineSnapshot(`
    {
      "digit-captions": "01b292d9bd2f3a37",
      "digits": "4ed384e69af7bbf3",
      "digits-in-clutter": "efdc065cd8af9277",
      "distant-pair": "098a7bf64c2a7217",
    }
  `)
})

test.each([['digits', {}], ['digits-in-clutter', {}], ['distant-pair', {}], ['distant-pair', { glyphs: 2, distance: 7, train: 200, test: 100 }]])('no test image of %s %j is among its training images', (id, given) => {
  const { pixels, labels, split, shape } = make(id, given)
  const size = shape[0] * shape[1] * shape[2]
  const images = (part: number) => [...labels.keys()].filter((i) => split[i] === part).map((i) => Buffer.from(pixels.subarray(i * size, (i + 1) * size)).toString('latin1'))
  const known = new Set(images(0))
  expect(images(1).filter((image) => known.has(image))).toEqual([])
})

test('the digits are the published ones', () => {
  expect(digits()).toHaveLength(1797)
  expect(digits().slice(0, 10).map(({ label }) => label)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  expect([...digits()[0]!.ink.subarray(0, 8)]).toEqual([0, 0, 5, 13, 9, 1, 0, 0].map((v) => Math.round((v * 255) / 16)))
})

test('digits are parted into groups that share none', () => {
  const [train, test] = partedDigits(randomFrom(3, 1), 0.4)
  expect(train.length + test.length).toBe(1797)
  expect(test.some((digit) => train.includes(digit))).toBe(false)
})

test('drawing larger keeps the ink', () => {
  const digit = digits()[7]!
  const mean = (ink: Uint8Array) => ink.reduce((a, b) => a + b) / ink.length
  expect(mean(drawn(digit, 16))).toBeCloseTo(mean(digit.ink), -1)
})

test('distant pairs are distant, and same means same', () => {
  const { pixels, labels } = make('distant-pair', { train: 400, test: 100 })
  labels.forEach((label, n) => {
    const cells: { at: [number, number]; ink: string }[] = []
    for (let r = 0; r < 8; r++)
      for (let c = 0; c < 8; c++) {
        const ink = Array.from({ length: 4 }, (_, y) => [...pixels.subarray(n * 1024 + (r * 4 + y) * 32 + c * 4, n * 1024 + (r * 4 + y) * 32 + c * 4 + 4)]).flat()
        if (ink.some(Boolean)) cells.push({ at: [r, c], ink: ink.join() })
      }
    expect(cells).toHaveLength(2)
    const [a, b] = cells as [(typeof cells)[0], (typeof cells)[0]]
    expect(Math.max(Math.abs(a.at[0] - b.at[0]), Math.abs(a.at[1] - b.at[1]))).toBeGreaterThanOrEqual(4)
    expect(a.ink === b.ink).toBe(label === 1)
  })
})

test('a dataset with other parameters has another key, and a bad parameter is told', () => {
  const source = generatedSources.find(({ id }) => id === 'digits-in-clutter')!
  expect(keyOf(source, parametersOf(source, {}))).toBe('digits-in-clutter')
  expect(keyOf(source, parametersOf(source, { train: 300 }))).toMatch(/^digits-in-clutter-[0-9a-f]{8}$/)
  expect(() => parametersOf(source, { train: 3 })).toThrow(/train/)
})
