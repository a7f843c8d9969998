/** What is said of one answer beside its picture: the classes worth showing and the figures of its look. Pure, so it is tested. */
import type { Answer, AttentionMap } from '../../../../preload/contract/inspect.ts'
import { fixed } from '../../../../preload/contract/format.ts'
import { cellAt, forAndAgainst, sizes, viewOf, type View } from '../../charts/attention-view.ts'
import { entropy, halfOfLook } from '../../charts/look.ts'

/** The three likeliest classes, and the true one when it is not among them (it takes the last place). */
export function shownClasses(probabilities: readonly number[], label: number | null, most = 3): number[] {
  const order = probabilities.map((_, i) => i).sort((a, b) => probabilities[b]! - probabilities[a]! || a - b).slice(0, most)
  if (label !== null && label < probabilities.length && !order.includes(label)) order[order.length - 1] = label
  return order
}

/** Layers of all answers in the order in which models meet them; layers of one name are shown together. */
export const layersOf = (answers: readonly Answer[]): string[] => [...new Set(answers.flatMap((answer) => answer.maps.map((map) => map.layer)))]

/** The map of the wanted layer; a model without that layer shows its last. */
export const mapFor = (answer: Answer, layer: string | null): AttentionMap | null => answer.maps.find((map) => map.layer === layer) ?? answer.maps.at(-1) ?? null

/** With `fromCursor`, the look of the query under the cursor; of a map whose queries are words, that of `word`. A map with one query for all keeps its own look. */
export function viewFor(map: AttentionMap, head: number | null, cursor: { x: number; y: number } | null, fromCursor: boolean, word: number | null = null): View {
  const query = map.queries ? word : fromCursor && cursor && map.queryGrid ? cellAt(map.queryGrid, cursor.x, cursor.y) : null
  return viewOf(map, map.heads > 1 ? head : null, query)
}

/** pro: of a signed map, the share of the evidence that speaks for the answer. */
export interface Figures { atCursor: number | null; half: number; cells: number; spread: number | null; pro: number | null }
export function figuresOf(view: View, cursor: { x: number; y: number } | null): Figures {
  const all = sizes(view)
  return {
    atCursor: cursor ? view.even[cellAt([view.rows, view.columns], cursor.x, cursor.y)]! : null,
    half: halfOfLook(all).size, cells: all.length, spread: entropy(all), pro: view.signed ? (forAndAgainst(view)?.pro ?? null) : null,
  }
}

/** '+3.2' or '−0.4'. */
export const signedEven = (even: number): string => (even > 0 ? '+' : '') + fixed(even, 1)
