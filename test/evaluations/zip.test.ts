/** ZIP files of a user: those of any program are read, those made to do harm are refused in words, and a damaged picture in one ends nothing. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { zipSync, type Zippable } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHome } from '../../main/home.ts'
import { describeProblem } from '../../preload/contract/errors.ts'
import { temporaryFolder } from '../temporary.ts'
import { allRows, ended, evaluationsIn, shade, type Service } from './fixture.ts'

const place = temporaryFolder()
let service: Service
let light: Buffer
beforeAll(async () => {
  service = evaluationsIn(openHome(place.path))
  light = await shade(255)
})
afterAll(async () => {
  await service.end()
  place.remove()
})

let made = 0
async function evaluated(bytes: Uint8Array) {
  const path = join(place.path, `given-${made++}.zip`)
  writeFileSync(path, bytes)
  const id = await service.begin({ name: 'zip', runIds: ['plain'], source: { from: 'path', path } })
  return { id, evaluation: await ended(service, id) }
}
const zip = (files: Zippable): Buffer => Buffer.from(zipSync(files))
const patched = (file: Buffer, at: number, value: number, size: 2 | 4): Buffer => {
  const copy = Buffer.from(file)
  if (size === 4) copy.writeUInt32LE(value >>> 0, at)
  else copy.writeUInt16LE(value, at)
  return copy
}
/** Where the directory's entry of a name begins. */
const entryOf = (file: Buffer, name: string) => file.lastIndexOf(name) - 46
const renamed = (file: Buffer, name: string, other: Uint8Array) => {
  const copy = Buffer.from(file)
  for (let at = copy.indexOf(name); at >= 0; at = copy.indexOf(name, at + 1)) copy.set(other, at)
  return copy
}

test('folders, a comment, what macOS adds, backslashes, names in GB 18030', async () => {
  const files = zip({ 'light/': [new Uint8Array(0), {}], 'light/a.png': light, '__MACOSX/light/._a.png': light, 'ABCDxb.png': light, 'light/.DS_Store': light })
  // 亮 in GB 18030 and UTF-8 differ; a Windows program of China writes the first, with its own stroke between folders.
  const foreign = renamed(files, 'ABCDxb.png', Buffer.from([0xc1, 0xc1, 0x5c, 0x78, 0x2e, 0x78, 0x2e, 0x70, 0x6e, 0x67]))
  const comment = Buffer.from('made by hand')
  const { id, evaluation } = await evaluated(Buffer.concat([patched(foreign, foreign.length - 2, comment.length, 2), comment]))
  expect(evaluation).toMatchObject({ state: 'finished', labels: 'folders', labelled: 2, total: 2, refused: 0 })
  expect(allRows(service, id).rows.map((row) => row.name).sort()).toEqual(['light/a.png', '亮/x.x.png'])
  expect(await service.image(id, 0, { shape: [4, 4, 1], classes: [] })).toMatchObject({ originalSize: [6, 6] })
})

test('names that begin with the folder they stand in', async () => {
  const { id, evaluation } = await evaluated(zip({ './': [new Uint8Array(0), {}], './light/': [new Uint8Array(0), {}], './light/a.png': light }))
  expect(evaluation).toMatchObject({ state: 'finished', labelled: 1, total: 1, refused: 0 })
  expect(allRows(service, id).rows.map((row) => row.name)).toEqual(['light/a.png'])
  expect((await evaluated(zip({ './../a.png': light }))).evaluation).toMatchObject({ state: 'failed', problem: { code: 'evaluations.zip-unsafe' } })
})

test('a damaged entry is told of as itself', async () => {
  const files = zip({ 'a.png': [light, { level: 0 }], 'b.png': [light, { level: 0 }] })
  const damaged = Buffer.from(files)
  damaged[files.indexOf(light) + light.length - 30]! ^= 0xff
  const { id, evaluation } = await evaluated(damaged)
  expect(evaluation).toMatchObject({ state: 'finished', refused: 1 })
  expect(allRows(service, id).rows.map((row) => row.problem?.code)).toEqual(['evaluations.zip-checksum', undefined])
})

