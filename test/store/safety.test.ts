/** What must never be lost: a history that is newer, damaged, being written when the process is killed, or on a full disk. */
import Database from 'better-sqlite3'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeProblem } from '../../preload/contract/errors.ts'
import { openStore } from '../../main/store/client.ts'
import { latest, migrate, migrations, versionOf } from '../../main/store/migrations/index.ts'
import { createOperations } from '../../main/store/operations.ts'
import { storeProblem } from '../../main/store/problems.ts'
import { losses, newRun, plan, started, temporaryFolder, timed } from './fixture.ts'

const schema = (db: Database.Database) => db.prepare("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name").all()

test.each(migrations.map((_, version) => version))('the step from version %i keeps the database sound and ends where a new one begins', (version) => {
  const [stepped, fresh] = [new Database(':memory:'), new Database(':memory:')]
  migrate(stepped, version)
  expect(versionOf(stepped)).toBe(version)
  migrate(stepped, version + 1)
  expect(versionOf(stepped)).toBe(version + 1)
  migrate(stepped)
  migrate(fresh)
  expect(schema(stepped)).toEqual(schema(fresh))
  expect([stepped.pragma('quick_check', { simple: true }), stepped.pragma('foreign_key_check')]).toEqual(['ok', []])
})

test('a newer history is refused and not touched', async () => {
  using folder = temporaryFolder()
  const db = new Database(folder.file)
  db.exec('CREATE TABLE future (x)')
  db.pragma(`user_version = ${latest + 1}`)
  db.close()
  const before = readFileSync(folder.file)
  await expect(openStore(folder.file)).rejects.toMatchObject({ problem: { kind: 'conflict', code: 'store.newer', params: { version: latest + 1 } } })
  expect(readFileSync(folder.file).equals(before)).toBe(true)
  expect(readdirSync(folder.path)).toEqual(['fovea.db'])
})

test.each(['no database at all', 'a page destroyed'])('a damaged history (%s) is kept beside, and the user is told', async (how) => {
  using folder = temporaryFolder()
  if (how === 'no database at all') writeFileSync(folder.file, 'x'.repeat(10_000))
  else {
    const store = await openStore(folder.file)
    await store.createComparison({ id: 'c', plan, createdAt: 5 }, Array.from({ length: 200 }, (_, i) => newRun(`r${i}`)))
    await store.close()
    const bytes = readFileSync(folder.file)
    bytes.fill(0xaa, 4096 * 3, 4096 * 12)
    writeFileSync(folder.file, bytes)
  }
  const damaged = readFileSync(folder.file)
  const store = await openStore(folder.file)
  expect(await store.listComparisons()).toEqual([])
  const [notice] = await store.notices()
  expect(notice).toMatchObject({ code: 'store.damaged' })
  expect(describeProblem(notice!, 'en').message).toContain(folder.path)
  expect(readFileSync(String(notice!.params['file'])).equals(damaged)).toBe(true)
  await store.close()
})

test('damage met while working is said, and the next start keeps the file beside', async () => {
  using folder = temporaryFolder()
  const first = await openStore(folder.file)
  await first.createComparison({ id: 'c', plan, createdAt: 5 }, Array.from({ length: 200 }, (_, i) => newRun(`r${i}`)))
  await first.close()
  const store = await openStore(folder.file)
  // A change by another makes the store read its pages again.
  const other = new Database(folder.file)
  other.prepare("INSERT INTO settings VALUES ('x', '1')").run()
  other.close()
  const bytes = readFileSync(folder.file)
  bytes.fill(0xaa, 4096 * 3)
  writeFileSync(folder.file, bytes)
  await expect(store.listRuns({})).rejects.toMatchObject({ problem: { kind: 'unreadable', code: 'store.corrupt' } })
  await store.close()
  expect(readdirSync(folder.path)).toContain('fovea.db.check')
  const again = await openStore(folder.file)
  expect(await again.notices()).toMatchObject([{ code: 'store.damaged' }])
  expect(readdirSync(folder.path)).not.toContain('fovea.db.check')
  await again.close()
})

test('a folder that cannot be written is said plainly', async () => {
  using folder = temporaryFolder()
  await expect(openStore(join(folder.path, 'missing', 'fovea.db'))).rejects.toMatchObject({ problem: { kind: 'unavailable', code: 'store.unwritable' } })
})

test('kill -9 in the middle of writing: what was answered is there, and all of it', async () => {
  using folder = temporaryFolder()
  const child = fork(join(import.meta.dirname, 'writer.ts'), [folder.file], { serialization: 'advanced', execArgv: [] })
  let answered = 0
  child.on('message', (seq) => {
    answered = seq as number
    if (answered >= 300) child.kill('SIGKILL')
  })
  await once(child, 'exit')
  expect(answered).toBeGreaterThanOrEqual(300)
  const store = await openStore(folder.file)
  expect(await store.notices()).toEqual([])
  const events = await store.readEvents('r', 0, 1_000_000)
  expect(events.length).toBeGreaterThanOrEqual(answered)
  expect(events.map((e) => e.seq)).toEqual(events.map((_, i) => i + 1))
  // Each event's points are whole: seven, following on from the event before.
  const points = events.flatMap(({ event }) => (event.type === 'metrics' ? event.points : []))
  expect(points.map((p) => p.step)).toEqual(Array.from({ length: events.length * 7 }, (_, i) => i))
  await store.close()
})

test('a full disk is a clear error, and what was there stays', () => {
  const db = new Database(':memory:')
  migrate(db)
  const operations = createOperations(db, [], () => true)
  operations.createComparison({ id: 'c', plan, createdAt: 5 }, [newRun('r')])
  operations.appendEvents('r', timed(started))
  db.pragma(`max_page_count = ${db.pragma('page_count', { simple: true })}`)
  let problem
  try { for (let i = 0; i < 50; i++) operations.appendEvents('r', timed(losses(i * 500, i * 500 + 500))) } catch (error) { problem = storeProblem(error, 'fovea.db') }
  expect(problem).toMatchObject({ kind: 'no-space', code: 'system.disk-full' })
  expect(operations.getRun('r')?.state).toBe('running')
  const events = operations.readEvents('r', 0, 1000)
  expect(events.flatMap(({ event }) => (event.type === 'metrics' ? event.points : [])).map((p) => p.step)).toEqual(Array.from({ length: (events.length - 1) * 500 }, (_, i) => i))
})
