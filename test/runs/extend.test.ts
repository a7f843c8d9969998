/** Training on: what the new comparison is called. */
import { expect, test } from 'vitest'
import { extendedName } from '../../main/runs/extend.ts'

test('a name says the epochs that were added, each time anew and in both languages', () => {
  const once = extendedName({ en: 'Digits', 'zh-CN': '数字' }, [], 8)
  expect(once).toEqual({ en: 'Digits, +8 epochs', 'zh-CN': '数字，+8 轮' })
  expect(extendedName(once, [8], 4)).toEqual({ en: 'Digits, +8 +4 epochs', 'zh-CN': '数字，+8 +4 轮' })
  expect(extendedName('A', [], 1)).toEqual({ en: 'A, +1 epoch', 'zh-CN': 'A，+1 轮' })
  // A name the user changed since is kept whole.
  expect(extendedName('My own', [8], 4)).toEqual({ en: 'My own, +8 +4 epochs', 'zh-CN': 'My own，+8 +4 轮' })
})
