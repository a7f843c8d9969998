/** All rows of an evaluation as comma-separated values: one line an image, three columns a run. */
import { csvText } from '../../preload/contract/csv.ts'
import { describeProblem } from '../../preload/contract/errors.ts'
import type { Evaluation } from '../../preload/contract/evaluation.ts'
import { inLanguage, type Language } from '../../preload/contract/text.ts'
import { imageAt, type Rows } from './rows.ts'

export function tableOf({ runs, classes }: Pick<Evaluation, 'runs' | 'classes'>, rows: Rows, language: Language): string {
  const className = (place: number | null) => (place === null ? null : inLanguage(classes[place]!, language))
  const named = runs.map(({ name, seed }) => `${inLanguage(name, language)}, seed ${seed}`)
  const head = ['file', 'label', ...named.flatMap((name) => [`${name}: answer`, `${name}: probability`, `${name}: right`]), 'agreement', 'problem']
  const lines = Array.from({ length: rows.done }, (_, row) => {
    const { name, label, answers, agreement, problem } = imageAt(rows, row)
    const each = runs.flatMap((_, run) => {
      const given = answers[run]
      return given ? [className(given.answer), given.probability, label === null ? null : Number(given.answer === label)] : [null, null, null]
    })
    return [name, className(label), ...each, agreement, problem && describeProblem(problem, language).message]
  })
  return csvText([head, ...lines])
}
