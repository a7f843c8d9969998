/** What the five articles that Fovea started from got wrong: what is computed or said there, why it is wrong, and the repaired form. */
import { z } from 'zod'
import { Text } from './text.ts'

export const articleNumbers = ['000', '001', '002', '003', '004'] as const
export const ArticleNumber = z.enum(articleNumbers)
export type ArticleNumber = z.infer<typeof ArticleNumber>

export const ArticleFault = z.object({
  id: z.string(),
  article: ArticleNumber,
  /** code: a snippet computes something else than it should; a test shows it in numbers. claim: a sentence is not true. */
  kind: z.enum(['code', 'claim']),
  title: Text,
  /** What the code computes, or what the article says. */
  found: Text,
  why: Text,
  repaired: Text,
  /** LaTeX of both, where a formula says it shorter. */
  formulas: z.object({ found: z.string(), repaired: z.string() }).optional(),
  /** The catalogue entry that has it right. */
  mechanism: z.string().optional(),
})
export type ArticleFault = z.infer<typeof ArticleFault>

/** What each article is about. */
export const articleTitles: Record<ArticleNumber, Text> = {
  '000': { en: 'Key-value attention in image recognition', 'zh-CN': '键值对注意力在图像识别中的应用' },
  '001': { en: 'Attention in CNNs', 'zh-CN': 'CNN 中的注意力机制' },
  '002': { en: 'Self-attention joined with convolution', 'zh-CN': '自注意力与卷积神经网络的融合' },
  '003': { en: 'Self-attention for image classification', 'zh-CN': '用于图像分类的自注意力' },
  '004': { en: 'Compatibility functions', 'zh-CN': '注意力中的兼容性函数' },
}
