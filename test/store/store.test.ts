/** The store as the rest of Fovea sees it: through its worker thread. */
import { expect, test } from 'vitest'
import type { NewRun } from '../../main/store/interface.ts'
import { openStore } from '../../main/store/client.ts'
import { finished, losses, newRun, plan, progress, started, temporaryFolder, timed } from './fixture.ts'

test('a comparison and its runs come back as they were put in, in the order of the queue', async () => {
  using folder = temporaryFolder()
  const store = await openStore(folder.file)
  await store.createComparison({ id: 'c', plan, createdAt: 5 }, [newRun('b'), newRun('a', 2)])
  await store.createComparison({ id: 'd', plan, createdAt: 6 }, [newRun('e')])
  expect((await store.listComparisons()).map((c) => c.id)).toEqual(['d', 'c'])
  expect((await store.getComparison('c'))?.plan).toEqual(plan)
  expect((await store.listRuns({ comparisonId: 'c' })).runs.map((r) => [r.id, r.seed, r.state])).toEqual([['b', 1, 'queued'], ['a', 2, 'queued']])
  expect((await store.nextQueued())?.id).toBe('b')
  await store.moveFirst(['e', 'a'])
  expect((await store.pendingRuns()).map((r) => r.id)).toEqual(['e', 'a', 'b'])
  // The two change places; what is between them stays.
  await store.reorder(['b', 'e'])
  expect((await store.pendingRuns()).map((r) => r.id)).toEqual(['b', 'a', 'e'])
  await store.close()
})

test('events are numbered, kept over a restart, and the run\'s record follows them', async () => {
  using folder = temporaryFolder()
  const first = await openStore(folder.file)
  await first.createComparison({ id: 'c', plan, createdAt: 5 }, [newRun('r')])
  const sent = timed(started, losses(0, 3), progress(3), losses(3, 6), progress(6), { type: 'checkpoint', step: 6, file: 'x' })
  const stamped = await first.appendEvents('r', sent)
  expect(stamped.map((e) => e.seq)).toEqual([1, 2, 3, 4, 5, 6])
  expect(await first.getRun('r')).toMatchObject({ state: 'running', step: 6, steps: 100, hasCheckpoint: true, imagesPerSecond: 900, cost: { parameters: 10 } })
  await first.close()

  const again = await openStore(folder.file)
  await again.appendEvents('r', timed(finished))
  // Only the last progress is kept; all else is exactly what was sent.
  expect(await again.readEvents('r', 0, 100)).toEqual([...stamped.filter((e) => e.seq !== 3), { seq: 7, time: 1000, event: finished }])
  expect((await again.readEvents('r', 4, 2)).map((e) => e.seq)).toEqual([5, 6])
  expect(await again.getRun('r')).toMatchObject({ state: 'finished', testAccuracy: 0.9, seconds: 5 })
  expect((await again.getComparison('c'))?.counts).toEqual({ queued: 0, running: 0, finished: 1, stopped: 0, failed: 0, progress: 1 })
  await expect(again.appendEvents('none', timed(finished))).rejects.toMatchObject({ problem: { code: 'runs.unknown' } })
  await again.close()
})

test('a comparison whose runs go on from others is as far as what they train themselves', async () => {
  using folder = temporaryFolder()
  const store = await openStore(folder.file)
  const more = (id: string): NewRun => { const { config, ...run } = newRun(id); return { ...run, parentId: 'before', config: { ...config, training: { ...config.training, added: [5, 2] } } } }
  const done = async () => (await store.getComparison('c'))?.counts.progress
  await store.createComparison({ id: 'c', plan, createdAt: 5 }, [more('r'), more('s')])
  expect(await done()).toBe(0)
  await store.appendEvents('r', timed({ ...started, fromStep: 80 } as typeof started))
  expect(await done()).toBe(0)
  await store.appendEvents('r', timed(progress(85)))
  expect(await done()).toBe(0.25)
  await store.appendEvents('r', timed(finished))
  expect(await done()).toBe(1)
  await store.close()
})

test('a run that goes on from a checkpoint replaces the points after it', async () => {
  using folder = temporaryFolder()
  const store = await openStore(folder.file)
  await store.createComparison({ id: 'c', plan, createdAt: 5 }, [newRun('r')])
  await store.appendEvents('r', timed(started, losses(0, 2000, () => 1), { type: 'metrics', points: [{ metric: 'test/accuracy', step: 700, value: 0.5 }, { metric: 'test/accuracy', step: 1400, value: 0.6 }] }))
  await store.appendEvents('r', timed({ ...started, fromStep: 700 } as typeof started))
  expect((await store.curves(['r'], ['train/loss', 'test/accuracy'], 5000)).map((c) => c.steps.at(-1))).toEqual([700, 700])
  await store.appendEvents('r', timed(losses(700, 1500, () => 2)))
  const [curve] = await store.curves(['r'], ['train/loss'], 5000)
  expect(curve!.steps).toEqual(Array.from({ length: 1500 }, (_, i) => i))
  expect(curve!.values).toEqual(Array.from({ length: 1500 }, (_, i) => (i < 700 ? 1 : 2)))
  await store.close()
})

