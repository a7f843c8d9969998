/**
 * EfficientNet (Tan and Le ICML 2019): inverted residuals with squeeze-and-excitation inside, width and depth growing together from b0
 * (5,288,548 parameters) to b7.
 */
import { z } from 'zod'
import { option } from '../../../preload/contract/catalogue.ts'
import { divisible } from '../layers/divisible.ts'
import { family, type NamedModel } from './family.ts'
import { mobileFamily, mobileOptions, type MobileOptions, type Plan, type Stage } from './inverted-residuals.ts'

interface Options extends MobileOptions {
  squeeze: boolean
}

const stage = (expand: number, channels: number, repeats: number, stride: 1 | 2, kernel: 3 | 5): Stage => ({ expand, channels, repeats, stride, kernel })

/** Width, depth and side of the images: the paper's compound scaling as released; sides as in timm. */
const scales: Record<string, [width: number, depth: number, side: number]> = {
  b0: [1, 1, 224], b1: [1, 1.1, 240], b2: [1.1, 1.2, 256], b3: [1.2, 1.4, 288], b4: [1.4, 1.8, 320],
  b5: [1.6, 2.2, 448], b6: [1.8, 2.6, 528], b7: [2, 3.1, 600], b8: [2.2, 3.6, 672], l2: [4.3, 5.3, 800],
}

function named(name: string): NamedModel<Options> | null {
  const [, size = ''] = /^efficientnet_(b\d|l2)$/.exec(name) ?? []
  const scale = scales[size]
  return scale ? { options: { width: scale[0], depth: scale[1], stem: 'large', squeeze: true }, side: scale[2], classes: 1000 } : null
}

const plan: Plan = {
  id: 'efficientnet',
  stages: [stage(1, 16, 1, 1, 3), stage(6, 24, 2, 2, 3), stage(6, 40, 2, 2, 5), stage(6, 80, 3, 2, 3), stage(6, 112, 3, 1, 5), stage(6, 192, 4, 2, 5), stage(6, 320, 1, 1, 3)],
  activation: 'silu',
  features: (width) => divisible(1280 * width),
  squeeze: (options) => (options as Options).squeeze,
}

export const efficientNet = family<Options>({
  ...mobileFamily<Options>(plan),
  name: { en: 'EfficientNet', 'zh-CN': 'EfficientNet' },
  summary: { en: 'MobileNet’s blocks with squeeze-and-excitation inside, widened and deepened together. The gate can be left out, to see what it gives.', 'zh-CN': 'MobileNet 的模块内加入 SE，宽度与深度一起增长。可以去掉 SE，以观察它的作用。' },
  paper: { title: 'EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks', authors: 'Tan and Le', venue: 'ICML', year: 2019, link: 'https://arxiv.org/abs/1905.11946' },
  attends: true,
  names: ['efficientnet_b0', 'efficientnet_b1', 'efficientnet_b2', 'efficientnet_b3', 'efficientnet_b4', 'efficientnet_b5', 'efficientnet_b6', 'efficientnet_b7'],
  named,
  options: z.strictObject({
    ...mobileOptions,
    squeeze: option(z.boolean().default(true), { en: 'Squeeze-and-excitation in every block', 'zh-CN': '每个模块内的 SE' }),
  }),
})
