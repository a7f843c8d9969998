/** The tags of a run with some added and some taken away; the added ones stand last. */
import { mostTags } from './limits.ts'

export const changedTags = (tags: readonly string[], add: readonly string[], take: readonly string[]): string[] =>
  [...new Set([...tags.filter((tag) => !take.includes(tag)), ...add])].slice(0, mostTags)
