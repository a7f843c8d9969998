/** A limit to what attention may hold of one image, so that a map too large for it is refused in words and does not end the process. */
import { FoveaError } from '../../../preload/contract/errors.ts'
import { scores, type ScoreId } from './scores/catalogue.ts'

/** 2^28 numbers are 1 GiB in single precision, for one image and one tensor. */
const LARGEST = 2 ** 28

interface Pairs {
  queries: number
  keys: number
  heads: number
  /** Of all heads together. */
  width: number
  score?: ScoreId
}

/** Throws when the weights of one image, or what the score holds for every pair, are more numbers than any machine should hold. */
export function checkPairs({ queries, keys, heads, width, score = 'scaled-dot' }: Pairs): void {
  const each = scores[score].pairs ? Math.max(width, heads) : heads
  const numbers = queries * keys * each
  if (numbers > LARGEST) throw new FoveaError('invalid', 'engine.pairs-too-many', { queries, keys, numbers, most: LARGEST })
}
