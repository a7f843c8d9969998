/** Runs in processes of their own: every way for one to end, and that it costs one run. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FoveaError } from '../../preload/contract/errors.ts'
import { runsOf } from '../../main/runs/service.ts'
import { openRuns, planOf, until } from './fixture.ts'

let folder: string
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'fovea-runs-')) })
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('all variants get the first seed before any gets the second', () => {
  expect(runsOf('c', planOf(['a', 'b'], [5, 3])).map((r) => r.id)).toEqual(['c-a-5', 'c-b-5', 'c-a-3', 'c-b-3'])
})

test('a comparison runs in order, one at a time, and leaves predictions', async () => {
  const { runs, store, idle, close } = await openRuns(folder)
  let most = 0
  runs.onChange(() => void store.pendingRuns().then((pending) => { most = Math.max(most, pending.filter((r) => r.state === 'running').length) }, () => {}))
  const id = await runs.createComparison(planOf(['finish', 'plain'], [1, 2]))
  expect(await idle()).toEqual({ 'finish-1': 'finished', 'plain-1': 'finished', 'finish-2': 'finished', 'plain-2': 'finished' })
  const records = (await store.listRuns({ comparisonId: id })).runs
  const begun = records.map((r) => r.startedAt!)
  expect(begun).toEqual([...begun].sort((a, b) => a - b))
  expect(most).toBe(1)
  const predictions = await store.readPredictions(records.map((r) => r.id))
  expect([...predictions.values()].map((p) => [p.classes, p.logits.length, p.labels.length, p.indices[0]])).toEqual(Array(4).fill([2, 20, 10, 100]))
  expect(records.every((r) => r.hasPredictions && r.testAccuracy === 0.9 && r.step === 100)).toBe(true)
  await close()
})

test('nothing is trained any more once the last run has told its end, even while its process stays', async () => {
  const { runs, store, jobs, close } = await openRuns(folder)
  const id = await runs.createComparison(planOf(['linger', 'finish']))
  expect(runs.isTraining()).toBe(true)
  const finished = async (count: number) => (await store.listRuns({ comparisonId: id })).runs.filter(({ state }) => state === 'finished').length === count
  await until(runs, () => finished(1))
  // The other one waits for the process to go.
  expect([runs.status().runId, runs.isTraining()]).toEqual([`${id}-linger-1`, true])
  jobs[0]!.kill()
  await until(runs, () => finished(2))

  await runs.createComparison(planOf(['linger']))
  await until(runs, async () => (await store.pendingRuns()).length === 0)
  expect([runs.status().runId === null, runs.isTraining()]).toEqual([false, false])
  jobs[2]!.kill()
  await close()
})

test.each([
  ['crash', 'runs.crashed'], ['abort', 'runs.killed'], ['garbage', 'runs.bad-message'], ['diverge', 'training.loss-diverged'], ['half', 'runs.predictions-unreadable'],
])('a run that ends by %s fails with its reason; the next one trains', async (how, code) => {
  const { runs, store, idle, close } = await openRuns(folder)
  const id = await runs.createComparison(planOf([how, 'finish']))
  expect(await idle()).toEqual({ [`${how}-1`]: 'failed', 'finish-1': 'finished' })
  const run = await store.getRun(`${id}-${how}-1`)
  expect(run?.problem?.code).toBe(code)
  expect((await store.readEvents(run!.id, 0, 1000)).at(-1)?.event.type).toBe('failed')
  expect(run!.step).toBeGreaterThan(0)
  await close()
})

test('kill -9 of a job costs one run', async () => {
  const { runs, jobs, idle, close } = await openRuns(folder)
  await runs.createComparison(planOf(['slow', 'finish']))
  await until(runs, () => (runs.status().imagesPerSecond ?? 0) > 0)
  jobs[0]!.kill()
  expect(await idle()).toEqual({ 'slow-1': 'failed', 'finish-1': 'finished' })
  await close()
})

test('a run that says nothing any more is ended', async () => {
  const { runs, store, idle, close } = await openRuns(folder, { silence: 1500 })
  const id = await runs.createComparison(planOf(['hang', 'finish']))
  expect(await idle()).toEqual({ 'hang-1': 'failed', 'finish-1': 'finished' })
  expect((await store.getRun(`${id}-hang-1`))?.problem?.code).toBe('runs.silent')
  await close()
})

test('a stopped run goes on from its checkpoint and loses or repeats no step', async () => {
  const { runs, store, idle, close } = await openRuns(folder)
  const id = `${await runs.createComparison(planOf(['slow']))}-slow-1`
  await until(runs, async () => ((await store.getRun(id))?.step ?? 0) >= 30)
  await runs.stopRun(id)
  expect(await idle()).toEqual({ 'slow-1': 'stopped' })
  const stopped = (await store.getRun(id))!
  expect([stopped.hasCheckpoint, stopped.step < 100]).toEqual([true, true])
  await expect(runs.stopRun(id)).rejects.toMatchObject({ problem: { code: 'runs.not-running' } })

  await runs.continueRun(id)
  expect(await idle()).toEqual({ 'slow-1': 'finished' })
  const events = await store.readEvents(id, 0, 1000)
  expect(events.filter((e) => e.event.type === 'started').map((e) => e.event.type === 'started' && e.event.fromStep)).toEqual([0, stopped.step])
  expect((await store.curves([id], ['train/loss'], 1000))[0]!.steps).toEqual(Array.from({ length: 100 }, (_, i) => i))
  await expect(runs.continueRun(id)).rejects.toMatchObject({ problem: { code: 'runs.not-stopped' } })
  await close()
})

test('a job that does not hear the stop is ended by force, and the run is stopped', async () => {
  const { runs, idle, close } = await openRuns(folder, { grace: 50 })
  const id = `${await runs.createComparison(planOf(['deaf']))}-deaf-1`
  await until(runs, () => (runs.status().imagesPerSecond ?? 0) > 0)
  await runs.stopRun(id)
  expect(await idle()).toEqual({ 'deaf-1': 'stopped' })
  await close()
})

test('a comparison is stopped after the running run, or at once; resumed, it does the rest', async () => {
  const { runs, store, idle, close } = await openRuns(folder)
  const id = await runs.createComparison(planOf(['slow', 'diverge', 'finish'], [1, 2]))
  await until(runs, () => runs.isWorkingOn(id))
  await runs.stopComparison(id, false)
  expect(await idle()).toEqual({ 'slow-1': 'finished', 'diverge-1': 'stopped', 'finish-1': 'stopped', 'slow-2': 'stopped', 'diverge-2': 'stopped', 'finish-2': 'stopped' })
  await runs.resumeComparison(id)
  await until(runs, async () => (await store.getRun(`${id}-slow-2`))?.state === 'running')
  await runs.stopComparison(id, true)
  expect(await idle()).toEqual({ 'slow-1': 'finished', 'diverge-1': 'failed', 'finish-1': 'finished', 'slow-2': 'stopped', 'diverge-2': 'stopped', 'finish-2': 'stopped' })
  // What diverged would diverge again: only the rest is done.
  await runs.resumeComparison(id)
  expect((await store.pendingRuns()).map((r) => `${r.variantId}-${r.seed}`)).toEqual(['slow-2', 'diverge-2', 'finish-2'])
  await idle()
  await close()
})

test('a run taken out of the queue does not count as done', async () => {
  const { runs, idle, close } = await openRuns(folder)
  const id = await runs.createComparison(planOf(['finish', 'slow', 'plain', 'wide']))
  await runs.stopRun(`${id}-plain-1`)
  await until(runs, () => runs.status().runId === `${id}-slow-1`)
  expect(runs.status()).toMatchObject({ done: 1, total: 3 })
  await runs.stopComparison(id, true)
  await idle()
  await close()
})

test('a paused queue finishes the run under way and begins none; another run can be put first, others in another order', async () => {
  const { runs, store, idle, close } = await openRuns(folder)
  await runs.pause(true)
  const id = await runs.createComparison(planOf(['finish', 'plain', 'wide']))
  await runs.moveFirst([`${id}-wide-1`])
  await runs.orderRuns([`${id}-plain-1`, `${id}-finish-1`])
  expect(runs.status()).toMatchObject({ paused: true, runId: null, total: 3 })
  await runs.pause(false)
  await idle()
  const order = (await store.listRuns({ comparisonId: id })).runs.sort((a, b) => a.startedAt! - b.startedAt!).map((r) => r.variantId)
  expect(order).toEqual(['wide', 'plain', 'finish'])
  await expect(runs.orderRuns([`${id}-plain-1`])).rejects.toMatchObject({ problem: { code: 'runs.not-waiting' } })
  await close()
})

test('with concurrency 2, two runs are under way at once', async () => {
  const { runs, store, idle, close } = await openRuns(folder, { concurrency: 2 })
  await runs.createComparison(planOf(['slow', 'plain', 'finish']))
  await until(runs, async () => (await store.pendingRuns()).filter((r) => r.state === 'running').length === 2)
  expect(Object.values(await idle())).toEqual(['finished', 'finished', 'finished'])
  await close()
})

test('what a Fovea that is gone left behind is stopped, can go on, and nothing starts unasked', async () => {
  const first = await openRuns(folder)
  const id = await first.runs.createComparison(planOf(['slow', 'finish']))
  await until(first.runs, () => (first.runs.status().imagesPerSecond ?? 0) > 0)
  // The store ends as if the process had died: nothing is put in order.
  await first.store.close()
  first.jobs[0]!.kill()

  const { runs, store, idle, close } = await openRuns(folder)
  expect(await idle()).toEqual({ 'slow-1': 'stopped', 'finish-1': 'stopped' })
  await runs.resumeComparison(id)
  expect(await idle()).toEqual({ 'slow-1': 'finished', 'finish-1': 'finished' })
  expect((await store.getComparison(id))?.counts.finished).toBe(2)
  await close()
})

test('a second Fovea with the same home reads and does not train', async () => {
  const first = await openRuns(folder)
  const id = await first.runs.createComparison(planOf(['slow']))
  await until(first.runs, () => first.runs.isWorkingOn(id))
  const second = await openRuns(folder)
  expect((await second.store.listRuns({})).runs[0]?.state).toBe('running')
  await expect(second.runs.createComparison(planOf(['finish']))).rejects.toMatchObject({ problem: { code: 'runs.other-fovea' } })
  // Nor does it say of the other's run that it has stopped, for it has not.
  for (const end of [second.runs.stopRun(`${id}-slow-1`), second.runs.removeRuns([`${id}-slow-1`]), second.runs.removeComparison(id), second.runs.stopComparison(id, true)])
    await expect(end).rejects.toMatchObject({ problem: { code: 'runs.other-fovea' } })
  await second.close()
  expect(await first.idle()).toEqual({ 'slow-1': 'finished' })
  await first.close()
})

test('a dataset that cannot be had fails the run with its reason', async () => {
  const { runs, store, idle, close } = await openRuns(folder, { datasetFolder: () => Promise.reject(new Error('no such dataset')) })
  const id = await runs.createComparison(planOf(['finish']))
  expect(await idle()).toEqual({ 'finish-1': 'failed' })
  expect((await store.getRun(`${id}-finish-1`))?.problem).toMatchObject({ kind: 'internal', params: { detail: 'no such dataset' } })
  await close()
})

test('a running comparison that is removed stops, and comes back whole', async () => {
  const { runs, store, idle, close } = await openRuns(folder)
  const id = await runs.createComparison(planOf(['slow', 'finish']))
  await until(runs, () => runs.isWorkingOn(id))
  await runs.removeComparison(id)
  await until(runs, () => !runs.isWorkingOn(id))
  expect(await store.listComparisons()).toEqual([])
  await expect(runs.stopComparison(id, true)).rejects.toMatchObject({ problem: { code: 'comparisons.unknown' } })
  await runs.restoreComparison(id)
  expect(await idle()).toEqual({ 'slow-1': 'stopped', 'finish-1': 'stopped' })
  await close()
})

test('a history that cannot be written any more pauses the queue; when it can, the run is continued', async () => {
  const disk: { full: FoveaError | null } = { full: null }
  const { runs, idle, close, home } = await openRuns(folder, {}, (store) => ({
    appendEvents: (id, events) => (disk.full ? Promise.reject(disk.full) : store.appendEvents(id, events)),
  }))
  const full = new FoveaError('no-space', 'system.disk-full', { detail: home.database })
  const id = await runs.createComparison(planOf(['slow', 'finish']))
  await until(runs, () => (runs.status().imagesPerSecond ?? 0) > 0)
  disk.full = full
  await until(runs, () => runs.status().paused)
  expect(runs.notices()).toEqual([full.problem])
  await expect(runs.pause(false)).rejects.toBe(full)
  expect(runs.status().paused).toBe(true)
  disk.full = null
  await runs.pause(false)
  expect(runs.notices()).toEqual([])
  expect(await idle()).toEqual({ 'slow-1': 'failed', 'finish-1': 'finished' })
  await runs.resumeComparison(id)
  expect(await idle()).toEqual({ 'slow-1': 'finished', 'finish-1': 'finished' })
  await close()
})