const two = () => zip({ 'a.png': light, 'b.png': light })
const bomb = () => {
  const packed = deflateRawSync(Buffer.alloc(100 * 2 ** 20))
  const file = zip({ 'a.png': [packed, { level: 0 }] })
  return patched(patched(file, entryOf(file, 'a.png') + 10, 8, 2), entryOf(file, 'a.png') + 24, 100 * 2 ** 20, 4)
}
/** Says that it unpacks to little. */
const liar = () => {
  const packed = deflateRawSync(Buffer.alloc(10 * 2 ** 20))
  const file = zip({ 'a.png': [packed, { level: 0 }], 'b.png': light })
  return patched(patched(file, entryOf(file, 'a.png') + 10, 8, 2), entryOf(file, 'a.png') + 24, 1000, 4)
}
test.each<[string, () => Buffer, string]>([
  ['no ZIP at all', () => Buffer.from('GIF89a and more'), 'evaluations.not-zip'],
  ['empty', () => Buffer.alloc(0), 'evaluations.not-zip'],
  ['cut off', () => two().subarray(0, -30), 'evaluations.zip-truncated'],
  ['only its end', () => zip({}), 'evaluations.no-images'],
  ['a way out', () => zip({ '../a.png': light }), 'evaluations.zip-unsafe'],
  ['a way out by backslash', () => renamed(zip({ 'abcd.png': light }), 'abcd.png', Buffer.from('..\\d.png')), 'evaluations.zip-unsafe'],
  ['from the root', () => zip({ '/etc/a.png': light }), 'evaluations.zip-unsafe'],
  ['a drive', () => zip({ 'c:/a.png': light }), 'evaluations.zip-unsafe'],
  ['a link', () => { const file = two(); return patched(file, entryOf(file, 'a.png') + 38, 0xa1ff0000, 4) }, 'evaluations.zip-link'],
  ['encrypted', () => { const file = two(); return patched(file, entryOf(file, 'a.png') + 8, 1, 2) }, 'evaluations.zip-packing'],
  ['packed by another method', () => { const file = two(); return patched(file, entryOf(file, 'a.png') + 10, 9, 2) }, 'evaluations.zip-packing'],
  ['twice the same', () => renamed(two(), 'b.png', Buffer.from('a.png')), 'evaluations.zip-twice'],
  ['two entries over each other', () => { const file = two(); return patched(file, entryOf(file, 'b.png') + 42, 0, 4) }, 'evaluations.zip-truncated'],
  ['a bomb', bomb, 'evaluations.zip-bomb'],
  ['more than it could hold', () => { const file = two(); return patched(file, entryOf(file, 'a.png') + 24, 0xfffffffe, 4) }, 'evaluations.zip-too-large'],
  ['as many entries as the 64-bit form has', () => { const file = two(); return patched(patched(file, file.length - 14, 0xffff, 2), file.length - 12, 0xffff, 2) }, 'evaluations.zip-too-many'],
])('refused: %s', async (_, make, code) => {
  const { evaluation } = await evaluated(make())
  expect(evaluation).toMatchObject({ state: 'failed', problem: { code } })
  for (const language of ['en', 'zh-CN'] as const) expect(describeProblem(evaluation.problem!, language).message).not.toMatch(/\{|evaluations\./)
})

test('what unpacks to more than it says is stopped there, and others are answered', async () => {
  const { id, evaluation } = await evaluated(liar())
  expect(evaluation).toMatchObject({ state: 'finished', refused: 1 })
  expect(allRows(service, id).rows[0]!.problem?.code).toBe('evaluations.zip-bomb')
})

test('sent in pieces', async () => {
  const whole = two()
  const uploadId = service.uploads.begin()
  service.uploads.file(uploadId, '000000', whole.subarray(0, 50))
  service.uploads.file(uploadId, '000001', whole.subarray(50))
  const id = await service.begin({ name: 'two.zip', runIds: ['plain'], source: { from: 'upload', uploadId, file: '..\\two.zip' } })
  expect(await ended(service, id)).toMatchObject({ state: 'finished', total: 2, refused: 0 })
})
