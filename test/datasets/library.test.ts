/** The library with a real image process: folders good and bad, uploads, CIFAR-10's official format. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { removeLeftovers } from '../../main/datasets/leftovers.ts'
import { createDatasets, type Datasets } from '../../main/datasets/library.ts'
import { openHome } from '../../main/home.ts'
import { nodeLaunch } from '../../main/runs/node-process.ts'

let root: string
let datasets: Datasets
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fovea-datasets-'))
  datasets = createDatasets({ home: openHome(join(root, 'home')), launch: nodeLaunch(join(root, 'jobs.log')) })
})
afterEach(() => {
  datasets.close()
  rmSync(root, { recursive: true, force: true })
})

const folder = () => join(root, 'pictures')
function put(path: string, bytes: Uint8Array): void {
  mkdirSync(dirname(join(folder(), path)), { recursive: true })
  writeFileSync(join(folder(), path), bytes)
}
const noise = (width: number, height: number) => sharp(randomBytes(width * height * 3), { raw: { width, height, channels: 3 } })
const options = { name: 'My pictures', size: 16, testFraction: 0.25, seed: 1 }
async function twoClasses(each = 8): Promise<void> {
  for (const name of ['cats', 'dogs']) for (let i = 0; i < each; i++) put(`${name}/${i}.png`, await noise(20, 24).png().toBuffer())
}

/** A 24-bit bitmap, rows from the bottom. */
function bmp(width: number, height: number, [r, g, b]: [number, number, number]): Buffer {
  const stride = Math.ceil((width * 3) / 4) * 4
  const file = Buffer.alloc(54 + stride * height)
  file.write('BM')
  file.writeUInt32LE(54, 10)
  file.writeUInt32LE(40, 14)
  file.writeInt32LE(width, 18)
  file.writeInt32LE(height, 22)
  file.writeUInt16LE(1, 26)
  file.writeUInt16LE(24, 28)
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) file.set([b, g, r], 54 + y * stride + x * 3)
  return file
}

/** A PNG of a few bytes that claims a size; reading it as it says would take gigabytes. */
function claimingPng(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    check.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, check])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.alloc(width * 3 + 1))), chunk('IEND', Buffer.alloc(0))])
}

describe('a folder of class folders', () => {
  test('is read in every format, split by class and kept', async () => {
    await twoClasses(4)
    put('cats/a.jpg', await noise(30, 20).jpeg().toBuffer())
    put('cats/b.webp', await noise(30, 20).webp().toBuffer())
    put('cats/c.tiff', await noise(30, 20).tiff().toBuffer())
    put('dogs/d.gif', await noise(30, 20).gif().toBuffer())
    put('dogs/e.bmp', bmp(5, 7, [200, 100, 50]))
    put('dogs/deeper/f.png', await noise(9, 9).png().toBuffer())
    const progress: number[] = []
    const manifest = await datasets.importFolder(folder(), options, { onProgress: (event) => event.type === 'progress' && progress.push(event.done) })
    expect(manifest.skipped).toEqual([])
    expect(manifest).toMatchObject({ key: 'my-pictures', shape: [16, 16, 3], counts: { train: 10, test: 4 }, classes: [{ id: 'cats', train: 5, test: 2 }, { id: 'dogs', train: 5, test: 2 }] })
    expect(progress.at(-1)).toBe(14)
    expect(datasets.manifest('my-pictures')).toEqual(manifest)
    const samples = datasets.samples('my-pictures', { classIndex: 1, offset: 0, limit: 50 })
    const bitmap = samples.names.indexOf(join('dogs', 'e.bmp'))
    expect([...Buffer.from(samples.images.data, 'base64').subarray(bitmap * 768, bitmap * 768 + 3)]).toEqual([200, 100, 50])
  })

  test('gets another key when the name is taken, and one channel when all is grey', async () => {
    for (const name of ['a', 'b']) for (let i = 0; i < 4; i++) put(`${name}/${i}.png`, await noise(10, 10).greyscale().png().toBuffer())
    const [first, second] = [await datasets.importFolder(folder(), options), await datasets.importFolder(folder(), options)]
    expect([first.key, second.key]).toEqual(['my-pictures', 'my-pictures-2'])
    expect(first.shape).toEqual([16, 16, 1])
    expect(second.fingerprint).toBe(first.fingerprint)
  })

  test('keeps a split it comes with', async () => {
    for (const part of ['train', 'val']) for (const name of ['a', 'b']) for (let i = 0; i < (part === 'train' ? 3 : 2); i++) put(`${part}/${name}/${i}.png`, await noise(10, 10).png().toBuffer())
    const manifest = await datasets.importFolder(folder(), options)
    expect(manifest.counts).toEqual({ train: 6, test: 4 })
    expect(manifest.classes.map(({ id }) => id)).toEqual(['a', 'b'])
  })
})

