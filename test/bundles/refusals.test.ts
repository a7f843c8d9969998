/** Files that somebody made by hand or that broke on the way: each is refused in words of both languages, and nothing of it stays. */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signatureOf } from '../../main/bundles/layout.ts'
import type { Workbench } from '../../main/workbench.ts'
import type { BundleManifest } from '../../preload/contract/bundle.ts'
import { describeProblem, problemOf } from '../../preload/contract/errors.ts'
import { temporaryFolder } from '../temporary.ts'
import { comparisonId, fill, openIn, sealed, takeApart, text, together } from './fixture.ts'
import type { Parts } from './fixture.ts'

const [from, to] = [temporaryFolder(), temporaryFolder()]
let whole: Buffer
let parts: Parts
let here: Workbench
beforeAll(async () => {
  await fill(from.path)
  const there = await openIn(from.path)
  const { file } = await there.call('bundles.export', { comparisonId, weights: true })
  await there.close()
  whole = readFileSync(file)
  parts = takeApart(file)
  here = await openIn(to.path)
})
afterAll(async () => {
  await here.close()
  from.remove()
  to.remove()
})

const run = 'runs/plain-1'
const bytes = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value))
const changed = (path: string, change: (value: never) => unknown): Parts => sealed({ ...parts, [path]: bytes(change(JSON.parse(text(parts[path])) as never)) })
const without = (...paths: string[]): Parts => Object.fromEntries(Object.entries(parts).filter(([path]) => !paths.includes(path)))
/** The last place of these bytes: in the directory, which stands at the end. */
const patched = (file: Buffer, at: number, value: number, size: 2 | 4 = 4): Buffer => {
  const copy = Buffer.from(file)
  if (size === 4) copy.writeUInt32LE(value >>> 0, at)
  else copy.writeUInt16LE(value, at)
  return copy
}
/** Where the directory's entry of a name begins. */
const entryOf = (file: Buffer, name: string) => file.lastIndexOf(name) - 46
/** Another name of the same length, everywhere. */
function renamed(file: Buffer, name: string, other: string): Buffer {
  const copy = Buffer.from(file)
  for (let at = copy.indexOf(name); at >= 0; at = copy.indexOf(name, at + 1)) copy.write(other, at)
  return copy
}
/** Zeros that pack to a thousandth. */
const zeros = (megabytes: number) => Buffer.alloc(megabytes * 2 ** 20)
function bomb(): Buffer {
  const packed = deflateRawSync(zeros(100))
  const made = together({ ...parts, [`${run}/history.jsonl`]: [packed, { level: 0 }] })
  const at = entryOf(made, `${run}/history.jsonl`)
  return patched(patched(made, at + 10, 8, 2), at + 24, 100 * 2 ** 20)
}

/** Directory and manifest agree on a size that what comes out goes beyond. */
function liar(): Buffer {
  const path = `${run}/history.jsonl`
  const files = (JSON.parse(text(sealed(parts)['manifest.json'])) as BundleManifest).files.map((file) => (file.path === path ? { ...file, bytes: 100 } : file))
  const made = together(sealed(parts, { files, contents: signatureOf(files) }))
  return patched(made, entryOf(made, path) + 24, 100)
}

