/** How wide words are, where nothing can measure them: in drawings that are written as text, and before a canvas is there. */

/** Rough width in px: Chinese characters are as wide as the type size, the others a little more than half of it. */
export const textWidth = (text: string, size: number): number =>
  [...text].reduce((width, c) => width + (c > '\u2e7f' ? 1 : 0.56) * size, 0)

/** The text, or its beginning and its end with an ellipsis between, as much as fits: names of variants often differ at their ends. `most` in px. */
export function shortened(text: string, size: number, most: number): string {
  if (textWidth(text, size) <= most) return text
  const characters = [...text]
  for (let left = characters.length - 1; left > 0; left--) {
    const begin = Math.ceil(left / 2)
    const cut = `${characters.slice(0, begin).join('').trimEnd()}…${characters.slice(characters.length - (left - begin)).join('').trimStart()}`
    if (textWidth(cut, size) <= most) return cut
  }
  return '…'
}
