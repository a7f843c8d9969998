import { describe, expect, it } from 'vitest'
import type { ComparisonDetail } from '../../../preload/contract/comparison.ts'
import type { RunEvent, RunRecord, SequencedEvent } from '../../../preload/contract/run.ts'
import { emptyRun, fold } from '../../../renderer/src/features/run/live.ts'
import { allSecondsLeft, overheadOf, partDone, progressOf, secondsLeft } from '../../../renderer/src/features/run/progress.ts'

const started = (fromStep: number): RunEvent => ({ type: 'started', environment: {} as never, cost: {} as never, steps: 100, stepsPerEpoch: 10, fromStep })
const loss = (...points: [number, number][]): RunEvent => ({ type: 'metrics', points: points.map(([step, value]) => ({ metric: 'train/loss', step, value })) })
const numbered = (events: RunEvent[], from = 1): SequencedEvent[] => events.map((event, i) => ({ seq: from + i, time: 0, event }))

describe('events of a run', () => {
  it('grow curves, and a batch heard twice counts once', () => {
    const batch = numbered([started(0), loss([1, 2.3], [2, 2.2])])
    const run = fold(fold(emptyRun(), batch), [...batch, ...numbered([loss([3, 2.1])], 3)])
    expect(run.curves.get('train/loss')).toEqual({ x: [1, 2, 3], y: [2.3, 2.2, 2.1] })
    expect(run.seq).toBe(3)
  })
  it('of a run continued from a checkpoint replace what came after it', () => {
    const run = fold(emptyRun(), numbered([started(0), loss([1, 5], [2, 6], [3, Infinity]), { type: 'failed', step: 3, problem: { kind: 'diverged', code: 'engine.x', params: {} } }, started(1), loss([2, 4])]))
    expect(run.curves.get('train/loss')).toEqual({ x: [1, 2], y: [5, 4] })
    expect(run.problem).toBeNull()
    expect(run.ended).toBe(false)
  })
  it('tell why a run failed', () => {
    const run = fold(emptyRun(), numbered([started(0), { type: 'failed', step: 3, problem: { kind: 'diverged', code: 'engine.x', params: {} } }]))
    expect([run.ended, run.problem?.code]).toEqual([true, 'engine.x'])
  })
})

const run = (id: string, variantId: string, state: RunRecord['state'], seconds: number | null = null) => ({ id, variantId, state, seconds, step: 0, steps: 100 }) as RunRecord

describe('time left', () => {
  it('of a variant is its own mean time for each waiting run', () => {
    expect(secondsLeft([run('a', 'x', 'finished', 10), run('b', 'x', 'finished', 20), run('c', 'x', 'queued'), run('d', 'x', 'queued')], null)).toBe(30)
  })
  it('counts what is left of the running one and its whole time for the next', () => {
    expect(secondsLeft([run('a', 'x', 'running'), run('b', 'x', 'queued')], { id: 'a', seconds: 6, secondsLeft: 4 })).toBe(14)
  })
  it('is not known before anything was timed, and nothing when all is over', () => {
    expect(secondsLeft([run('a', 'x', 'queued')], null)).toBeNull()
    expect(secondsLeft([run('a', 'x', 'failed')], null)).toBe(0)
  })
  it('of a run that is being prepared is its whole time, and not known before anything was timed', () => {
    expect(secondsLeft([run('a', 'x', 'finished', 10), run('b', 'x', 'running')], null)).toBe(10)
    expect(secondsLeft([run('b', 'x', 'running')], null)).toBeNull()
  })
  it('of the comparison lends the mean time to variants not timed yet', () => {
    const detail = { plan: { variants: [{ id: 'x' }, { id: 'y' }] }, runs: [run('a', 'x', 'finished', 10), run('b', 'y', 'queued')] } as unknown as ComparisonDetail
    expect(allSecondsLeft(detail, null)).toBe(10)
  })
  it('counts what starting and ending a run took, by the gaps between runs, pauses left out', () => {
    const at = (id: string, began: number, ended: number): RunRecord => ({ ...run(id, 'x', 'finished', (ended - began) / 1000), startedAt: began, endedAt: ended, parentId: null })
    const runs = [at('a', 5_000, 15_000), at('b', 18_000, 28_000), at('c', 31_500, 41_500), at('d', 900_000, 910_000), run('e', 'x', 'queued'), run('f', 'x', 'queued')]
    expect(overheadOf(runs)).toBe(3.5)
    expect(secondsLeft(runs, null, overheadOf(runs))).toBe(27)
    expect(allSecondsLeft({ plan: { variants: [{ id: 'x' }] }, runs } as unknown as ComparisonDetail, null)).toBe(27)
  })
  it('a failed run is no progress', () => {
    const detail = { plan: { variants: [] }, runs: [run('a', 'x', 'finished'), run('b', 'x', 'failed'), run('c', 'x', 'running'), run('d', 'x', 'queued')] } as unknown as ComparisonDetail
    expect(progressOf(detail, 0.5).fraction).toBe(0.375)
  })
  it('a run that goes on from another counts its own steps', () => {
    const more = { ...run('a', 'x', 'running'), stepsPerEpoch: 10, parentId: 'before', config: { training: { epochs: 5, added: [3, 2] } } } as unknown as RunRecord
    expect([80, 85, 100].map((step) => partDone(more, step))).toEqual([0, 0.25, 1])
    expect(partDone({ ...more, parentId: null }, 80)).toBe(0.8)
    expect(partDone({ ...more, steps: null }, 80)).toBe(0)
  })
})
