/** Out of one home and into another: what is opened is what was handed on. */
import { copyFileSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStore } from '../../main/store/client.ts'
import type { Workbench } from '../../main/workbench.ts'
import { procedures } from '../../preload/contract/procedures.ts'
import { unpack } from '../../preload/contract/text.ts'
import { temporaryFolder } from '../temporary.ts'
import { comparisonId, fill, openIn, sealed, takeApart, text, together } from './fixture.ts'

const [from, to] = [temporaryFolder(), temporaryFolder()]
const file = join(from.path, 'light.fovea')
const heavy = join(from.path, 'heavy.fovea')
let there: Workbench
let here: Workbench
beforeAll(async () => {
  await fill(from.path)
  there = await openIn(from.path)
  here = await openIn(to.path)
  await there.call('bundles.export', { comparisonId, file })
  await there.call('bundles.export', { comparisonId, weights: true, file: heavy })
})
afterAll(async () => {
  await Promise.all([there.close(), here.close()])
  from.remove()
  to.remove()
})
const open = (workbench: Workbench, path: string) => workbench.call('bundles.open', { source: { from: 'path', path } })

test('the same comparison gives the same bytes, and none of them tells where it was made', async () => {
  const again = join(from.path, 'again')
  expect((await there.call('bundles.export', { comparisonId, file: again })).file).toBe(`${again}.fovea`)
  expect(readFileSync(`${again}.fovea`).equals(readFileSync(file))).toBe(true)
  const parts = takeApart(file)
  expect(Object.keys(parts)).toEqual([...Object.keys(parts).filter((path) => path !== 'manifest.json').sort(), 'manifest.json'])
  for (const bytes of Object.values(parts)) expect(text(bytes)).not.toContain(from.path)
  expect(Object.keys(parts).some((path) => path.endsWith('checkpoint.safetensors'))).toBe(false)
  expect(JSON.parse(text(parts['manifest.json']))).toMatchObject({ format: 'fovea-bundle', version: 1, created: 1_700_000_000_000 })
  expect((await there.call('bundles.download', { comparisonId })).bytes).toBe(readFileSync(file).toString('base64'))
})

test('everything is equal in a fresh home: plan, runs, events, curves, result, metrics, report', async () => {
  const opened = await open(here, file)
  expect(opened).toEqual({ comparisonId, runs: 4, known: false, weights: 0, remarks: 0 })
  const [old, now] = await Promise.all([there, here].map((one) => one.call('comparisons.get', { id: comparisonId })))
  expect(now).toEqual({
    ...old, dataset: null, datasetThere: old!.dataset,
    summary: { ...old!.summary, imported: { file: 'light.fovea', openedAt: expect.any(Number) } },
    runs: old!.runs.map((run) => ({ ...run, hasCheckpoint: false })),
  })
  procedures['comparisons.get'].output.parse(now)
  expect(now!.summary.state).toBe('finished')

  const both = <T>(ask: (workbench: Workbench) => Promise<T>) => Promise.all([ask(there), ask(here)])
  const equal = async (ask: (workbench: Workbench) => Promise<unknown>) => { const [a, b] = await both(ask); expect(b).toEqual(a) }
  await equal((one) => one.call('comparisons.result', { id: comparisonId }))
  await equal((one) => one.call('evidence.metrics', { id: comparisonId }))
  await equal((one) => one.call('runs.curves', { ids: old!.runs.map(({ id }) => id), metrics: ['train/loss', 'test/accuracy'], maxPoints: 50 }))
  const reported = async (one: Workbench) => ['en', 'zh-CN'].map(async (language) => (await one.call('reports.preview', { comparisonId, language: language as 'en' })).html)
  await equal(async (one) => Promise.all(await reported(one)))
  const [events] = await both(async (one) => {
    const all: unknown[] = []
    await one.stream('runs.follow', { id: `${comparisonId}-wide-2` }, (some) => void all.push(...some), new AbortController().signal)
    return all as { event: { type: string } }[]
  })
  expect(events.map(({ event }) => event.type)).toEqual(['started', 'metrics', 'metrics', 'checkpoint', 'log', 'finished'])
})

