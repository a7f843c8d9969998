/** The runs of the window as they come from main: read, kept fresh, changed and taken back. Main is a small list here. */
import { beforeEach, expect, test, vi } from 'vitest'
import { effectScope, nextTick, ref, shallowRef, type Ref } from 'vue'
import type { ComparisonSummary } from '../../../preload/contract/comparison.ts'
import { FoveaError } from '../../../preload/contract/errors.ts'
import type { RunRecord } from '../../../preload/contract/run.ts'

interface Asked { comparisonId?: string; offset: number; limit: number }
const main = vi.hoisted(() => ({ runs: [] as RunRecord[], asked: [] as [string, unknown][], refuses: false }))
const client = vi.hoisted(() => ({}) as { comparisons: Ref<ComparisonSummary[] | null>; connected: Ref<boolean> })
vi.mock('../../../renderer/src/client/index.ts', () => ({
  get comparisons() { return client.comparisons },
  get connected() { return client.connected },
  async call(name: string, input: unknown) {
    main.asked.push([name, input])
    if (name === 'runs.list') {
      const { comparisonId, offset, limit } = input as Asked
      const all = main.runs.filter((run) => !comparisonId || run.comparisonId === comparisonId)
      return { runs: all.slice(offset, offset + limit), total: all.length }
    }
    if (main.refuses) throw new FoveaError('unavailable', 'system.disconnected')
    if (name === 'runs.label') {
      const { changes } = input as { changes: { id: string; tags?: string[]; note?: string }[] }
      main.runs = main.runs.map((run) => { const { tags = run.tags, note = run.note } = changes.find(({ id }) => id === run.id) ?? {}; return { ...run, tags, note } })
    }
    return {}
  },
}))
const { useRuns } = await import('../../../renderer/src/features/runs/use-runs.ts')
const { useLabels } = await import('../../../renderer/src/features/runs/use-labels.ts')
const { notices } = await import('../../../renderer/src/ui/notices.ts')

const run = (id: string, comparisonId: string, rest: Partial<RunRecord> = {}) => ({ id, comparisonId, tags: [], note: '', archivedAt: null, ...rest }) as unknown as RunRecord
const summary = (id: string, finished: number, state = 'finished') => ({ id, state, runs: 2, finished, failed: 0, progress: finished / 2 }) as ComparisonSummary
const settled = async () => { for (let i = 0; i < 20; i++) await nextTick() }
const listed = () => main.asked.filter(([name]) => name === 'runs.list').map(([, input]) => (input as Asked).comparisonId ?? 'all')
const open = () => effectScope().run(() => { const library = useRuns(); return { library, labels: useLabels(library) } })!

beforeEach(() => {
  main.runs = [run('a1', 'a', { tags: ['old'] }), run('a2', 'a'), run('b1', 'b'), run('b2', 'b', { archivedAt: 5 })]
  Object.assign(main, { asked: [], refuses: false })
  client.comparisons = shallowRef([summary('a', 2), summary('b', 1, 'running')])
  client.connected = ref(true)
  notices.splice(0)
})
const ids = (runs: readonly RunRecord[] | null) => runs!.map(({ id }) => id).sort()

test('a long history is read page by page, each run once', async () => {
  main.runs = Array.from({ length: 2500 }, (_, i) => run(`r${i}`, `c${i % 40}`))
  client.comparisons.value = []
  const { library } = open()
  await vi.waitFor(() => expect(library.runs.value).toHaveLength(2500))
  expect(main.asked.map(([, input]) => [(input as Asked).offset, (input as Asked).limit])).toEqual([[0, 60], [60, 1000], [1060, 1000], [2060, 1000]])
  expect(new Set(ids(library.runs.value)).size).toBe(2500)
})

test('when a comparison changes, its runs alone are read again; those of a removed one go', async () => {
  const { library } = open()
  await settled()
  expect(listed()).toEqual(['all'])
  main.runs[3] = run('b2', 'b', { note: 'over' })
  client.comparisons.value = [summary('a', 2), summary('b', 2)]
  await settled()
  expect(listed()).toEqual(['all', 'b'])
  expect(library.runs.value!.find(({ id }) => id === 'b2')!.note).toBe('over')
  client.comparisons.value = [summary('b', 2)]
  await settled()
  expect(ids(library.runs.value)).toEqual(['b1', 'b2'])
  main.runs.push(run('c1', 'c'))
  client.comparisons.value = [summary('b', 2), summary('c', 1)]
  await settled()
  expect(listed()).toEqual(['all', 'b', 'c'])
  expect(ids(library.runs.value)).toEqual(['b1', 'b2', 'c1'])
})

