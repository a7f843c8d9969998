/** Short names for comparisons and runs, good for typing: no letter that reads like another. */
import { randomInt } from 'node:crypto'

const alphabet = '23456789abcdefghjkmnpqrstuvwxyz'

export const newComparisonId = (): string => Array.from({ length: 8 }, () => alphabet[randomInt(alphabet.length)]).join('')

/** Names the run's folder too. */
export const runId = (comparisonId: string, variantId: string, seed: number): string => `${comparisonId}-${variantId}-${seed}`
