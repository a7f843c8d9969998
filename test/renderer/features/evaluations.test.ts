/** The page of an evaluation: what its address means, and what its sentence says. */
import { describe, expect, test } from 'vitest'
import type { Evaluation, EvaluationMetrics } from '../../../preload/contract/evaluation.ts'
import { choiceOf, filterOf, isFiltered, queryOf, sortedBy } from '../../../renderer/src/features/evaluations/asking.ts'
import { findingOf, namesOf } from '../../../renderer/src/features/evaluations/sentence.ts'
import en from '../../../renderer/src/i18n/en/evaluations.ts'

const t = (key: string, values: Record<string, string | number> = {}): string => {
  const text = (en as Record<string, unknown>)[key.replace('evaluations.', '')]
  if (typeof text !== 'string') throw new Error(key)
  return text.replace(/\{(\w+)\}/g, (_, name: string) => { if (values[name] === undefined) throw new Error(`${key}: ${name}`); return String(values[name]) })
}

describe('the address', () => {
  test('says all that is chosen, and nothing that is usual', () => {
    const usual = choiceOf({})
    expect([queryOf(usual), isFiltered(usual), filterOf(usual, 2)]).toEqual([{}, false, {}])
    const chosen = { show: 'wrong-1', label: 3, answer: 4, by: 1, text: 'cat', sort: { by: 'probability' as const, run: 1, descending: true } }
    expect(queryOf(chosen)).toEqual({ show: 'wrong-1', label: '3', answer: '4', by: '1', text: 'cat', sort: '-probability-1' })
    expect(choiceOf(queryOf(chosen))).toEqual(chosen)
    expect(filterOf(chosen, 2)).toEqual({ wrong: 1, label: 3, answer: 4, answerBy: 1, text: 'cat' })
  })
  test('of nonsense is as none', () => {
    const read = choiceOf({ show: 'wrong-9', label: 'x', sort: '-nothing-1', by: '7', answer: '2' })
    expect([read.label, read.sort]).toEqual([null, { by: 'row', run: 0, descending: false }])
    expect(filterOf(read, 2)).toEqual({ answer: 2 })
  })
  test('a column pressed again turns round', () => {
    const first = sortedBy({ by: 'row', run: 0, descending: false }, 'probability', 1)
    expect(first).toEqual({ by: 'probability', run: 1, descending: true })
    expect(sortedBy(first, 'probability', 1).descending).toBe(false)
    expect(sortedBy(first, 'probability', 0)).toEqual({ by: 'probability', run: 0, descending: true })
  })
})

const runs: Evaluation['runs'] = [{ id: 'a', name: 'Plain CNN', seed: 1, slot: 0 }, { id: 'b', name: 'Softmax pooling', seed: 1, slot: 1 }]
const of = (accuracy: number, against: EvaluationMetrics['runs'][number]['against']) => ({ accuracy, interval: { low: accuracy - 0.02, high: accuracy + 0.02 }, macroF1: 0, logLoss: 0, expectedCalibrationError: 0, classes: [], confusion: [], against })
const labelled: EvaluationMetrics = { answered: 1000, agreed: 700, answers: [[600, 400], [500, 500]], labelled: 1000, runs: [of(0.64, null), of(0.912, { difference: 0.272, fixed: 280, broken: 8, p: 1e-9, pHolm: 1e-9 })] }
const told = { partial: false, runs, classes: ['cat', 'dog'], metrics: labelled, language: 'en' as const, t }
const narrow = '\u202f'

describe('the sentence', () => {
  test('names the best first, with its interval; below, the test and what is not shown', () => {
    expect(findingOf(told)).toEqual({
      sentence: `Softmax pooling reads 912 of 1${narrow}000 images as labelled, 91.2${narrow}% (89.2 to 93.2); Plain CNN 640, 64.0${narrow}% (62.0 to 66.0).`,
      below: 'Softmax pooling against Plain CNN: +27.2 points, fixes 280 and breaks 8, p < 0.001 (McNemar, Holm). Intervals are 95 % (Wilson) over these images. One training of each model answered; another seed may answer otherwise.',
    })
  })
  test('claims nothing of the rest while it goes on', () => {
    const { sentence, below } = findingOf({ ...told, partial: true })!
    expect(sentence).toMatch(/^So far Softmax/)
    expect(below).not.toMatch(/McNemar|p </)
  })
  test('without labels tells of agreement, never of accuracy', () => {
    const metrics = { ...labelled, labelled: 0, runs: [] }
    expect(findingOf({ ...told, metrics })!.sentence).toBe(`2 models give the same answer to 700 of 1${narrow}000 images, 70.0${narrow}%.`)
    expect(findingOf({ ...told, runs: runs.slice(0, 1), metrics: { ...metrics, answers: [[400, 600]] } })!.sentence).toBe(`Plain CNN answers 1${narrow}000 images, most often “dog”: 600 times.`)
    expect(findingOf({ ...told, metrics: { ...metrics, answered: 0 } })).toBeNull()
  })
  test('tells two seeds of one model apart', () => {
    expect(namesOf([runs[0]!, { ...runs[0]!, seed: 2 }, runs[1]!], 'en', t)).toEqual(['Plain CNN, seed 1', 'Plain CNN, seed 2', 'Softmax pooling'])
  })
})
