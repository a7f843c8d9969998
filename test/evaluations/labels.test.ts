/** What is said of folders that are no classes. */
import { expect, test } from 'vitest'
import { labelsOf } from '../../main/evaluations/labels.ts'

const classes = (count: number) => Array.from({ length: count }, (_, i) => ({ id: `c${i}`, name: { en: `Class ${i}`, 'zh-CN': `类别 ${i}` }, train: 1, test: 1 }))
const strange = ['one/a.png', 'two/b.png']

test('folders of other names are told with all the classes there are', () => {
  const { source, warnings } = labelsOf(strange, 'mine', [], classes(10))
  expect(source).toBe('none')
  expect(warnings).toMatchObject([{ code: 'evaluations.no-known-class', params: { classes: 'c0, c1, c2, c3, c4, c5, c6, c7, c8, c9' } }])
})

test('a mark says that there are more classes than are named', () => {
  const said = labelsOf(strange, 'mine', [], classes(40)).warnings[0]!.params!['classes']
  expect(said).toMatch(/^c0, .*c11, …$/)
})