test('predictions come back bit for bit, and runs without them are left out', async () => {
  using folder = temporaryFolder()
  const store = await openStore(folder.file)
  await store.createComparison({ id: 'c', plan, createdAt: 5 }, [newRun('r'), newRun('s')])
  const predictions = { classes: 2, logits: new Float32Array([0.1, -3, 7, 1e-30]), labels: new Int32Array([1, 0]), indices: new Int32Array([10, 12]) }
  await store.savePredictions('r', predictions)
  expect(await store.readPredictions(['r', 's'])).toEqual(new Map([['r', predictions]]))
  expect(await store.logitBytes(['r', 's'])).toBe(predictions.logits.byteLength)
  expect([(await store.getRun('r'))?.hasPredictions, (await store.getRun('s'))?.hasPredictions]).toEqual([true, false])
  await store.close()
})

test('the bin gives back what went in together, and is emptied of what is old', async () => {
  using folder = temporaryFolder()
  const store = await openStore(folder.file)
  await store.createComparison({ id: 'c', plan, createdAt: 5 }, [newRun('r'), newRun('s')])
  await store.binRuns(['r'], 100)
  expect(await store.binComparison('c', 200)).toBe(true)
  expect(await store.binComparison('c', 300)).toBe(false)
  expect([await store.listComparisons(), await store.getRun('s'), await store.nextQueued()]).toEqual([[], null, null])
  expect(await store.binComparison('c', null)).toBe(true)
  expect((await store.listRuns({ comparisonId: 'c' })).runs.map((r) => r.id)).toEqual(['s'])
  await store.binRuns(['r'], null)
  expect((await store.listRuns({ comparisonId: 'c' })).total).toBe(2)
  await store.binRuns(['r'], 100)
  expect(await store.purge(100)).toEqual([])
  expect(await store.purge(101)).toEqual(['r'])
  await store.binRuns(['r'], null)
  expect((await store.listRuns({})).runs.map((r) => r.id)).toEqual(['s'])
  await store.close()
})

test('a result is kept until a run of its comparison changes, or Fovea does', async () => {
  using folder = temporaryFolder()
  const store = await openStore(folder.file)
  await store.createComparison({ id: 'c', plan, createdAt: 5 }, [newRun('r')])
  const result = { comparisonId: 'c', finding: { en: [], 'zh-CN': [] }, limits: '', fairness: [], rows: [], confusion: [], testImages: 0, complete: false }
  const kept = async () => (await store.getComparison('c'))?.result
  const changes = [() => store.appendEvents('r', timed(finished)), () => store.binRuns(['r'], 1), () => store.setState(['r'], 'queued'), () => store.forgetResults('2')]
  for (const change of changes) {
    await store.saveResult('c', '1', result)
    expect(await kept()).toEqual(result)
    await store.forgetResults('1')
    expect(await kept()).toEqual(result)
    await change()
    expect(await kept()).toBeNull()
  }
  await store.close()
})

test('only one store may train with a home; the right ends with it', async () => {
  using folder = temporaryFolder()
  const [first, second] = [await openStore(folder.file), await openStore(folder.file)]
  expect(await first.takeQueue()).toBe(true)
  expect(await first.takeQueue()).toBe(true)
  expect(await second.takeQueue()).toBe(false)
  await first.close()
  expect(await second.takeQueue()).toBe(true)
  await second.close()
})

test('runs left by a Fovea that is gone are stopped, settings are kept', async () => {
  using folder = temporaryFolder()
  const store = await openStore(folder.file)
  await store.createComparison({ id: 'c', plan, createdAt: 5 }, [newRun('r'), newRun('s'), newRun('t')])
  await store.appendEvents('r', timed(finished))
  await store.appendEvents('s', timed(started))
  expect(await store.recoverRuns()).toBe(2)
  expect((await store.listRuns({ comparisonId: 'c' })).runs.map((r) => r.state)).toEqual(['finished', 'stopped', 'stopped'])
  await store.setSetting('window', { theme: 'dark' })
  expect([await store.getSetting('window'), await store.getSetting('none')]).toEqual([{ theme: 'dark' }, undefined])
  await store.close()
  await expect(store.getRun('r')).rejects.toMatchObject({ problem: { code: 'store.ended' } })
})

test('ten thousand runs are listed page by page, each once', async () => {
  using folder = temporaryFolder()
  const store = await openStore(folder.file)
  for (let c = 0; c < 100; c++) await store.createComparison({ id: `c${c}`, plan, createdAt: c % 7 }, Array.from({ length: 100 }, (_, i) => newRun(`${c}-${i}`, i)))
  const ids = new Set<string>()
  for (let offset = 0; ; offset += 1000) {
    const { runs, total } = await store.listRuns({ offset, limit: 1000 })
    expect(total).toBe(10_000)
    for (const { id } of runs) ids.add(id)
    if (!runs.length) break
  }
  expect(ids.size).toBe(10_000)
  expect((await store.listComparisons()).every((line) => line.counts.queued === 100)).toBe(true)
  await store.close()
})
