/** What others take of the processors, from two readings of their clocks. */
import { expect, test } from 'vitest'
import { watchOthers } from '../../../main/engine/measures/load.ts'

test('what is neither idle nor ours is others’, as a share of all processors', () => {
  const clock = { all: 1000, worked: 400, own: 100 }
  const others = watchOthers(() => ({ ...clock }), () => clock.own)
  expect(others()).toBe(0)
  Object.assign(clock, { all: 3000, worked: 1900, own: 1100 })
  expect(others()).toBe(0.25)
  // Clocks of the system are coarser than our own.
  Object.assign(clock, { worked: 1300, own: 1110 })
  expect(others()).toBe(0)
})

test('the clocks of this computer can be read', () => {
  const others = watchOthers()
  for (const begun = performance.now(); performance.now() - begun < 30;);
  expect(others()).toBeGreaterThanOrEqual(0)
  expect(others()).toBeLessThanOrEqual(1)
})
