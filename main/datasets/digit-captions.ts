/**
 * A grid of different handwritten digits and a caption that points at one of them by its neighbour, "the digit left of the seven":
 * the class is that digit. The image alone does not tell which digit is meant, and the caption alone does not tell what it is.
 * Train and test images are made of digits that are kept apart.
 */
import { z } from 'zod'
import { option } from '../../preload/contract/catalogue.ts'
import { digitClasses, drawn, partedDigits, type Digit } from './digit-images.ts'
import { digitsAttribution } from './digits.ts'
import { inkBox } from './ink-box.ts'
import { balancedLabels, randomFrom, type Random } from './random.ts'
import { generated, seedLabel, seedOption } from './source.ts'

/** Side of a cell, and of the digit in it, which may lie one or two pixels off its middle. */
const [cell, size] = [9, 8]

const numbers = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']
const chinese = '零一二三四五六七八九'

/** Where the digit that is meant lies, seen from the one that is named: columns to the right, rows down. */
const relations = [
  { words: ['left', 'of'], column: -1, row: 0 },
  { words: ['right', 'of'], column: 1, row: 0 },
  { words: ['above'], column: 0, row: -1 },
  { words: ['below'], column: 0, row: 1 },
] as const

const vocabulary = [
  { en: '', 'zh-CN': '' },
  { en: 'the', 'zh-CN': '这个' },
  { en: 'digit', 'zh-CN': '数字' },
  { en: 'of', 'zh-CN': '的' },
  { en: 'left', 'zh-CN': '左边' },
  { en: 'right', 'zh-CN': '右边' },
  { en: 'above', 'zh-CN': '上方' },
  { en: 'below', 'zh-CN': '下方' },
  ...numbers.map((en, i) => ({ en, 'zh-CN': chinese[i]! })),
]
const wordOf = (word: string) => vocabulary.findIndex(({ en }) => en === word)
/** "the digit left of the seven" is the longest. */
const length = 6

interface Scene {
  pixels: Uint8Array
  words: number[]
  /** Of the digit that is meant. */
  box: number[]
}

/** `label` lies anywhere on the grid; the neighbour that the caption names is any of those it has. */
function scene(random: Random, label: number, byLabel: Digit[][], grid: number): Scene {
  const shown = [label, ...random.shuffled(digitClasses.map((_, i) => i).filter((i) => i !== label))].slice(0, grid * grid)
  const order = random.shuffled(shown)
  const at = order.indexOf(label)
  const [column, row] = [at % grid, Math.floor(at / grid)]
  const inside = (place: number) => place >= 0 && place < grid
  // What lies to the right of the digit meant has that digit to its left.
  const { words, ...relation } = random.pick(relations.filter((one) => inside(column - one.column) && inside(row - one.row)))
  const named = order[(row - relation.row) * grid + column - relation.column]!
  const side = grid * cell
  const pixels = new Uint8Array(side * side)
  let box: number[] = []
  order.forEach((digit, i) => {
    const ink = drawn(random.pick(byLabel[digit]!), size)
    const [left, top] = [(i % grid) * cell + random.between(0, cell - size), Math.floor(i / grid) * cell + random.between(0, cell - size)]
    for (let y = 0; y < size; y++) pixels.set(ink.subarray(y * size, (y + 1) * size), (top + y) * side + left)
    if (i === at) box = inkBox(ink, size, top, left)
  })
  return { pixels, words: ['the', 'digit', ...words, 'the', numbers[named]!].map(wordOf), box }
}

export const digitCaptions = generated({
  id: 'digit-captions',
  name: { en: 'Digits with captions', 'zh-CN': '带说明文字的数字' },
  summary: {
    en: 'A grid of different handwritten digits and a caption such as "the digit left of the seven": which digit is meant? Without the caption nobody can know.',
    'zh-CN': '一格一个、互不相同的手写数字，配一句说明，例如 “the digit left of the seven”（七左边的数字）：指的是哪个数字？不读说明就无从得知。',
  },
  source: 'generated',
  licence: 'CC BY 4.0',
  attribution: digitsAttribution,
  options: z.strictObject({
    train: option(z.int().min(100).max(100_000).default(7000), { en: 'Training images', 'zh-CN': '训练图像数' }),
    test: option(z.int().min(100).max(100_000).default(1000), { en: 'Test images', 'zh-CN': '测试图像数' }),
    grid: option(z.literal([2, 3]).default(2), { en: 'Digits in a row and in a column', 'zh-CN': '每行每列的数字数' }),
    seed: option(seedOption, seedLabel),
  }),
  generate({ train, test, grid, seed }) {
    const sources = partedDigits(randomFrom(seed, 1), 0.4)
    const total = train + test
    const side = grid * cell
    const pixels = new Uint8Array(total * side * side)
    const words = new Uint8Array(total * length)
    const labels: number[] = []
    const boxes: number[] = []
    ;[train, test].forEach((count, part) => {
      const random = randomFrom(seed, 2 + part)
      const byLabel = digitClasses.map((_, label) => sources[part]!.filter((digit) => digit.label === label))
      for (const label of balancedLabels(random, count, digitClasses.length)) {
        const made = scene(random, label, byLabel, grid)
        pixels.set(made.pixels, labels.length * side * side)
        words.set(made.words, labels.length * length)
        boxes.push(...made.box)
        labels.push(label)
      }
    })
    const split = Uint8Array.from(labels, (_, i) => (i < train ? 0 : 1))
    return { shape: [side, side, 1], pixels, labels: Int32Array.from(labels), split, classes: digitClasses, captions: { vocabulary, length, words }, boxes: { each: 1, values: Int16Array.from(boxes) } }
  },
})
