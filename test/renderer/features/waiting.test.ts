/** The order of what waits: moving says no more than what changed, and times follow the order. */
import { describe, expect, test } from 'vitest'
import type { ComparisonDetail } from '../../../preload/contract/comparison.ts'
import type { RunRecord } from '../../../preload/contract/run.ts'
import { between, moved, waitingOf, waits } from '../../../renderer/src/features/run/waiting.ts'

const run = (id: string, variantId: string, state: RunRecord['state'], position: number, more: Partial<RunRecord> = {}) => ({ id, variantId, state, position, seconds: null, step: 0, steps: 100, ...more }) as RunRecord
const detail = (...runs: RunRecord[]) => ({ runs }) as unknown as ComparisonDetail

describe('moving', () => {
  test('puts one before or behind others and stays within the ends', () => {
    expect(moved(['a', 'b', 'c', 'd'], 0, 2)).toEqual(['b', 'c', 'a', 'd'])
    expect(moved(['a', 'b', 'c', 'd'], 3, 1)).toEqual(['a', 'd', 'b', 'c'])
    expect([moved(['a', 'b'], 0, -1), moved(['a', 'b'], 1, 9)]).toEqual([['a', 'b'], ['a', 'b']])
  })
  test('tells only those whose place is another', () => {
    const before = ['a', 'b', 'c', 'd', 'e']
    expect(between(before, moved(before, 1, 2))).toEqual(['c', 'b'])
    expect(between(before, moved(before, 3, 1))).toEqual(['d', 'b', 'c'])
    expect(between(before, before)).toEqual([])
  })
})

describe('waiting', () => {
  const some = detail(run('c', 'x', 'queued', 9), run('a', 'x', 'finished', 1, { seconds: 20 }), run('b', 'y', 'finished', 2, { seconds: 40 }), run('d', 'y', 'queued', 4, { step: 50 }), run('e', 'z', 'queued', 12))
  test('is in the order of its places', () => expect(waitingOf(some).map(({ id }) => id)).toEqual(['d', 'c', 'e']))
  test('each takes what its model took, less what is done, a model not timed yet the mean; and begins when those before it have ended', () => {
    expect(waits(some, null)).toEqual([{ begins: 0, takes: 20 }, { begins: 20, takes: 20 }, { begins: 40, takes: 30 }])
  })
  test('the run under way is timed too and ended first', () => {
    expect(waits(detail(run('a', 'x', 'running', 1), run('b', 'x', 'queued', 2), run('c', 'x', 'queued', 3)), { id: 'a', seconds: 6, secondsLeft: 4 })).toEqual([{ begins: 4, takes: 10 }, { begins: 14, takes: 10 }])
  })
  test('a run that is being prepared takes its whole time first, when anything was timed', () => {
    const prepared = detail(run('a', 'x', 'finished', 1, { seconds: 20 }), run('b', 'x', 'running', 2), run('c', 'x', 'queued', 3))
    expect(waits(prepared, null)).toEqual([{ begins: 20, takes: 20 }])
    expect(waits(detail(run('b', 'x', 'running', 2), run('c', 'x', 'queued', 3)), null)).toEqual([{ begins: null, takes: null }])
  })
  test('a run that goes on from another does only what was added', () => {
    const config = { training: { epochs: 6, added: [2, 2] } } as unknown as RunRecord['config']
    const on = detail(run('a', 'x', 'finished', 1, { seconds: 20, parentId: 'p', config }), run('b', 'x', 'queued', 2, { steps: null, parentId: 'q', config }))
    expect(waits(on, null)).toEqual([{ begins: 0, takes: 4 }])
  })
  test('before anything was timed only the first is known to begin', () => {
    expect(waits(detail(run('a', 'x', 'queued', 1), run('b', 'x', 'queued', 2)), null)).toEqual([{ begins: 0, takes: null }, { begins: null, takes: null }])
  })
})
