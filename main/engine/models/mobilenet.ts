/** MobileNetV2 (Sandler et al. CVPR 2018). mobilenetv2_100: 3,504,872 parameters; the number in the name is the width in hundredths. */
import { z } from 'zod'
import { divisible } from '../layers/divisible.ts'
import { family, type NamedModel } from './family.ts'
import { mobileFamily, mobileOptions, type MobileOptions, type Stage } from './inverted-residuals.ts'

const stage = (expand: number, channels: number, repeats: number, stride: 1 | 2): Stage => ({ expand, channels, repeats, stride, kernel: 3 })

function named(name: string): NamedModel<MobileOptions> | null {
  const [, hundredths] = /^mobilenetv2_(\d{3})$/.exec(name) ?? []
  return Number(hundredths) >= 10 ? { options: { width: Number(hundredths) / 100, depth: 1, stem: 'large' }, side: 224, classes: 1000 } : null
}

export const mobileNet = family<MobileOptions>({
  ...mobileFamily({
    id: 'mobilenetv2',
    stages: [stage(1, 16, 1, 1), stage(6, 24, 2, 2), stage(6, 32, 3, 2), stage(6, 64, 4, 2), stage(6, 96, 3, 1), stage(6, 160, 3, 2), stage(6, 320, 1, 1)],
    activation: 'relu6',
    features: (width) => Math.max(1280, divisible(1280 * width)),
    squeeze: () => false,
  }),
  name: { en: 'MobileNetV2', 'zh-CN': 'MobileNetV2' },
  summary: { en: 'Narrow blocks that are widened inside, with depthwise convolutions: little work for each image.', 'zh-CN': '窄模块在内部展宽，使用逐通道卷积，每张图像的计算量很小。' },
  paper: { title: 'MobileNetV2: Inverted Residuals and Linear Bottlenecks', authors: 'Sandler et al.', venue: 'CVPR', year: 2018, link: 'https://arxiv.org/abs/1801.04381' },
  attends: false,
  names: ['mobilenetv2_035', 'mobilenetv2_050', 'mobilenetv2_075', 'mobilenetv2_100', 'mobilenetv2_140'],
  named,
  options: z.strictObject(mobileOptions),
})
