/**
 * Two glyphs far apart on a field of cells: are they the same? A model of local features, mean pooling and a linear head
 * cannot exceed 64.29 % with 8 glyphs: its score is a sum over glyphs, and no such sum parts equal from unequal pairs.
 */
import { z } from 'zod'
import { option } from '../../preload/contract/catalogue.ts'
import { balancedLabels, randomFrom, type Random } from './random.ts'
import { generated, seedLabel, seedOption } from './source.ts'

const cells = 8
const cell = 4
const field = cells * cell

/** 4 × 4 bitmaps, row by row. */
const glyphs = [
  '.##.' + '####' + '####' + '.##.', // disc
  '####' + '#..#' + '#..#' + '####', // frame
  '.#..' + '####' + '.#..' + '.#..', // cross
  '#..#' + '.##.' + '.##.' + '#..#', // saltire
  '####' + '...#' + '...#' + '...#', // corner
  '####' + '....' + '####' + '....', // bars
  '#.#.' + '.#.#' + '#.#.' + '.#.#', // chequers
  '#...' + '##..' + '###.' + '####', // wedge
].map((text) => Uint8Array.from(text, (mark) => (mark === '#' ? 255 : 0)))

type Cell = readonly [row: number, column: number]
const anyCell = (random: Random): Cell => [random.between(0, cells - 1), random.between(0, cells - 1)]
/** Chebyshev: the larger of the distances in rows and in columns. */
const distance = (a: Cell, b: Cell) => Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]))

function cellsApart(random: Random, least: number): [Cell, Cell] {
  for (;;) {
    const pair: [Cell, Cell] = [anyCell(random), anyCell(random)]
    if (distance(...pair) >= least) return pair
  }
}

function scene(random: Random, same: boolean, kinds: number, least: number): Uint8Array {
  const image = new Uint8Array(field * field)
  const first = random.between(0, kinds - 1)
  const second = same ? first : (first + random.between(1, kinds - 1)) % kinds
  cellsApart(random, least).forEach(([row, column], i) => {
    const glyph = glyphs[i ? second : first]!
    for (let y = 0; y < cell; y++) image.set(glyph.subarray(y * cell, (y + 1) * cell), (row * cell + y) * field + column * cell)
  })
  return image
}

export const distantPair = generated({
  id: 'distant-pair',
  name: { en: 'Distant pair', 'zh-CN': '远距离成对' },
  summary: {
    en: 'Are the two glyphs the same? They stand far apart, so a model must compare distant places.',
    'zh-CN': '两个符号相同吗？它们相距很远，模型必须比较远处的位置。',
  },
  source: 'generated',
  licence: 'CC0',
  attribution: '',
  options: z.strictObject({
    train: option(z.int().min(100).max(100_000).default(4000), { en: 'Training images', 'zh-CN': '训练图像数' }),
    test: option(z.int().min(100).max(100_000).default(2000), { en: 'Test images', 'zh-CN': '测试图像数' }),
    glyphs: option(z.int().min(2).max(glyphs.length).default(8), { en: 'Kinds of glyphs', 'zh-CN': '符号种类' }),
    distance: option(z.int().min(1).max(cells - 1).default(4), { en: 'Least distance, cells', 'zh-CN': '最小距离（格）' }, {
      en: 'The larger of the distances in rows and in columns.', 'zh-CN': '行距与列距中较大者。',
    }),
    seed: option(seedOption, seedLabel),
  }),
  generate({ train, test, glyphs: kinds, distance: least, seed }) {
    const pixels = new Uint8Array((train + test) * field * field)
    const labels = [train, test].flatMap((count, part) => balancedLabels(randomFrom(seed, 1 + part), count, 2))
    const random = randomFrom(seed, 3)
    labels.forEach((label, i) => pixels.set(scene(random, label === 1, kinds, least), i * field * field))
    const classes = [
      { id: 'different', name: { en: 'different', 'zh-CN': '不同' } },
      { id: 'same', name: { en: 'same', 'zh-CN': '相同' } },
    ]
    return { shape: [field, field, 1], pixels, labels: Int32Array.from(labels), split: Uint8Array.from(labels, (_, i) => (i < train ? 0 : 1)), classes }
  },
})