describe('hostile and unlucky files', () => {
  test('are skipped and listed with their reason', async () => {
    await twoClasses()
    const jpeg = await noise(64, 64).jpeg().toBuffer()
    put('cats/truncated.jpg', jpeg.subarray(0, jpeg.length / 2))
    put('cats/empty.png', Buffer.alloc(0))
    put('cats/words.jpg', Buffer.from('not a picture at all'))
    put('cats/notes.txt', Buffer.from('hello'))
    put('cats/named.jpg', await noise(8, 8).png().toBuffer())
    put('cats/huge.png', claimingPng(50_000, 50_000))
    put('cats/cut.bmp', bmp(40, 40, [1, 2, 3]).subarray(0, 300))
    mkdirSync(join(folder(), 'birds'))
    const manifest = await datasets.importFolder(folder(), options)
    expect(Object.fromEntries(manifest.skipped.map(({ file, problem }) => [file, problem.code]))).toEqual({
      [join('cats', 'truncated.jpg')]: 'dataset.image-corrupt',
      [join('cats', 'empty.png')]: 'dataset.image-empty',
      [join('cats', 'words.jpg')]: 'dataset.not-an-image',
      [join('cats', 'notes.txt')]: 'dataset.not-an-image',
      [join('cats', 'named.jpg')]: 'dataset.wrong-extension',
      [join('cats', 'huge.png')]: 'dataset.image-too-large',
      [join('cats', 'cut.bmp')]: 'dataset.image-corrupt',
    })
    expect(manifest.warnings).toContainEqual({ kind: 'invalid', code: 'dataset.empty-class', params: { class: 'birds' } })
    expect(manifest.counts).toEqual({ train: 12, test: 4 })
  })

  test('copies stay on one side; copies across a given split and under two classes are told', async () => {
    await twoClasses(6)
    const same = await noise(12, 12).png().toBuffer()
    for (let i = 0; i < 5; i++) put(`cats/copy${i}.png`, same)
    const manifest = await datasets.importFolder(folder(), options)
    const names = (split: 'train' | 'test') => datasets.samples(manifest.key, { split, offset: 0, limit: 100 }).names.filter((name) => name.includes('copy')).length
    expect([names('train'), names('test')].sort()).toEqual([0, 5])
    expect(manifest.warnings.map(({ code }) => code)).toEqual(['dataset.duplicates'])

    rmSync(folder(), { recursive: true })
    for (const part of ['train', 'test']) for (const name of ['a', 'b']) for (let i = 0; i < 3; i++) put(`${part}/${name}/${i}.png`, i ? await noise(9, 9).png().toBuffer() : same)
    const given = await datasets.importFolder(folder(), options)
    expect(given.warnings.map(({ code }) => code)).toEqual(expect.arrayContaining(['dataset.duplicates-across', 'dataset.duplicates-two-classes']))
  })

  test('a folder without two classes, or that is none, is a clear error and leaves nothing', async () => {
    put('only/1.png', await noise(9, 9).png().toBuffer())
    await expect(datasets.importFolder(folder(), options)).rejects.toThrow(/two or more/)
    await expect(datasets.importFolder(join(root, 'nowhere'), options)).rejects.toThrow(/cannot be read/)
    put('other/1.png', Buffer.from('x'))
    await expect(datasets.importFolder(folder(), options)).rejects.toThrow(/two classes/)
    expect(datasets.list()).toEqual([])
  })

  test('an import can be stopped', async () => {
    await twoClasses(40)
    const stop = new AbortController()
    await expect(datasets.importFolder(folder(), options, { signal: stop.signal, onProgress: () => stop.abort() })).rejects.toThrow(/stopped/)
    expect(existsSync(join(root, 'home', 'datasets', 'my-pictures'))).toBe(false)
  })
})

