/** The workbench as the terminal and windows use it, with jobs that learn nothing. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHome } from '../main/home.ts'
import { createWorkbench } from '../main/workbench.ts'
import type { Workbench } from '../main/workbench.ts'
import type { ComparisonSummary } from '../preload/contract/comparison.ts'
import { procedures } from '../preload/contract/procedures.ts'
import type { NamesOf, OutputOf, ProcedureName } from '../preload/contract/procedures.ts'
import type { Reply } from '../preload/contract/transport.ts'
import { fakeLaunch, planOf } from './runs/fixture.ts'

const folder = mkdtempSync(join(tmpdir(), 'fovea-workbench-'))
const shown: string[] = []
let workbench: Workbench
beforeAll(async () => {
  workbench = await createWorkbench({ home: openHome(folder), launch: fakeLaunch(folder), openFile: async (file) => { shown.push(file) } })
})
afterAll(async () => {
  await workbench.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The items of a stream until one fits. */
async function until<N extends NamesOf<'stream'>>(name: N, input: Parameters<typeof workbench.stream<N>>[1], fits: (item: OutputOf<N>) => boolean): Promise<OutputOf<N>> {
  const found = new AbortController()
  let last!: OutputOf<N>
  await workbench.stream(name, input, (item) => {
    procedures[name].output.parse(item)
    last = item
    if (fits(item)) found.abort()
  }, found.signal)
  return last
}
const ended = (id: string) => until('comparisons.follow', undefined, (list) => {
  const state = list.find((one) => one.id === id)?.state
  return state !== 'waiting' && state !== 'running'
})
const plan = () => planOf(['plain', 'finish'], [1, 2, 3])

test('a comparison from its plan to its report', async () => {
  const { id } = await workbench.call('comparisons.create', { plan: plan() })
  const [summary] = (await ended(id)) as [ComparisonSummary]
  expect(summary).toMatchObject({ id, state: 'finished', progress: 1, runs: 6, finished: 6, failed: 0, marks: [{ variantId: 'finish', difference: 0, verdict: 'no-evidence' }] })
  expect(summary.finding?.en.length).toBeGreaterThan(0)

  const detail = await workbench.call('comparisons.get', { id })
  expect(detail.runs.map((r) => [r.variantId, r.seed])).toEqual([['plain', 1], ['finish', 1], ['plain', 2], ['finish', 2], ['plain', 3], ['finish', 3]])
  expect(detail.dataset?.key).toBe('digits')
  const result = await workbench.call('comparisons.result', { id })
  expect([result.comparisonId, result.complete, result.testImages]).toEqual([id, true, 10])
  expect(await workbench.call('comparisons.result', { id })).toEqual(result)

  const metrics = await workbench.call('evidence.metrics', { id })
  expect(procedures['evidence.metrics'].output.parse(metrics).variants.map(({ variantId, against }) => [variantId, against?.fixed])).toEqual([['plain', undefined], ['finish', 0]])
  const behind = await workbench.call('evidence.images', { id, variantId: 'finish', filter: { by: 'worst' } })
  expect(procedures['evidence.images'].output.parse(behind).pixels.shape[0]).toBe(behind.images.length)
  await expect(workbench.call('evidence.images', { id, variantId: 'nobody', filter: { by: 'worst' } })).rejects.toMatchObject({ problem: { code: 'comparisons.no-variant' } })

  const { html } = await workbench.call('reports.preview', { comparisonId: id, language: 'zh-CN' })
  expect(html).toContain('lang="zh-CN"')
  const { file, bytes } = await workbench.call('reports.export', { comparisonId: id, language: 'en', file: join(folder, 'elsewhere') })
  expect([file, readFileSync(file).length]).toEqual([join(folder, 'elsewhere.html'), bytes])
})

test('every query without input answers as the contract says', async () => {
  const names = (Object.keys(procedures) as ProcedureName[]).filter((name) => procedures[name].kind === 'query' && procedures[name].input.safeParse(undefined).success)
  expect(names.length).toBeGreaterThan(5)
  for (const name of names) {
    const answer = await workbench.call(name as 'settings.get', undefined)
    expect(procedures[name].output.safeParse(answer).error?.issues ?? [], name).toEqual([])
    // What crosses a WebSocket as JSON comes out the same.
    expect(procedures[name].output.parse(JSON.parse(JSON.stringify(answer))), name).toEqual(procedures[name].output.parse(answer))
  }
})

test('a plan that cannot be carried out is refused, and nothing is made of it', async () => {
  const before = (await workbench.call('comparisons.list', undefined)).length
  const wrong = plan()
  wrong.variants[0]!.model = 'smal-cnn'
  await expect(workbench.call('comparisons.create', { plan: wrong })).rejects.toMatchObject({ problem: { kind: 'invalid', code: 'plan.unknown-model-near' } })
  wrong.dataset.id = 'none'
  await expect(workbench.call('comparisons.create', { plan: wrong })).rejects.toMatchObject({ problem: { code: 'plan.problems', params: { count: 2 } } })
  expect(await workbench.call('comparisons.list', undefined)).toHaveLength(before)
})