test('without the dataset its pictures come from the file, and weights are said to be missing', async () => {
  const ask = (one: Workbench) => one.call('evidence.images', { id: comparisonId, variantId: 'wide', filter: { by: 'worst' }, limit: 5 })
  const [old, now] = await Promise.all([ask(there), ask(here)])
  expect(old.images.length).toBe(5)
  expect(now).toEqual({ ...old, datasetKey: null })
  expect(unpack({ ...now.pixels, dtype: 'u8' }).some((pixel) => pixel > 0)).toBe(true)
  const asked = here.call('inspect.images', { runIds: [`${comparisonId}-wide-1`], images: [{ from: 'dataset', key: 'digits', index: 0 }] })
  await expect(asked).rejects.toMatchObject({ problem: { code: 'runs.no-checkpoint' } })
})

test('what is here already is known again; the same id with other content gets a new one', async () => {
  expect(await open(here, file)).toEqual({ comparisonId, runs: 4, known: true, weights: 0, remarks: 0 })
  expect(await open(there, heavy)).toEqual({ comparisonId, runs: 4, known: true, weights: 0, remarks: 0 })
  expect(await open(here, heavy)).toEqual({ comparisonId, runs: 4, known: true, weights: 4, remarks: 0 })
  expect((await here.call('runs.list', { comparisonId })).runs.every((run) => run.hasCheckpoint)).toBe(true)
  expect(readdirSync(join(to.path, 'runs', `${comparisonId}-plain-1`)).sort()).toEqual(['attention.json', 'checkpoint.safetensors', 'model.json'])
  const before = await here.call('comparisons.list', undefined)

  await here.call('runs.remove', { ids: [`${comparisonId}-wide-2`] })
  const second = await open(here, heavy)
  expect(second).toMatchObject({ runs: 4, known: false, weights: 4 })
  expect(second.comparisonId).not.toBe(comparisonId)
  expect(await open(here, heavy)).toEqual({ ...second, known: true, weights: 0 })
  expect((await here.call('comparisons.list', undefined)).length).toBe(before.length + 1)
  const { runs } = await here.call('runs.list', { comparisonId: second.comparisonId })
  expect(runs.map((run) => [run.id, run.hasCheckpoint])).toEqual([['plain', 1], ['wide', 1], ['plain', 2], ['wide', 2]].map(([variant, seed]) => [`${second.comparisonId}-${variant}-${seed}`, true]))
  expect(readdirSync(join(to.path, 'runs', runs[0]!.id)).sort()).toEqual(['attention.json', 'checkpoint.safetensors', 'model.json'])
  expect(readFileSync(join(to.path, 'runs', runs[3]!.id, 'checkpoint.safetensors')).equals(readFileSync(join(from.path, 'runs', `${comparisonId}-wide-2`, 'checkpoint.safetensors')))).toBe(true)
  const [a, b] = [await there.call('comparisons.result', { id: comparisonId }), await here.call('comparisons.result', { id: second.comparisonId })]
  expect(b).toEqual({ ...a, comparisonId: second.comparisonId })
  expect(readdirSync(join(to.path, 'uploads'))).toEqual([])
})

