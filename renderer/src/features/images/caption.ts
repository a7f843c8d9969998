/** Captions of the images asked about. */
import type { Captions } from '../../../../preload/contract/dataset.ts'

/** As it is written and can be written back: the English words. */
export const captionText = (words: readonly number[], { vocabulary }: Captions): string =>
  words.map((place) => vocabulary[place] ?? '').map((word) => (typeof word === 'string' ? word : word.en)).join(' ')