test('a tag is seen at once, told to main, and its notice takes it back run by run', async () => {
  const { library, labels } = open()
  await settled()
  await labels.tag(library.runs.value!.filter((one) => one.comparisonId === 'a'), ['paper'], ['old'])
  expect(main.asked.at(-1)).toEqual(['runs.label', { changes: [{ id: 'a1', tags: ['paper'] }, { id: 'a2', tags: ['paper'] }] }])
  await notices.at(-1)!.undo!()
  expect(main.asked.at(-1)).toEqual(['runs.label', { changes: [{ id: 'a1', tags: ['old'] }, { id: 'a2', tags: [] }] }])
  expect(library.runs.value!.find(({ id }) => id === 'a1')!.tags).toEqual(['old'])
})

test('an older notice takes back its own tag and leaves what was given since', async () => {
  const { library, labels } = open()
  await settled()
  const first = () => library.runs.value!.filter(({ id }) => id === 'a1')
  await labels.tag(first(), ['paper'], ['old'])
  const older = notices.at(-1)!
  await labels.tag(first(), ['again'], [])
  await older.undo!()
  expect(first()[0]!.tags).toEqual(['again', 'old'])
})

test('a note that is written on is one change to take back', async () => {
  const { library, labels } = open()
  await settled()
  const first = () => library.runs.value!.find(({ id }) => id === 'a1')!
  await labels.write(first(), 'one')
  await labels.write(first(), 'one, two')
  expect([first().note, notices.length]).toEqual(['one, two', 1])
  await notices[0]!.undo!()
  expect([first().note, main.runs.find(({ id }) => id === 'a1')!.note]).toEqual(['', ''])
})

test('a note written anew elsewhere stays when the notice of an older one takes it back', async () => {
  const { library, labels } = open()
  await settled()
  const first = () => library.runs.value!.find(({ id }) => id === 'a1')!
  await labels.write(first(), 'one')
  main.runs = main.runs.map((run) => (run.id === 'a1' ? { ...run, note: 'elsewhere' } : run))
  const told = main.asked.length
  await notices[0]!.undo!()
  expect(first().note).toBe('elsewhere')
  expect(main.asked.slice(told).map(([name]) => name)).not.toContain('runs.label')
})

test('so it does when the list was left meanwhile and the tag was given on another', async () => {
  const { library, labels } = open()
  await settled()
  await labels.tag(library.runs.value!.filter(({ id }) => id === 'a1'), ['paper'], ['old'])
  const older = notices.at(-1)!
  const later = open()
  await settled()
  await later.labels.tag(later.library.runs.value!.filter(({ id }) => id === 'a1'), ['again'], [])
  await older.undo!()
  expect(main.runs.find(({ id }) => id === 'a1')!.tags).toEqual(['again', 'old'])
})

test('what is archived already stays so when the others are taken out again', async () => {
  const { library, labels } = open()
  await settled()
  await labels.archive(library.runs.value!, true)
  expect(main.asked.at(-1)).toEqual(['runs.label', { changes: ['a1', 'a2', 'b1'].map((id) => ({ id, archived: true })) }])
  await notices.at(-1)!.undo!()
  expect(library.runs.value!.filter((one) => one.archivedAt !== null).map(({ id }) => id)).toEqual(['b2'])
})

test('what main refuses is put back, and said', async () => {
  const { library, labels } = open()
  await settled()
  main.refuses = true
  await labels.tag(library.runs.value!.slice(0, 1), ['paper'], [])
  await labels.remove(library.runs.value!.slice(0, 2))
  await labels.write(library.runs.value!.find(({ id }) => id === 'b1')!, 'words')
  expect(ids(library.runs.value)).toEqual(['a1', 'a2', 'b1', 'b2'])
  expect(library.runs.value!.flatMap(({ tags, note }) => [...tags, note]).filter(Boolean)).toEqual(['old'])
  expect([library.problem.value?.code, notices.length]).toEqual(['system.disconnected', 0])
})

test('more runs than a call carries are told in several', async () => {
  main.runs = Array.from({ length: 10_500 }, (_, i) => run(`r${i}`, 'a'))
  client.comparisons.value = [summary('a', 2)]
  const { library, labels } = open()
  await vi.waitFor(() => expect(library.runs.value).toHaveLength(10_500))
  await labels.remove(library.runs.value!)
  expect(main.asked.filter(([name]) => name === 'runs.remove').map(([, input]) => (input as { ids: string[] }).ids.length)).toEqual([10_000, 500])
  expect(library.runs.value).toEqual([])
})
