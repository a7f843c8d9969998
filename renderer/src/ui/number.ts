/** Reading and writing numbers as people type them: 0.003, 1e-8, 1 200, ½ is not one. */

/** null when the text is not a number. Spaces between digits are thousands; a comma is a decimal point. */
export function readNumber(text: string): number | null {
  const plain = text.trim().replace(/[\s\u202f\u00a0]/g, '').replace(',', '.').replace('−', '-')
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return null
  const value = Number(plain)
  return Number.isFinite(value) ? value : null
}

/** Shortest text that reads back as the same number. */
export const writeNumber = (value: number): string => String(value)

export interface Bounds { minimum?: number | undefined; maximum?: number | undefined; above?: number | undefined; below?: number | undefined; integer?: boolean | undefined }

/** What is wrong with a number, or null. */
export function numberFault(value: number | null, { minimum, maximum, above, below, integer }: Bounds): 'not-a-number' | 'not-whole' | 'too-small' | 'too-large' | null {
  if (value === null) return 'not-a-number'
  if (integer && !Number.isInteger(value)) return 'not-whole'
  if ((minimum !== undefined && value < minimum) || (above !== undefined && value <= above)) return 'too-small'
  if ((maximum !== undefined && value > maximum) || (below !== undefined && value >= below)) return 'too-large'
  return null
}