test('what was said of runs since does not make them others, nor what an earlier Fovea did not write yet', async () => {
  using own = temporaryFolder()
  const workbench = await openIn(own.path)
  await open(workbench, file)
  await workbench.call('runs.label', { changes: [{ id: `${comparisonId}-wide-1`, tags: ['mine'], note: 'looks well', archived: true }] })
  expect(await open(workbench, file)).toEqual({ comparisonId, runs: 4, known: true, weights: 0, remarks: 0 })

  const without = (bytes: Uint8Array, drop: (value: { config?: { training: object }; training?: object }) => void) => { const value = JSON.parse(text(bytes)); drop(value); return Buffer.from(JSON.stringify(value)) }
  const lacking = ({ training }: { training?: object }) => Reflect.deleteProperty(training!, 'added')
  const parts = Object.fromEntries(Object.entries(takeApart(file)).map(([path, bytes]) => [
    path, path === 'plan.json' ? without(bytes, lacking) : path.endsWith('/run.json') ? without(bytes, (run) => { for (const name of ['tags', 'note', 'measures']) Reflect.deleteProperty(run, name); lacking(run.config!) }) : bytes,
  ]))
  const earlier = join(own.path, 'earlier.fovea')
  writeFileSync(earlier, together(sealed(parts)))
  expect(await open(workbench, earlier)).toEqual({ comparisonId, runs: 4, known: true, weights: 0, remarks: 0 })
  expect((await workbench.call('runs.get', { id: `${comparisonId}-wide-1` })).tags).toEqual(['mine'])
  await workbench.close()
})

test('opened again, it brings what was said and measured of its runs since, and replaces nothing that is here', async () => {
  using own = temporaryFolder()
  using other = temporaryFolder()
  const [author, reader] = [await openIn(own.path), await openIn(other.path)]
  for (const one of [author, reader]) await open(one, file)
  const [first, second, third] = ['plain-1', 'wide-1', 'plain-2'].map((name) => `${comparisonId}-${name}`) as [string, string, string]
  await author.call('runs.label', { changes: [{ id: first, tags: ['good', 'mine'], note: 'the author’s' }, { id: second, note: 'look here' }] })
  await reader.call('runs.label', { changes: [{ id: first, tags: ['mine', 'kept'], note: 'the reader’s' }, { id: third, tags: ['only here'] }] })
  const latency = (milliseconds: number) => ({ milliseconds, low: 1, high: 9, passes: 30, device: 'CPU' })
  for (const [place, measured] of [[own, [[first, 2], [third, 4]]], [other, [[first, 3]]]] as const) {
    const store = await openStore(join(place.path, 'fovea.db'))
    for (const [id, milliseconds] of measured) await store.saveMeasures(id, { latency: latency(milliseconds), faithfulness: null })
    await store.close()
  }
  const later = join(own.path, 'later.fovea')
  await author.call('bundles.export', { comparisonId, file: later })
  expect(await open(reader, later)).toEqual({ comparisonId, runs: 4, known: true, weights: 0, remarks: 2 })
  const said = await Promise.all([first, second, third].map(async (id) => { const { tags, note, measures } = await reader.call('runs.get', { id }); return [tags, note, measures.latency?.milliseconds] }))
  expect(said).toEqual([[['mine', 'kept', 'good'], 'the reader’s', 3], [[], 'look here', undefined], [['only here'], '', undefined]])
  expect(await open(reader, later)).toMatchObject({ known: true, remarks: 0 })

  // Where nothing was measured, there is nothing that another computer's figures would be mixed with.
  using unmeasured = temporaryFolder()
  const late = await openIn(unmeasured.path)
  await open(late, file)
  expect(await open(late, later)).toMatchObject({ known: true, remarks: 3 })
  expect((await late.call('runs.get', { id: third })).measures.latency?.milliseconds).toBe(4)
  await Promise.all([author.close(), reader.close(), late.close()])
})