test('settings are kept and the language is told', async () => {
  const told: unknown[] = []
  workbench.onLanguage((language) => told.push(language))
  expect(await workbench.call('settings.get', undefined)).toEqual({ language: null, theme: 'system', density: 'regular', tellEnd: true })
  await workbench.call('settings.set', { language: 'zh-CN' })
  expect(await workbench.call('settings.set', { theme: 'dark' })).toEqual({ language: 'zh-CN', theme: 'dark', density: 'regular', tellEnd: true })
  await expect.poll(() => told.at(-1)).toBe('zh-CN')
})

test('a window writes and opens reports only in their folder', async () => {
  const { id } = (await workbench.call('comparisons.list', undefined))[0]!
  const replies: Reply[] = []
  const connection = workbench.connect((reply) => replies.push(reply), 'browser')
  const ask = async (name: ProcedureName, input: unknown) => {
    connection.receive({ type: 'call', id: 1, name, input })
    await expect.poll(() => replies.length).toBe(1)
    const [reply] = replies.splice(0)
    return reply?.type === 'answer' ? reply.envelope : null
  }
  for (const file of ['../out.html', '/tmp/out.html', 'a/b.html', '..\\out.html', '.hidden.html']) {
    expect(await ask('reports.export', { comparisonId: id, language: 'en', file })).toMatchObject({ ok: false, error: { kind: 'forbidden', code: 'reports.outside' } })
  }
  expect(await ask('reports.export', { comparisonId: id, language: 'en', file: 'mine' })).toMatchObject({ ok: true, value: { file: join(folder, 'reports', 'mine.html') } })
  expect(existsSync(join(folder, 'reports', 'mine.html'))).toBe(true)
  for (const file of ['/etc/passwd', join(folder, 'fovea.db'), join(folder, 'reports', '..', 'elsewhere.html')]) expect(await ask('reports.show', { file })).toMatchObject({ ok: false, error: { kind: 'forbidden' } })
  await ask('reports.show', { file: join(folder, 'reports', 'mine.html') })
  expect(shown).toEqual([join(folder, 'reports', 'mine.html')])
  connection.close()
})

test('a browser names no folder of this computer to read', async () => {
  const replies: Reply[] = []
  const connection = workbench.connect((reply) => replies.push(reply), 'browser')
  const asked = { 'datasets.prepare': { id: 'cifar10', path: folder }, 'datasets.import': { name: 'x', source: { from: 'path', path: folder }, size: 8, testFraction: 0.5, seed: 1 } }
  for (const [name, input] of Object.entries(asked)) {
    connection.receive({ type: 'call', id: 1, name, input })
    await expect.poll(() => replies.length).toBe(1)
    expect(replies.splice(0)).toMatchObject([{ envelope: { ok: false, error: { kind: 'forbidden', code: 'dataset.path-from-browser' } } }])
  }
  connection.close()
})

test('long work is a task that ends with its dataset or its reason', async () => {
  const { taskId } = await workbench.call('datasets.prepare', { id: 'digits' })
  expect(await until('tasks.follow', { taskId }, ({ type }) => type !== 'progress')).toEqual({ type: 'finished', key: 'digits' })
  // Asked again after its end, it says the same.
  expect(await until('tasks.follow', { taskId }, () => true)).toEqual({ type: 'finished', key: 'digits' })
  const failing = await workbench.call('datasets.prepare', { id: 'nothing-of-that-name' })
  expect(await until('tasks.follow', failing, () => true)).toMatchObject({ type: 'failed', problem: { kind: 'not-found', code: 'dataset.unknown' } })
  await expect(until('tasks.follow', { taskId: 'none' }, () => true)).rejects.toMatchObject({ problem: { code: 'tasks.unknown' } })
})

test('what is asked of what is not there is said plainly', async () => {
  await expect(workbench.call('comparisons.get', { id: 'none' })).rejects.toMatchObject({ problem: { kind: 'not-found', code: 'comparisons.unknown' } })
  await expect(workbench.call('runs.get', { id: 'none' })).rejects.toMatchObject({ problem: { code: 'runs.unknown' } })
  await expect(workbench.call('runs.remove', { ids: ['none'] })).rejects.toMatchObject({ problem: { code: 'runs.unknown' } })
  await expect(workbench.call('inspect.images', { runIds: ['none'], images: [{ from: 'file', name: 'x.png', bytes: '' }] })).rejects.toMatchObject({ problem: { code: 'runs.unknown' } })
  const [line] = await workbench.call('comparisons.list', undefined)
  const { runs } = await workbench.call('runs.list', { comparisonId: line!.id })
  await expect(workbench.call('inspect.images', { runIds: [runs[0]!.id], images: [{ from: 'file', name: 'x.png', bytes: '' }] })).rejects.toMatchObject({ problem: { code: 'runs.no-checkpoint' } })
})
