/** Options that several mechanisms among tokens have. */
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import { headNorms } from '../multi-head-attention.ts'
import { scoreHelp, scoreIds, scoreNames } from '../scores/catalogue.ts'

export const headsOption = option(z.int().min(1).max(64).default(4), { en: 'Heads', 'zh-CN': '头数' }, { en: 'Must divide the width of the map.', 'zh-CN': '必须能整除特征图的通道数。' })

export const dropoutOption = option(z.number().min(0).max(0.9).default(0), { en: 'Dropout on the weights', 'zh-CN': '权重的 Dropout' })

export const scoreOption = option(z.enum(scoreIds).default('scaled-dot'), { en: 'Score', 'zh-CN': '打分函数' }, scoreHelp, scoreNames)

export const keyValueHeadsOption = option(z.int().min(0).max(64).default(0), { en: 'Heads of keys and values', 'zh-CN': '键值头数' }, {
  en: '0 = as many as heads; 1 = multi-query; a divisor of the heads between them = grouped-query.',
  'zh-CN': '0 表示与头数相同；1 为多查询；介于其间且能整除头数的值为分组查询。',
})

export const queryKeyNormOption = option(z.enum(headNorms).default('none'), { en: 'Normalise queries and keys', 'zh-CN': '查询与键的归一化' }, {
  en: 'Of each head; keeps scores bounded, so that training stays stable.',
  'zh-CN': '在每个头内进行，使打分有界，训练更稳定。',
}, { none: { en: 'No', 'zh-CN': '无' }, layer: { en: 'Layer normalisation', 'zh-CN': '层归一化' }, rms: { en: 'RMS normalisation', 'zh-CN': 'RMS 归一化' } })

export const talkingOption = option(z.boolean().default(false), { en: 'Talking heads', 'zh-CN': '头间交流' }, {
  en: 'Heads exchange their scores before the softmax and their weights after it. The maps shown are those right after the softmax.',
  'zh-CN': '各头在 softmax 之前交换打分，之后交换权重。所显示的是 softmax 刚结束时的注意力图。',
})

export const biasOption = option(z.boolean().default(true), { en: 'Biases of query, key and value', 'zh-CN': '查询、键、值的偏置' })
