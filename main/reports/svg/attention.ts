/** One image with what a model looks at: real cells, never smoothed, and an outline round those that hold half of the look. */
import type { AttentionMap } from '../../../preload/contract/inspect.ts'
import { html } from '../markup.ts'
import type { Content, Markup } from '../markup.ts'
import { cellLook, halfOfTheLook, maculaColour } from './macula.ts'

export interface Look { kind: AttentionMap['kind']; grid: [rows: number, columns: number]; weights: number[] }

const short = (v: number) => String(Math.round(v * 100) / 100)

/** Edges between chosen and other cells, as one path. */
export function outline(chosen: ReadonlySet<number>, [rows, columns]: [number, number], width: number, height: number): string {
  const [w, h] = [width / columns, height / rows]
  const has = (y: number, x: number) => y >= 0 && x >= 0 && y < rows && x < columns && chosen.has(y * columns + x)
  let path = ''
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      if (!has(y, x)) continue
      if (!has(y - 1, x)) path += `M${short(x * w)} ${short(y * h)}h${short(w)}`
      if (!has(y + 1, x)) path += `M${short(x * w)} ${short((y + 1) * h)}h${short(w)}`
      if (!has(y, x - 1)) path += `M${short(x * w)} ${short(y * h)}v${short(h)}`
      if (!has(y, x + 1)) path += `M${short((x + 1) * w)} ${short(y * h)}v${short(h)}`
    }
  }
  return path
}

/** `image` is the id of an image element in the page; sizes are units of the drawing. */
export function lookTile(image: string, look: Look | null, { width, height, label }: { width: number; height: number; label: string }): Markup {
  const cells: Content[] = []
  let path = ''
  if (look) {
    const [rows, columns] = look.grid
    const [w, h] = [width / columns, height / rows]
    look.weights.forEach((weight, i) => {
      const drawn = cellLook(weight, look.weights.length)
      if (!drawn) return
      const fill = look.kind === 'grad-cam' ? 'var(--evidence)' : maculaColour(drawn.t)
      cells.push(html`<rect x="${short((i % columns) * w)}" y="${short(Math.floor(i / columns) * h)}" width="${short(w)}" height="${short(h)}" fill="${fill}" fill-opacity="${drawn.alpha.toFixed(2)}"/>`)
    })
    path = cells.length ? outline(halfOfTheLook(look.weights), look.grid, width, height) : ''
  }
  const scale = width / 64
  return html`<svg class="tile" viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}"><use href="#${image}"/>${cells}${path && html`<path d="${path}" fill="none" stroke="#0f1113" stroke-width="${short(2.2 * scale)}" stroke-linecap="square"/><path d="${path}" fill="none" stroke="#fff" stroke-width="${short(scale)}" stroke-linecap="square"/>`}</svg>`
}
