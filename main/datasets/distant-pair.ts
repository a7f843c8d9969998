/**
 * Two glyphs far apart on a field of cells: are they the same? A model of local features, mean pooling and a linear head
 * cannot exceed 64.29 % with 8 glyphs: its score is a sum over glyphs, and no such sum parts equal from unequal pairs.
 */
import { z } from 'zod'
import { option } from '../../preload/contract/catalogue.ts'
import { inkBox } from './ink-box.ts'
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

/** Chebyshev: the larger of the distances in rows and in columns, of cells numbered row by row. */
const distance = (a: number, b: number) => Math.max(Math.abs(Math.floor(a / cells) - Math.floor(b / cells)), Math.abs((a % cells) - (b % cells)))

interface Scene { first: number; second: number; glyphs: [number, number] }

/** Every image there can be of one class. */
function scenes(same: boolean, kinds: number, least: number): Scene[] {
  const glyphPairs = Array.from({ length: kinds * kinds }, (_, i): [number, number] => [Math.floor(i / kinds), i % kinds]).filter(([a, b]) => (a === b) === same)
  const all: Scene[] = []
  for (let first = 0; first < cells * cells; first++)
    for (let second = first + 1; second < cells * cells; second++)
      if (distance(first, second) >= least) all.push(...glyphPairs.map((pair) => ({ first, second, glyphs: pair })))
  return all
}

/** Training and test share none: with few possible images a fifth of the test would else be known from training. */
function parted(random: Random, all: Scene[], testFraction: number): [Scene[], Scene[]] {
  const cut = Math.min(all.length - 1, Math.max(1, Math.round(all.length * testFraction)))
  const order = random.shuffled(all)
  return [order.slice(cut), order.slice(0, cut)]
}

const cornerOf = (place: number): [top: number, left: number] => [Math.floor(place / cells) * cell, (place % cells) * cell]

function paint(image: Uint8Array, { first, second, glyphs: pair }: Scene): void {
  ;[first, second].forEach((place, i) => {
    const [top, left] = cornerOf(place)
    for (let y = 0; y < cell; y++) image.set(glyphs[pair[i]!]!.subarray(y * cell, (y + 1) * cell), (top + y) * field + left)
  })
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
    const possible = [false, true].map((same) => parted(randomFrom(seed, 3), scenes(same, kinds, least), test / (train + test)))
    const labels = [train, test].flatMap((count, part) => balancedLabels(randomFrom(seed, 1 + part), count, 2))
    const random = randomFrom(seed, 4)
    const chosen = labels.map((label, i) => random.pick(possible[label]![i < train ? 0 : 1]))
    chosen.forEach((scene, i) => paint(pixels.subarray(i * field * field, (i + 1) * field * field), scene))
    const boxes = chosen.flatMap(({ first, second, glyphs: pair }) => [first, second].flatMap((place, i) => inkBox(glyphs[pair[i]!]!, cell, ...cornerOf(place))))
    const classes = [
      { id: 'different', name: { en: 'different', 'zh-CN': '不同' } },
      { id: 'same', name: { en: 'same', 'zh-CN': '相同' } },
    ]
    return { shape: [field, field, 1], pixels, labels: Int32Array.from(labels), split: Uint8Array.from(labels, (_, i) => (i < train ? 0 : 1)), classes, boxes: { each: 2, values: Int16Array.from(boxes) } }
  },
})
