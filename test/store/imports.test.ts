/** A comparison of another Fovea in this history: unseen until it is whole, and then as it was there. */
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { openStore } from '../../main/store/client.ts'
import type { Import } from '../../main/store/interface.ts'
import { migrate } from '../../main/store/migrations/index.ts'
import { createOperations } from '../../main/store/operations.ts'
import { finished, losses, newRun, plan, progress, started, temporaryFolder, timed } from './fixture.ts'

const from: Import = { file: '/a/digits.fovea', openedAt: 77, content: 'c0ffee', dataset: null, thumbnails: { indices: Int32Array.of(4, 9), labels: Int32Array.of(0, 1), pixels: Uint8Array.of(1, 2, 3, 4) } }
const predictions = { classes: 2, logits: new Float32Array([0.1, -3, 7, 1e-30]), labels: new Int32Array([1, 0]), indices: new Int32Array([10, 12]) }

test('a run comes over with its record, events and their numbers, curves and predictions', async () => {
  using folder = temporaryFolder()
  const store = await openStore(folder.file)
  await store.createComparison({ id: 'c', plan, createdAt: 5 }, [newRun('r')])
  await store.appendEvents('r', timed(started, losses(0, 900), progress(3), losses(900, 2000), progress(6), finished))
  await store.savePredictions('r', predictions)
  const [record, events] = [(await store.getRun('r'))!, await store.readEvents('r', 0, 100)]

  await store.importComparison({ id: 'd', plan, createdAt: 5 }, from)
  await store.importRun({ record: { ...record, id: 's', comparisonId: 'd' }, events, predictions })
  expect([await store.getComparison('d'), await store.getRun('s'), await store.importsOf('c0ffee')]).toEqual([null, null, []])
  expect((await store.listComparisons()).map(({ id }) => id)).toEqual(['c'])

  expect(await store.binComparison('d', null)).toBe(true)
  expect(await store.getComparison('d')).toMatchObject({ createdAt: 5, counts: { finished: 1 }, imported: { file: '/a/digits.fovea', openedAt: 77 } })
  expect((await store.getComparison('c'))!.imported).toBeNull()
  expect(await store.getRun('s')).toEqual({ ...record, id: 's', comparisonId: 'd', position: record.position + 1 })
  expect(await store.readEvents('s', 0, 100)).toEqual(events)
  const [there, here] = [await store.curves(['r'], ['train/loss'], 100), await store.curves(['s'], ['train/loss'], 100)]
  expect(here[0]).toEqual({ ...there[0], runId: 's' })
  expect(await store.readPredictions(['s'])).toEqual(new Map([['s', predictions]]))
  expect(await store.readImport('d')).toEqual({ dataset: null, thumbnails: from.thumbnails })
  expect([await store.readImport('c'), await store.importsOf('c0ffee'), await store.isTaken(['x', 's']), await store.isTaken(['d']), await store.isTaken(['x'])]).toEqual([null, ['d'], true, true, false])
  expect((await store.appendEvents('s', timed(progress(7))))[0]!.seq).toBe(7)
  await store.close()
})

test('one that was left half-done, or is dropped, leaves nothing', async () => {
  using folder = temporaryFolder()
  const store = await openStore(folder.file)
  for (const id of ['d', 'e']) {
    await store.importComparison({ id, plan, createdAt: 5 }, from)
    await store.createComparison({ id: `of-${id}`, plan, createdAt: 5 }, [newRun(`r-${id}`)])
    await store.importRun({ record: { ...(await store.getRun(`r-${id}`))!, id: `s-${id}`, comparisonId: id, state: 'stopped' }, events: [], predictions })
  }
  await store.dropComparison('d')
  expect([await store.isTaken(['d', 's-d']), await store.isTaken(['e'])]).toEqual([false, true])
  expect(await store.purge(2)).toEqual(['s-e'])
  expect([await store.isTaken(['e', 's-e']), await store.readImport('e'), await store.readPredictions(['s-e'])]).toEqual([false, null, new Map()])
  await store.close()
})

test('a history of the version before opens with all its comparisons, none of them imported', () => {
  const db = new Database(':memory:')
  migrate(db, 1)
  db.prepare('INSERT INTO comparisons (id, plan, created_at) VALUES (?, ?, ?)').run('c', JSON.stringify(plan), 5)
  migrate(db)
  expect(createOperations(db, [], () => true).getComparison('c')).toMatchObject({ id: 'c', plan, imported: null })
})
