/** CIFAR-10 (Krizhevsky 2009): 50,000 training and 10,000 test images of 32 × 32 in ten classes. Fetched on request, see cifar10-fetch.ts. */
import { z } from 'zod'
import type { Source } from './source.ts'

export const cifar10: Source = {
  id: 'cifar10',
  name: 'CIFAR-10',
  summary: {
    en: '60\u202f000 colour photographs of 32 × 32 pixels in ten classes. About 140 MB are fetched when it is added.',
    'zh-CN': '十个类别的 60\u202f000 张 32 × 32 彩色照片。添加时会下载约 140 MB。',
  },
  source: 'download',
  licence: { en: 'free for research (A. Krizhevsky)', 'zh-CN': '可自由用于研究（A. Krizhevsky）' },
  attribution: 'A. Krizhevsky: Learning Multiple Layers of Features from Tiny Images, 2009',
  options: z.strictObject({}),
}

export const cifar10Classes = ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'].map((id, i) => ({
  id, name: { en: id, 'zh-CN': ['飞机', '汽车', '鸟', '猫', '鹿', '狗', '青蛙', '马', '船', '卡车'][i]! },
}))
