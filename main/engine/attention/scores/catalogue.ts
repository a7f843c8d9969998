/** All compatibility functions. Any mechanism that scores queries against keys takes each of them. */
import { additive, additiveSum } from './additive.ts'
import { bilinear } from './bilinear.ts'
import { concat, concatScalars } from './concat.ts'
import { cosine, cosineFixed } from './cosine.ts'
import { dot, learnedDot } from './dot.ts'
import { l2 } from './l2.ts'
import { scaledDot } from './scaled-dot.ts'
import type { Score } from './score.ts'

export const scores = {
  dot, 'scaled-dot': scaledDot, 'learned-dot': learnedDot, bilinear, additive, 'additive-sum': additiveSum, concat, 'concat-scalars': concatScalars,
  cosine, 'cosine-fixed': cosineFixed, l2,
} satisfies Record<string, Score>
export type ScoreId = keyof typeof scores
export const scoreIds = Object.keys(scores) as [ScoreId, ...ScoreId[]]
export const scoreNames = Object.fromEntries(Object.values(scores).map(({ id, name }) => [id, name]))
/** For a form. */
export const scoreHelp = {
  en: 'Additive and concat hold the width of a head for every pair of places, so they need small maps.',
  'zh-CN': '加性与拼接打分要为每一对位置保存一个头的宽度，只适合小特征图。',
}