const cases: [what: string, code: string, file: () => Buffer][] = [
  ['nothing', 'not-bundle', () => Buffer.alloc(0)],
  ['a picture', 'not-bundle', () => Buffer.from('\x89PNG\r\n\x1a\n and so on')],
  ['another ZIP', 'not-bundle', () => together({ 'a.txt': bytes('hello') })],
  ['another kind of manifest', 'not-bundle', () => together(sealed(parts, { format: 'something-else' }))],
  ['its first half', 'truncated', () => whole.subarray(0, whole.length >> 1)],
  ['all but its last byte', 'truncated', () => whole.subarray(0, -1)],
  ['a directory that points elsewhere', 'truncated', () => patched(whole, entryOf(whole, 'plan.json') + 42, 5)],
  ['two entries over the same bytes', 'truncated', () => patched(whole, entryOf(whole, 'plan.json') + 42, whole.readUInt32LE(entryOf(whole, 'comparison.json') + 42))],
  ['a way out by ..', 'unsafe-path', () => together({ ...parts, '../../evil.txt': bytes('x') })],
  ['an absolute path', 'unsafe-path', () => together({ ...parts, '/etc/evil': bytes('x') })],
  ['a drive letter', 'unsafe-path', () => together({ ...parts, 'C:/evil': bytes('x') })],
  ['a backslash', 'unsafe-path', () => together({ ...parts, '..\\evil': bytes('x') })],
  ['a link', 'link', () => together({ ...parts, 'link': [bytes('/etc/passwd'), { os: 3, attrs: 0o120777 << 16 }] })],
  ['encryption', 'packing', () => patched(whole, entryOf(whole, 'plan.json') + 8, 1, 2)],
  ['an unknown way of packing', 'packing', () => patched(whole, entryOf(whole, 'plan.json') + 10, 14, 2)],
  ['too many entries', 'too-many', () => patched(patched(whole, whole.length - 12, 60_000, 2), whole.length - 14, 60_000, 2)],
  ['a name twice', 'twice', () => renamed(whole, 'runs/wide-1/run.json', 'runs/wide-2/run.json')],
  ['a name twice but for its case', 'twice', () => together({ ...parts, 'PLAN.json': bytes('{}') })],
  ['a bomb', 'bomb', bomb],
  ['more than it declares', 'bomb', liar],
  ['a huge stored size', 'too-large', () => patched(whole, entryOf(whole, `${run}/checkpoint.safetensors`) + 24, 0xfffffff0)],
  ['a file larger than its kind may be', 'too-large', () => together(sealed({ ...parts, [`${run}/model.json`]: bytes(`${text(parts[`${run}/model.json`])}${' '.repeat(2 ** 20)}`) }))],
  ['a changed number', 'checksum', () => { const copy = Buffer.from(whole); copy[copy.indexOf(Buffer.alloc(1000, 2)) + 9]! ^= 1; return copy }],
  ['a changed text', 'checksum', () => together({ ...parts, 'plan.json': bytes(text(parts['plan.json']).replace('A test', 'B test')) })],
  ['a manifest with another signature', 'checksum', () => together(sealed(parts, { contents: 'ab'.repeat(32) }))],
  ['compressed bytes that are none', 'checksum', () => { const copy = Buffer.from(together(parts)); copy.fill(0xff, copy.indexOf('plan.json') + 9, copy.indexOf('plan.json') + 40); return copy }],
  ['a missing run', 'missing', () => together(without(`${run}/run.json`))],
  ['a missing plan', 'missing', () => together(sealed(without('plan.json')))],
  ['a missing history', 'missing', () => together(sealed(without(`${run}/history.jsonl`)))],
  ['weights without their model', 'missing', () => together(sealed(without(`${run}/model.json`)))],
  ['pictures without pixels', 'missing', () => together(sealed(without('dataset/thumbnails.u8')))],
  ['a newer version', 'newer', () => together(sealed({ ...parts, 'of-the-future.bin': bytes('x') }, { version: 2, more: true }))],
  ['an entry nobody knows', 'unknown-entry', () => together(sealed({ ...parts, 'setup.exe': bytes('x') }))],
  ['an entry that the manifest hides', 'unknown-entry', () => together({ ...parts, 'runs/plain-3/run.json': bytes('{}') })],
  ['JSON that ends too early', 'bad-content', () => together(sealed({ ...parts, 'plan.json': bytes('{"fovea":') }))],
  ['JSON nested deeply', 'bad-content', () => together(sealed({ ...parts, 'plan.json': bytes('['.repeat(100_000) + ']'.repeat(100_000)) }))],
  ['a plan that is none', 'bad-content', () => together(changed('plan.json', (plan: object) => ({ ...plan, seeds: [] })))],
  ['choices for a report that has no such section', 'bad-content', () => together(sealed({ ...parts, 'report-choices.json': bytes({ without: ['everything'] }) }))],
  ['a run of another plan', 'bad-content', () => together(changed(`${run}/run.json`, (record: object) => ({ ...record, variantId: 'wide' })))],
  ['a run under way', 'bad-content', () => together(changed(`${run}/run.json`, (record: object) => ({ ...record, state: 'running' })))],
  ['a time that is none', 'bad-content', () => together(changed(`${run}/run.json`, (record: object) => ({ ...record, endedAt: 1.5 })))],
  ['an id that is a path', 'bad-content', () => together(changed('comparison.json', (comparison: object) => ({ ...comparison, id: '../x' })))],
  ['a run that nobody names', 'bad-content', () => together(changed('comparison.json', (comparison: { runs: string[] }) => ({ ...comparison, runs: comparison.runs.slice(1) })))],
  ['a model of another run', 'bad-content', () => together(sealed({ ...parts, [`${run}/model.json`]: parts['runs/wide-1/model.json']! }))],
  ['events out of order', 'bad-content', () => together(sealed({ ...parts, [`${run}/history.jsonl`]: bytes(text(parts[`${run}/history.jsonl`]).split('\n').reverse().join('\n').trim()) }))],
  ['an event that is none', 'bad-content', () => together(sealed({ ...parts, [`${run}/history.jsonl`]: bytes('{"seq":1,"time":1,"event":{"type":"explode"}}\n') }))],
  ['a step that cannot be kept', 'bad-content', () => together(sealed({ ...parts, [`${run}/history.jsonl`]: bytes('{"seq":1,"time":1,"event":{"type":"metrics","points":[{"metric":"a","step":4294967296,"value":1}]}}\n') }))],
  ['predictions cut short', 'bad-content', () => together(sealed({ ...parts, [`${run}/predictions.safetensors`]: parts[`${run}/predictions.safetensors`]!.subarray(0, 300) }))],
  ['predictions of other classes', 'bad-content', () => together(changed('dataset/manifest.json', (manifest: { classes: unknown[] }) => ({ ...manifest, classes: manifest.classes.slice(1) })))],
  ['pictures of another size', 'bad-content', () => together(sealed({ ...parts, 'dataset/thumbnails.u8': parts['dataset/thumbnails.u8']!.subarray(1) }))],
  ['maps that do not fit their shape', 'bad-content', () => together(changed(`${run}/attention.json`, (maps: { maps: { weights: object }[][] }) => { maps.maps[0]![0]!.weights = { dtype: 'f32', shape: [1, 2], data: 'AAAA' }; return maps }))],
]

test.each(cases)('%s: %s', async (what, code, make) => {
  const file = join(from.path, 'bad.fovea')
  writeFileSync(file, make())
  const problem = await here.call('bundles.open', { source: { from: 'path', path: file } }).then(() => null, problemOf)
  expect([what, problem?.code, problem?.params]).toEqual([what, `bundles.${code}`, problem?.params])
  for (const language of ['en', 'zh-CN'] as const) {
    const { message, hint } = describeProblem(problem!, language)
    expect(message + hint).not.toMatch(/[{}]\w*[}]?$|\{\w+\}|undefined/)
    expect(hint.length).toBeGreaterThan(5)
  }
  expect(await here.call('comparisons.list', undefined)).toEqual([])
  expect([readdirSync(join(to.path, 'runs')), readdirSync(join(to.path, 'uploads'))]).toEqual([[], []])
})

test('after all of them the good one opens under its own id', async () => {
  const file = join(from.path, 'good.fovea')
  writeFileSync(file, together(sealed(parts)))
  expect(await here.call('bundles.open', { source: { from: 'path', path: file } })).toEqual({ comparisonId, runs: 4, known: false, weights: 4, remarks: 0 })
})
