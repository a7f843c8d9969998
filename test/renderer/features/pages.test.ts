import { describe, expect, it } from 'vitest'
import type { ComparisonSummary } from '../../../preload/contract/comparison.ts'
import type { RunRecord } from '../../../preload/contract/run.ts'
import { differenceOf, direction, largestChanges, rightAnswers } from '../../../renderer/src/features/evidence/matrix.ts'
import { fileName } from '../../../renderer/src/features/report/file-name.ts'
import { takeStyles } from '../../../renderer/src/features/report/styled.ts'
import { matches, rowsOf, sorted } from '../../../renderer/src/features/runs/rows.ts'

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
  const run = (id: string, name: string, seed: number, testAccuracy: number | null) => ({ id, comparisonId: 'c', state: testAccuracy === null ? 'failed' : 'finished', seed, testAccuracy, config: { variant: { name, model: 'small-cnn', insert: [{ mechanism: 'se', at: 'stage3', with: {} }] }, dataset: { id: 'digits' } } }) as unknown as RunRecord
  const rows = rowsOf([run('a', 'SE', 3, 0.5), run('b', 'Plain CNN', 1, null), run('c', 'CBAM', 3, 0.7)], [{ id: 'c', name: { en: 'Digits', 'zh-CN': '手写数字' } } as ComparisonSummary], 'zh-CN')
  it('finds words anywhere and a seed by its number', () => {
    expect(rows.filter((row) => matches(row, 'cbam seed 3', null)).map((row) => row.run.id)).toEqual(['c'])
    expect(rows.filter((row) => matches(row, '手写 种子 1', null)).map((row) => row.run.id)).toEqual(['b'])
    expect(rows.filter((row) => matches(row, 'cbam, seed 9', null))).toEqual([])
    expect(rows.filter((row) => matches(row, '', 'failed'))).toHaveLength(1)
  })
  it('puts what has no value last in both directions', () => {
    expect(sorted(rows, 'accuracy', true).map((row) => row.run.id)).toEqual(['c', 'a', 'b'])
    expect(sorted(rows, 'accuracy', false).map((row) => row.run.id)).toEqual(['a', 'c', 'b'])
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
    expect(fileName('../..')).not.toMatch(/[\\/]|^\./)
  })
})