test('what was chosen for the report goes with it, makes it no other comparison, and does not replace what was chosen here', async () => {
  using own = temporaryFolder()
  using other = temporaryFolder()
  using third = temporaryFolder()
  const [author, reader, late] = [await openIn(own.path), await openIn(other.path), await openIn(third.path)]
  for (const one of [author, late]) await open(one, file)
  const choices = { title: 'Wider is better', question: 'Is it?', notes: 'One.\n\nTwo.', without: ['cost' as const], order: ['models' as const, 'result' as const], withoutVariants: ['wide'], interactive: false }
  await author.call('reports.choose', { comparisonId, choices })
  const chosen = join(own.path, 'chosen.fovea')
  await author.call('bundles.export', { comparisonId, file: chosen })
  expect(Object.keys(takeApart(file))).not.toContain('report-choices.json')

  expect(await open(reader, chosen)).toMatchObject({ comparisonId, known: false })
  expect(await reader.call('reports.choices', { comparisonId })).toEqual(choices)
  const again = join(other.path, 'again.fovea')
  await reader.call('bundles.export', { comparisonId, file: again })
  expect(readFileSync(again).equals(readFileSync(chosen))).toBe(true)

  // Where it lay already, and nothing was chosen.
  expect(await open(late, chosen)).toMatchObject({ comparisonId, known: true })
  expect(await late.call('reports.choices', { comparisonId })).toEqual(choices)

  await reader.call('reports.choose', { comparisonId, choices: { ...choices, title: 'Mine' } })
  for (const one of [file, chosen]) expect(await open(reader, one)).toMatchObject({ comparisonId, known: true })
  expect((await reader.call('reports.choices', { comparisonId })).title).toBe('Mine')
  for (const one of [author, reader, late]) await one.close()
})

test('what was opened can be handed on, and is the same file', async () => {
  using third = temporaryFolder()
  const workbench = await openIn(third.path)
  await open(workbench, heavy)
  const { file: written } = await workbench.call('bundles.export', { comparisonId, weights: true })
  expect(readFileSync(written).equals(readFileSync(heavy))).toBe(true)
  await workbench.close()
})

test('a browser sends it in pieces and names no path; a window writes to the reports folder only', async () => {
  using fourth = temporaryFolder()
  const workbench = await openIn(fourth.path)
  const { uploadId } = await workbench.call('uploads.begin', undefined)
  const bytes = readFileSync(file)
  for (let i = 0; i * 30_000 < bytes.length; i++) await workbench.call('uploads.file', { uploadId, path: String(i).padStart(6, '0'), bytes: bytes.subarray(i * 30_000, (i + 1) * 30_000).toString('base64') })
  expect(await workbench.call('bundles.open', { source: { from: 'upload', uploadId, name: 'sent.fovea' } })).toEqual({ comparisonId, runs: 4, known: false, weights: 0, remarks: 0 })
  expect((await workbench.call('comparisons.list', undefined))[0]!.imported!.file).toBe('sent.fovea')
  expect(readdirSync(join(fourth.path, 'uploads'))).toEqual([])

  const answers: unknown[] = []
  const said = (name: string, input: unknown, caller: 'browser' | 'desktop') => new Promise<unknown>((resolve) => workbench.connect((reply) => { answers.push(reply); resolve(reply) }, caller).receive({ type: 'call', id: 1, name, input }))
  expect(await said('bundles.open', { source: { from: 'path', path: file } }, 'browser')).toMatchObject({ envelope: { ok: false, error: { code: 'bundles.path-from-browser' } } })
  expect(await said('bundles.open', { source: { from: 'path', path: file } }, 'desktop')).toMatchObject({ envelope: { ok: true, value: { known: true } } })
  expect(await said('bundles.export', { comparisonId, file: '../out.fovea' }, 'desktop')).toMatchObject({ envelope: { ok: false, error: { code: 'reports.outside' } } })
  expect(await said('bundles.export', { comparisonId, file: 'mine' }, 'desktop')).toMatchObject({ envelope: { ok: true, value: { file: join(fourth.path, 'reports', 'mine.fovea') } } })
  await workbench.close()
})

test('what cannot be written or has nothing to say is told, and leaves no half file', async () => {
  await expect(there.call('bundles.export', { comparisonId, file: join(from.path, 'no-such', 'x.fovea') })).rejects.toMatchObject({ problem: { code: 'bundles.unwritable' } })
  await expect(there.call('bundles.export', { comparisonId: 'nobody' })).rejects.toMatchObject({ problem: { code: 'comparisons.unknown' } })
  await expect(open(here, join(from.path, 'none.fovea'))).rejects.toMatchObject({ problem: { code: 'bundles.no-file' } })
  copyFileSync(file, join(from.path, 'copy.fovea'))
  expect(readdirSync(from.path).filter((name) => name.endsWith('.part'))).toEqual([])
})
