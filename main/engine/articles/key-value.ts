/** Article 000: multi-head attention with keys and values. */
import type { ArticleFault } from '../../../preload/contract/article.ts'

export const keyValueFaults: ArticleFault[] = [
  {
    id: 'key-value-length', article: '000', kind: 'code', mechanism: 'multi-head',
    title: { en: 'Cross-attention crashes', 'zh-CN': '交叉注意力会报错' },
    found: {
      en: 'The layer takes queries, keys and values apart, as cross-attention needs, and then gives the keys and the values the length of the queries when it splits them into heads. With 5 queries and 7 keys the numbers do not fit, and it stops with an error of shapes.',
      'zh-CN': '该层分别接收查询、键和值（交叉注意力正需如此），拆分成多个头时却让键和值使用查询的长度。查询 5 个、键 7 个时，元素数目对不上，程序因形状不符而中止。',
    },
    why: {
      en: 'The number of queries and the number of keys are two numbers. They agree only in self-attention, so nothing in the article’s own example shows the fault.',
      'zh-CN': '查询的个数与键的个数是两个不同的数，只有在自注意力中才相等，因此文中示例不会暴露这一错误。',
    },
    repaired: {
      en: 'Keys and values keep a length of their own, and the map of weights has a row for each query and a column for each key. They may also have widths of their own, and a mask and dropout have their places.',
      'zh-CN': '键和值保留自己的长度，权重图每行对应一个查询、每列对应一个键；键和值也可以有自己的宽度，并为掩码和 Dropout 留出位置。',
    },
    formulas: {
      found: 'K, V \\in \\mathbb{R}^{L_k \\times E} \\to \\mathbb{R}^{h \\times L_q \\times d_h}',
      repaired: 'K, V \\in \\mathbb{R}^{L_k \\times E} \\to \\mathbb{R}^{h \\times L_k \\times d_h},\\quad A \\in \\mathbb{R}^{h \\times L_q \\times L_k}',
    },
  },
]
