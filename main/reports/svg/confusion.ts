/** Who is taken for whom: rows are true classes, columns answers. Ink for right, rust for wrong, by the share of the row. */
import { html } from '../markup.ts'
import type { Markup } from '../markup.ts'
import { at } from './scale.ts'

export const largestMatrix = 20

export function confusionMatrix(counts: readonly (readonly number[])[], names: readonly string[], words: { label: string; cell(truth: string, answer: string, n: number): string; answer: string; truth: string }): Markup {
  const size = counts.length
  const cell = 260 / size
  const longest = Math.max(...names.map((n) => [...n].length))
  const left = Math.min(80, 18 + longest * 7)
  const top = longest > 3 ? 60 : 32
  const short = (name: string) => ([...name].length > 9 ? `${[...name].slice(0, 8).join('')}…` : name)
  const column = (i: number) => left + (i + 0.5) * cell
  return html`<svg class="matrix" viewBox="0 0 ${left + 262} ${top + 262}" role="img" aria-label="${words.label}"><text x="${left + 130}" y="10" text-anchor="middle" class="axis">${words.answer}</text><text transform="translate(9 ${top + 130}) rotate(-90)" text-anchor="middle" class="axis">${words.truth}</text>${names.map((name, i) => html`<text x="${left - 5}" y="${at(top + (i + 0.5) * cell + 3.5)}" text-anchor="end" class="axis">${short(name)}</text>${longest > 3 ? html`<text transform="translate(${at(column(i) + 3.5)} ${top - 5}) rotate(-50)" class="axis">${short(name)}</text>` : html`<text x="${at(column(i))}" y="${top - 6}" text-anchor="middle" class="axis">${name}</text>`}`)}${counts.map((row, r) => {
    const total = row.reduce((a, b) => a + b, 0)
    return row.map((n, c) => n > 0 && html`<g><title>${words.cell(names[r]!, names[c]!, n)}</title><rect x="${at(left + c * cell)}" y="${at(top + r * cell)}" width="${at(cell)}" height="${at(cell)}" fill="${r === c ? 'var(--ink)' : 'var(--broken)'}" fill-opacity="${(r === c ? 0.16 * (n / total) : 0.1 + 0.6 * (n / total)).toFixed(3)}"/>${size <= 12 && html`<text x="${at(column(c))}" y="${at(top + (r + 0.5) * cell + 3.5)}" text-anchor="middle" class="${r === c ? 'count' : 'count wrong'}">${n}</text>`}</g>`)
  })}<rect x="${left}" y="${top}" width="260" height="260" fill="none" stroke="var(--line-2)"/></svg>`
}
