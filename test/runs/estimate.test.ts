/** How long the queue will take. */
import { expect, test } from 'vitest'
import { measure, secondsLeft } from '../../main/runs/estimate.ts'
import type { RunRecord } from '../../preload/contract/run.ts'

const run = (id: string, variantId: string, more: Partial<RunRecord> = {}): RunRecord => ({ id, comparisonId: 'c', variantId, state: 'queued', step: 0, steps: null, seconds: null, ...more }) as RunRecord
const finished = [run('1', 'a', { state: 'finished', seconds: 10 }), run('2', 'a', { state: 'finished', seconds: 14 }), run('3', 'b', { state: 'finished', seconds: 30 })]
const none = new Map<string, { spent: number; left: number }>()

test('each run counts what its variant took; an unmeasured one what the comparison took', () => {
  expect(secondsLeft([run('4', 'a'), run('5', 'b')], measure(finished), none, 0)).toBe(42)
  expect(secondsLeft([run('6', 'new')], measure(finished), none, 2)).toBe(20)
})

test('of a run that goes on only the rest counts, of one under way what it says itself', () => {
  expect(secondsLeft([run('4', 'a', { step: 75, steps: 100 })], measure(finished), none, 0)).toBe(3)
  expect(secondsLeft([run('4', 'a', { state: 'running' }), run('5', 'b')], measure(finished), new Map([['4', { spent: 1, left: 7 }]]), 1)).toBe(38)
})

test('the first run under way stands for those never measured; before it has spoken nothing is said', () => {
  expect(secondsLeft([run('4', 'a'), run('5', 'b')], measure([]), new Map([['4', { spent: 6, left: 4 }]]), 0)).toBe(14)
  expect(secondsLeft([run('4', 'a')], measure([]), none, 3)).toBeNull()
})
