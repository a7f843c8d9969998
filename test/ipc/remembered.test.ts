/** What was computed last is not computed again; what was asked for longest ago goes first. */
import { expect, test } from 'vitest'
import { remembered } from '../../main/ipc/remembered.ts'

test('keeps the last few', () => {
  const made: string[] = []
  const ask = remembered<string | null>(2)
  const of = (key: string) => ask(key, () => { made.push(key); return key === 'none' ? null : key.toUpperCase() })
  expect(['a', 'none', 'a', 'none', 'b', 'none', 'a'].map(of)).toEqual(['A', null, 'A', null, 'B', null, 'A'])
  expect(made).toEqual(['a', 'none', 'b', 'a'])
})
