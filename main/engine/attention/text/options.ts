/** Options that mechanisms reading a caption share. */
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'

export const layersOption = option(z.int().min(0).max(6).default(1), { en: 'Encoder layers of the caption', 'zh-CN': '说明文字的编码层数' }, {
  en: 'In each, the words read each other. Without any, every word stands for itself, and "left of the seven" is no more than its words.',
  'zh-CN': '每一层中词与词相互阅读。没有编码层时，每个词只代表自己，“left of the seven” 不过是几个词的堆砌。',
})
