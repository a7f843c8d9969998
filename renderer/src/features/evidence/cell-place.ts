/** A cell of a confusion matrix in an address, such as ?cell=3-8-change: true class, answer, and the matrix in which it was chosen. */
export interface CellPlace { truth: number; answer: number; of: 'change' | 'before' | 'after' }

export const textOf = ({ truth, answer, of }: CellPlace): string => `${truth}-${answer}-${of}`

/** Null for what is none of so many classes. */
export function placeOf(text: unknown, classes: number): CellPlace | null {
  const found = typeof text === 'string' ? /^(\d+)-(\d+)-(change|before|after)$/.exec(text) : null
  if (!found) return null
  const [truth, answer] = [Number(found[1]), Number(found[2])]
  return truth < classes && answer < classes ? { truth, answer, of: found[3] as CellPlace['of'] } : null
}
