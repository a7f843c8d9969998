/**
 * One whole handwritten digit somewhere among fragments of others. The digits that train and test images are made of,
 * whole or as fragments, are kept apart.
 */
import { z } from 'zod'
import { option } from '../../preload/contract/catalogue.ts'
import { digitClasses, drawn, partedDigits, type Digit } from './digit-images.ts'
import { digitsAttribution } from './digits.ts'
import { inkBox } from './ink-box.ts'
import { balancedLabels, randomFrom, type Random } from './random.ts'
import { generated, seedLabel, seedOption } from './source.ts'

const field = 32
const wholeSize = [12, 15] as const
const fragmentSize = [6, 7] as const

/** Puts a size × size patch on the field, over whatever was there. */
function place(image: Uint8Array, patch: Uint8Array, size: number, top: number, left: number): void {
  for (let y = 0; y < size; y++) image.set(patch.subarray(y * size, (y + 1) * size), (top + y) * field + left)
}

/** A square piece of a digit. */
function fragment(random: Random, digit: Digit): { patch: Uint8Array; size: number } {
  const [whole, size] = [random.between(...wholeSize), random.between(...fragmentSize)]
  const [top, left] = [random.between(0, whole - size), random.between(0, whole - size)]
  const ink = drawn(digit, whole)
  return { size, patch: Uint8Array.from({ length: size * size }, (_, i) => ink[(top + Math.floor(i / size)) * whole + left + (i % size)]!) }
}

function scene(random: Random, digit: Digit, others: Digit[], fragments: number): { image: Uint8Array; box: number[] } {
  const image = new Uint8Array(field * field)
  for (let i = 0; i < fragments; i++) {
    let other = random.pick(others)
    while (other === digit) other = random.pick(others)
    const { patch, size } = fragment(random, other)
    place(image, patch, size, random.between(0, field - size), random.between(0, field - size))
  }
  const size = random.between(...wholeSize)
  // The digit's own square is its own: placing it clears what lay there.
  const [top, left] = [random.between(0, field - size), random.between(0, field - size)]
  place(image, drawn(digit, size), size, top, left)
  return { image, box: inkBox(drawn(digit, size), size, top, left) }
}

export const digitsInClutter = generated({
  id: 'digits-in-clutter',
  name: { en: 'Digits in clutter', 'zh-CN': '杂乱中的数字' },
  summary: {
    en: 'One whole handwritten digit of 12 to 15 px somewhere on a field of 32 × 32 among fragments of other digits.',
    'zh-CN': '在 32 × 32 的画面中，一个 12 到 15 像素的完整手写数字位于其他数字的碎片之间。',
  },
  source: 'generated',
  licence: 'CC BY 4.0',
  attribution: digitsAttribution,
  options: z.strictObject({
    train: option(z.int().min(100).max(100_000).default(1200), { en: 'Training images', 'zh-CN': '训练图像数' }),
    test: option(z.int().min(100).max(100_000).default(1000), { en: 'Test images', 'zh-CN': '测试图像数' }),
    fragments: option(z.int().min(0).max(40).default(10), { en: 'Fragments', 'zh-CN': '碎片数' }),
    seed: option(seedOption, seedLabel),
  }),
  generate({ train, test, fragments, seed }) {
    const sources = partedDigits(randomFrom(seed, 1), 0.4)
    const pixels = new Uint8Array((train + test) * field * field)
    const labels: number[] = []
    const boxes: number[] = []
    ;[train, test].forEach((count, part) => {
      const random = randomFrom(seed, 2 + part)
      const byLabel = digitClasses.map((_, label) => sources[part]!.filter((digit) => digit.label === label))
      for (const label of balancedLabels(random, count, digitClasses.length)) {
        const digit = random.pick(byLabel[label]!)
        const { image, box } = scene(random, digit, sources[part]!, fragments)
        pixels.set(image, labels.length * field * field)
        boxes.push(...box)
        labels.push(label)
      }
    })
    return { shape: [field, field, 1], pixels, labels: Int32Array.from(labels), split: Uint8Array.from(labels, (_, i) => (i < train ? 0 : 1)), classes: digitClasses, boxes: { each: 1, values: Int16Array.from(boxes) } }
  },
})
