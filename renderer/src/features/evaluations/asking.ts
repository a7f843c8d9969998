/** Which rows are shown and in which order, as the address says it: ?show=wrong-0&label=3&text=cat&sort=-probability-1; &by=1 means the answer of that run. */
import type { LocationQuery } from 'vue-router'
import type { EvaluationFilter, EvaluationSort } from '../../../../preload/contract/evaluation.ts'

export type SortBy = EvaluationSort['by']
/** '' all, 'disagree', 'refused', or 'wrong-' and the number of a run. */
export interface Choice { show: string; label: number | null; answer: number | null; by: number | null; text: string; sort: EvaluationSort }

const keys: readonly SortBy[] = ['row', 'name', 'label', 'answer', 'probability', 'agreement']
const text = (value: LocationQuery[string] | undefined) => (typeof value === 'string' ? value : '')
const whole = (value: string) => (/^\d+$/.test(value) ? Number(value) : null)

export function choiceOf(query: LocationQuery): Choice {
  const [, minus, by = '', run = '0'] = /^(-?)([a-z]+)(?:-(\d+))?$/.exec(text(query['sort'])) ?? []
  const known = keys.find((key) => key === by)
  return {
    show: text(query['show']), label: whole(text(query['label'])), answer: whole(text(query['answer'])), by: whole(text(query['by'])), text: text(query['text']).slice(0, 200),
    sort: { by: known ?? 'row', run: known ? Number(run) : 0, descending: known !== undefined && minus === '-' },
  }
}

/** What stands in the address; what is usual is left out. */
export function queryOf({ show, label, answer, by, text, sort }: Choice): Record<string, string> {
  const named = sort.by === 'answer' || sort.by === 'probability' ? `${sort.by}-${sort.run}` : sort.by
  return {
    ...(show ? { show } : {}), ...(label === null ? {} : { label: String(label) }), ...(answer === null ? {} : { answer: String(answer) }), ...(answer === null || by === null ? {} : { by: String(by) }), ...(text ? { text } : {}),
    ...(sort.by === 'row' && !sort.descending ? {} : { sort: `${sort.descending ? '-' : ''}${named}` }),
  }
}

/** A run that is not there filters nothing. */
export function filterOf({ show, label, answer, by, text }: Choice, runs: number): EvaluationFilter {
  const wrong = whole(/^wrong-(\d+)$/.exec(show)?.[1] ?? '')
  return {
    ...(text ? { text } : {}), ...(label === null ? {} : { label }), ...(answer === null ? {} : { answer }), ...(answer === null || by === null || by >= runs ? {} : { answerBy: by }),
    ...(show === 'disagree' ? { disagree: true } : {}), ...(show === 'refused' ? { refused: true } : {}), ...(wrong !== null && wrong < runs ? { wrong } : {}),
  }
}

export const isFiltered = ({ show, label, answer, text }: Choice): boolean => show !== '' || label !== null || answer !== null || text !== ''

/** A press on the head of a column: that column, and the other way round when it was it already. Likeliest and most disagreed first. */
export function sortedBy(now: EvaluationSort, by: SortBy, run: number): EvaluationSort {
  if (now.by === by && now.run === run) return { by, run, descending: !now.descending }
  return { by, run, descending: by === 'probability' }
}
