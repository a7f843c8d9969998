/** Width of text in a terminal: Chinese and other full-width characters take two columns (Unicode TR 11), combining marks none. */
const wide = /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u
const none = /\p{Mark}|[\u200b-\u200f\u2060\ufeff]/u

export const width = (text: string): number => [...text].reduce((sum, c) => sum + (none.test(c) ? 0 : wide.test(c) ? 2 : 1), 0)

/** At most `columns` wide, with an ellipsis where something was cut. */
export function cut(text: string, columns: number): string {
  if (width(text) <= columns) return text
  let out = ''
  for (const c of text) {
    if (width(out + c) > columns - 1) break
    out += c
  }
  return `${out}…`
}

export const padEnd = (text: string, columns: number): string => text + ' '.repeat(Math.max(0, columns - width(text)))
export const padStart = (text: string, columns: number): string => ' '.repeat(Math.max(0, columns - width(text))) + text

/** Lines of at most `columns`, broken at spaces; Chinese may break between any two characters but not before punctuation. */
export function wrap(text: string, columns: number): string[] {
  const pieces = text.match(/[^\s\u2e80-\uffef]+[，。；：、）！？”]*|[\u2e80-\uffef](?:[，。；：、）！？”])*|\s+/g) ?? []
  const lines: string[] = []
  let line = ''
  for (const piece of pieces) {
    if (line && width(line + piece.trimEnd()) > columns) {
      lines.push(line.trimEnd())
      line = /^\s/.test(piece) ? '' : piece
    } else line += piece
  }
  if (line.trim()) lines.push(line.trimEnd())
  return lines
}