describe('the library', () => {
  test('makes a dataset once, lists it, takes it away and brings it back', async () => {
    const reference = { id: 'digits', with: {} }
    const [a, b] = await Promise.all([datasets.prepare(reference), datasets.prepare(reference)])
    expect(b).toEqual(a)
    expect((await datasets.prepare({ id: 'digits', with: { size: 16 } })).shape).toEqual([16, 16, 1])
    expect(datasets.list()).toHaveLength(2)
    datasets.remove('digits')
    expect(datasets.list()).toHaveLength(1)
    datasets.restore('digits')
    expect(datasets.manifest('digits')).toEqual(a)
    expect(() => datasets.manifest('../digits')).toThrow(/no dataset/)
    await expect(datasets.prepare({ id: 'nothing', with: {} })).rejects.toThrow(/no dataset/)
  })

  test('decodes a dropped image as a model sees it', async () => {
    const file = await sharp({ create: { width: 1000, height: 400, channels: 4, background: { r: 255, g: 0, b: 0, alpha: 0 } } }).png().toBuffer()
    const seen = await datasets.decode('clear.png', file, [8, 8, 1])
    expect(seen.originalSize).toEqual([400, 1000])
    expect(seen.original.shape).toEqual([205, 512, 3])
    expect(new Set(seen.seen)).toEqual(new Set([255]))
    await expect(datasets.decode('x.png', Buffer.from('no'), [8, 8, 1])).rejects.toThrow(/not an image/)
  })

  test('a large dataset that is being made can be stopped: nothing is kept, and it can be made again smaller', async () => {
    const controller = new AbortController()
    const making = datasets.prepare({ id: 'digits-in-clutter', with: { train: 100_000 } }, { signal: controller.signal })
    setTimeout(() => controller.abort(), 300)
    await expect(making).rejects.toThrow(/stopped/)
    expect(datasets.list()).toEqual([])
    expect((await datasets.prepare({ id: 'digits-in-clutter', with: { train: 100, test: 100 } })).counts).toEqual({ train: 100, test: 100 })
  })

  test('an upload that is dropped takes no more files, and an unknown one harms nothing', async () => {
    const id = datasets.uploads.begin()
    datasets.uploads.file(id, 'a/1.png', Buffer.from('x'))
    const inside = datasets.uploads.folderOf(id)
    datasets.uploads.drop(id)
    expect(existsSync(inside)).toBe(false)
    expect(() => datasets.uploads.file(id, 'a/2.png', Buffer.from('x'))).toThrow(/no longer there/)
    datasets.uploads.drop('..')
    expect(existsSync(join(root, 'home'))).toBe(true)
  })

  test('imports an upload and refuses paths that lead out of it', async () => {
    const id = datasets.uploads.begin()
    for (const name of ['a', 'b']) for (let i = 0; i < 4; i++) datasets.uploads.file(id, `dropped/${name}/${i}.png`, await noise(9, 9).png().toBuffer())
    expect(() => datasets.uploads.file(id, '../../evil.png', Buffer.from('x'))).toThrow(/leads out/)
    expect((await datasets.importUpload(id, options)).counts).toEqual({ train: 6, test: 2 })
    expect(() => datasets.uploads.file(id, 'late.png', Buffer.from('x'))).toThrow(/no longer there/)
  })

  test("packs CIFAR-10 from the official binary files", async () => {
    const source = join(root, 'cifar-10-batches-bin')
    mkdirSync(source)
    const record = (label: number, value: number) => Buffer.concat([Buffer.of(label), Buffer.alloc(1024, value), Buffer.alloc(1024, value + 1), Buffer.alloc(1024, value + 2)])
    for (const part of ['data_batch_1', 'data_batch_2', 'data_batch_3', 'data_batch_4', 'data_batch_5', 'test_batch']) writeFileSync(join(source, `${part}.bin`), Buffer.concat([record(3, 10), record(9, 20)]))
    const manifest = await datasets.prepare({ id: 'cifar10', with: {} }, { path: source })
    expect(manifest).toMatchObject({ shape: [32, 32, 3], counts: { train: 10, test: 2 } })
    expect([...datasets.images('cifar10', [1]).subarray(0, 6)]).toEqual([20, 21, 22, 20, 21, 22])
    await expect(datasets.prepare({ id: 'cifar10', with: {} }, { path: source })).resolves.toEqual(manifest)
  })
})

test('a removed dataset is gone for good after 30 days, and not before', async () => {
  await datasets.prepare({ id: 'digits', with: {} })
  datasets.remove('digits')
  const home = openHome(join(root, 'home'))
  const day = 24 * 3600 * 1000
  removeLeftovers(home, Date.now() + 29 * day)
  datasets.restore('digits')
  datasets.remove('digits')
  removeLeftovers(home, Date.now() + 31 * day)
  expect(() => datasets.restore('digits')).toThrow(/no dataset/)
})
