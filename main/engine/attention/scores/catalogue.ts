/** All compatibility functions. Any mechanism that scores queries against keys takes each of them. */
import { additive } from './additive.ts'
import { dot } from './dot.ts'
import { scaledDot } from './scaled-dot.ts'
import type { Score } from './score.ts'

export const scores = { dot, 'scaled-dot': scaledDot, additive } satisfies Record<string, Score>
export type ScoreId = keyof typeof scores
export const scoreIds = Object.keys(scores) as [ScoreId, ...ScoreId[]]
export const scoreNames = Object.fromEntries(Object.values(scores).map(({ id, name }) => [id, name]))
