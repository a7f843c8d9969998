/** How wide words are, where nothing can measure them: in drawings that are written as text, and before a canvas is there. */

/** Rough width in px: Chinese characters are as wide as the type size, the others a little more than half of it. */
export const textWidth = (text: string, size: number): number =>
  [...text].reduce((width, c) => width + (c > '\u2e7f' ? 1 : 0.56) * size, 0)

/** The text, or as much of its beginning as fits, with an ellipsis. `most` in px. */
export function shortened(text: string, size: number, most: number): string {
  if (textWidth(text, size) <= most) return text
  const characters = [...text]
  while (characters.length && textWidth(`${characters.join('')}…`, size) > most) characters.pop()
  return `${characters.join('').trimEnd()}…`
}
