import { describe, expect, it } from 'vitest'
import { differenceOf, direction, largestChanges, rightAnswers } from '../../../renderer/src/charts/confusion.ts'
import { fileName } from '../../../renderer/src/features/report/file-name.ts'
import { takeStyles } from '../../../renderer/src/features/report/styled.ts'

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
