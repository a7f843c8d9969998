import { describe, expect, it } from 'vitest'
import type { ComparisonSummary } from '../../../preload/contract/comparison.ts'
import type { RunRecord } from '../../../preload/contract/run.ts'
import { differenceOf, direction, largestChanges, rightAnswers } from '../../../renderer/src/features/evidence/matrix.ts'
import { fileName } from '../../../renderer/src/features/report/file-name.ts'
import { takeStyles } from '../../../renderer/src/features/report/styled.ts'
import { csvOf } from '../../../renderer/src/features/runs/csv.ts'
import { differencesOf } from '../../../renderer/src/features/runs/differences.ts'
import { matches, rowsOf, sorted, together } from '../../../renderer/src/features/runs/rows.ts'

describe('confusion matrices', () => {
  const before = [[6, 4], [3, 7]]
  const after = [[9, 1], [4, 6]]
  it('differ cell by cell; more on the diagonal and less beside it is better', () => {
    expect(differenceOf(before, after)).toEqual([[3, -3], [1, -1]])
    expect([direction(0, 0, 3), direction(0, 1, -3), direction(1, 0, 1), direction(1, 1, -1), direction(0, 1, 0)]).toEqual([1, 1, -1, -1, 0])
  })
  it('count right answers, in all and by class', () => {
    expect(rightAnswers(after)).toBe(15)
  })
  it('list the largest changes first', () => {
    expect(largestChanges(before, after, 2).map((c) => [c.truth, c.answer])).toEqual([[0, 0], [0, 1]])
  })
})

describe('the table of runs', () => {
  const run = (id: string, name: string, seed: number, testAccuracy: number | null) => ({ id, comparisonId: 'c', variantId: name, testLoss: null, seconds: null, imagesPerSecond: null, startedAt: null, createdAt: 1, cost: null, environment: null, state: testAccuracy === null ? 'failed' : 'finished', seed, testAccuracy, config: { variant: { name, model: 'small-cnn', insert: [{ mechanism: 'se', at: 'stage3', with: {} }] }, dataset: { id: 'digits' } } }) as unknown as RunRecord
  const rows = rowsOf([run('a', 'SE', 3, 0.5), run('b', 'Plain CNN', 1, null), run('c', 'CBAM', 3, 0.7)], [{ id: 'c', name: { en: 'Digits', 'zh-CN': '手写数字' } } as ComparisonSummary], 'zh-CN')
  it('finds words anywhere and a seed by its number', () => {
    expect(rows.filter((row) => matches(row, 'cbam seed 3', null)).map((row) => row.id)).toEqual(['c'])
    expect(rows.filter((row) => matches(row, '手写 种子 1', null)).map((row) => row.id)).toEqual(['b'])
    expect(rows.filter((row) => matches(row, 'cbam, seed 9', null))).toEqual([])
    expect(rows.filter((row) => matches(row, '', 'failed'))).toHaveLength(1)
  })
  it('puts what has no value last in both directions', () => {
    expect(sorted(rows, 'accuracy', true).map((row) => row.id)).toEqual(['c', 'a', 'b'])
    expect(sorted(rows, 'accuracy', false).map((row) => row.id)).toEqual(['a', 'c', 'b'])
  })
  it('takes the seeds of a model together: mean, interval, and a state only if they share it', () => {
    const three = rowsOf([run('a', 'SE', 1, 0.5), run('b', 'SE', 2, 0.6), run('c', 'SE', 3, 0.7), run('d', 'Plain CNN', 1, 0.4), run('e', 'Plain CNN', 2, null)], [], 'en')
    const [se, plain] = together(three, [], 'en')
    expect(se!.accuracy).toBeCloseTo(0.6, 12)
    // scipy.stats.t.interval(0.95, 2, 0.6, 0.1 / sqrt(3))
    expect(se!.interval!.low).toBeCloseTo(0.3516, 4)
    expect([se!.runs.length, se!.state, plain!.state, plain!.accuracy, plain!.interval]).toEqual([3, 'finished', null, 0.4, null])
  })
  it('names only the settings in which runs differ', () => {
    expect(differencesOf([run('a', 'SE', 1, 0.5), run('b', 'SE', 2, 0.6)])).toEqual([])
    const other = run('c', 'SE', 1, 0.5)
    other.config = { ...other.config, dataset: { id: 'cifar10', with: {} } }
    expect(differencesOf([run('a', 'SE', 1, 0.5), other]).map(({ path }) => path)).toEqual(['dataset.id', 'dataset.with'])
  })
  it('goes to a spreadsheet as it is shown, and carries nothing out there', () => {
    const [line] = rowsOf([run('a', '=1+1', 1, 0.5)], [], 'en')
    expect(csvOf([line!]).split('\r\n')[1]).toBe("c,'=1+1,1,finished,0.5,,,,,,")
  })
})

describe('a report in the window', () => {
  it('gives its rules away before it is shown, and words stay', () => {
    const { html, css } = takeStyles('<head><style>p{color:red}</style></head><p style="width: 2px">style="kept"</p><svg><rect style="fill: red"/></svg>')
    expect(css.trim()).toBe('p{color:red}')
    expect(html).toBe('<head></head><p data-style="width: 2px">style="kept"</p><svg><rect data-style="fill: red"/></svg>')
  })
  it('is saved under a name that every file system takes', () => {
    expect(fileName('Digits: CCT / ViT?', 'html')).toBe('Digits CCT ViT report.html')
    expect(fileName('杂乱中的数字', 'pdf')).toBe('杂乱中的数字 report.pdf')
    expect(fileName('../..', 'html')).not.toMatch(/[\\/]|^\./)
  })
})
