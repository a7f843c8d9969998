/** Following a run: whoever comes hears all of it, in order and once. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SequencedEvent } from '../../preload/contract/run.ts'
import { openRuns, planOf, until } from './fixture.ts'

let folder: string
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'fovea-runs-')) })
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('followers that come early, in the middle and late hear the same, once each', async () => {
  const { runs, store, idle, close } = await openRuns(folder)
  await runs.pause(true)
  const id = `${await runs.createComparison(planOf(['slow']))}-slow-1`
  const hear = async (afterSeq: number) => {
    const heard: SequencedEvent[] = []
    await runs.follow(id, afterSeq, (events) => heard.push(...events), new AbortController().signal)
    return heard
  }
  const early = hear(0)
  await runs.pause(false)
  const middles: Promise<SequencedEvent[]>[] = []
  for (const step of [10, 20, 30, 40, 50, 60]) {
    await until(runs, async () => ((await store.getRun(id))?.step ?? 0) >= step)
    middles.push(hear(0))
  }
  const all = await early
  await idle()
  expect(all.map((e) => e.seq)).toEqual(all.map((_, i) => i + 1))
  const lasting = (events: SequencedEvent[]) => events.filter((e) => e.event.type !== 'progress')
  for (const middle of await Promise.all(middles)) {
    expect(lasting(middle)).toEqual(lasting(all))
    expect(new Set(middle.map((e) => e.seq)).size).toBe(middle.length)
  }
  expect(lasting(await hear(0))).toEqual(lasting(all))
  expect(await hear(all.length - 1)).toEqual(all.slice(-1))
  await expect(runs.follow('none', 0, () => {}, new AbortController().signal)).rejects.toMatchObject({ problem: { code: 'runs.unknown' } })
  await close()
})

test('following ends when the listener goes', async () => {
  const { runs, close } = await openRuns(folder)
  await runs.pause(true)
  const id = `${await runs.createComparison(planOf(['slow']))}-slow-1`
  const gone = new AbortController()
  const following = runs.follow(id, 0, () => {}, gone.signal)
  setTimeout(() => gone.abort(), 20)
  await following
  await close()
})
