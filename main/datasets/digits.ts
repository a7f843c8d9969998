/** The embedded digits as they are: one centred digit an image. */
import { z } from 'zod'
import { option } from '../../preload/contract/catalogue.ts'
import { digitClasses, drawn, partedDigits } from './digit-images.ts'
import { inkBox } from './ink-box.ts'
import { randomFrom } from './random.ts'
import { generated, seedLabel, seedOption } from './source.ts'

export const digitsAttribution = 'E. Alpaydin, C. Kaynak: Optical Recognition of Handwritten Digits, UCI Machine Learning Repository, 1998, DOI 10.24432/C50P49'

export const digits = generated({
  id: 'digits',
  name: { en: 'Digits', 'zh-CN': '手写数字' },
  summary: {
    en: '1\u202f797 handwritten digits of 8 × 8 pixels, each in the middle of its image. Most models read nearly all of them.',
    'zh-CN': '1\u202f797 张 8 × 8 像素的手写数字，各自居中。多数模型几乎都能认对。',
  },
  source: 'embedded',
  licence: 'CC BY 4.0',
  attribution: digitsAttribution,
  options: z.strictObject({
    size: option(z.literal([8, 16, 32]).default(8), { en: 'Size, px', 'zh-CN': '边长（像素）' }),
    testFraction: option(z.number().min(0.1).max(0.9).default(0.4), { en: 'Share of test images', 'zh-CN': '测试图像比例' }),
    seed: option(seedOption, seedLabel),
  }),
  generate({ size, testFraction, seed }) {
    const parts = partedDigits(randomFrom(seed, 1), testFraction)
    const order = parts.map((part, i) => randomFrom(seed, 2 + i).shuffled(part))
    const all = order.flat()
    const pixels = new Uint8Array(all.length * size * size)
    all.forEach((digit, i) => pixels.set(drawn(digit, size), i * size * size))
    const split = Uint8Array.from(all, (_, i) => (i < order[0]!.length ? 0 : 1))
    return { shape: [size, size, 1], pixels, labels: Int32Array.from(all, ({ label }) => label), split, classes: digitClasses, boxes: { each: 1, values: Int16Array.from(all.flatMap((digit) => inkBox(drawn(digit, size), size))) } }
  },
})
