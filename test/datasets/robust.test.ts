/** What an import leaves out and says, and what survives a death: of the image process, of Fovea, of one side of a race. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createDatasets, type Datasets } from '../../main/datasets/library.ts'
import type { ImageReply } from '../../main/datasets/protocol.ts'
import { splitImages } from '../../main/datasets/split.ts'
import { openHome } from '../../main/home.ts'
import { nodeLaunch } from '../../main/runs/node-process.ts'
import type { Launch } from '../../main/runs/processes.ts'

let root: string
const opened: Datasets[] = []
beforeEach(() => { root = mkdtempSync(join(tmpdir(), 'fovea-datasets-')) })
afterEach(() => {
  for (const datasets of opened.splice(0)) datasets.close()
  rmSync(root, { recursive: true, force: true })
})

const home = () => openHome(join(root, 'home'))
const plain: Launch = (entry, env) => nodeLaunch(join(root, 'jobs.log'))(entry, env)
function library(launch: Launch = plain): Datasets {
  const datasets = createDatasets({ home: home(), launch })
  opened.push(datasets)
  return datasets
}
/** A process that dies whenever a file of this name is opened; what it still says before the signal reaches it is not heard. */
const dyingAt = (name: string): Launch => (entry, env) => {
  const child = plain(entry, env)
  let dead = false
  const onMessage = (listener: (message: unknown) => void) =>
    child.onMessage((message) => {
      if (dead) return
      listener(message)
      const reply = message as ImageReply
      dead = reply.type === 'opening' && reply.file.endsWith(name)
      if (dead) child.kill()
    })
  return { ...child, onMessage }
}

const options = { name: 'Pictures', size: 16, testFraction: 0.25, seed: 1 }
const pictures = () => join(root, 'pictures')
function put(path: string, bytes: Uint8Array): void {
  mkdirSync(dirname(join(pictures(), path)), { recursive: true })
  writeFileSync(join(pictures(), path), bytes)
}
let shade = 0
const flat = (edge = 12) => sharp({ create: { width: edge, height: edge, channels: 3, background: { r: shade++ % 256, g: 77, b: shade % 256 } } }).png().toBuffer()
async function twoClasses(each: number, below = ''): Promise<void> {
  for (const name of ['cats', 'dogs']) for (let i = 0; i < each; i++) put(join(below, name, `${i}.png`), await flat())
}
const codes = ({ warnings }: { warnings: { code: string }[] }) => warnings.map(({ code }) => code)

test('a file that ends the image process is left out, and the rest is imported', async () => {
  await twoClasses(4)
  // So large that it is still being read when the process is told to die.
  put('cats/killer.png', await flat(8000))
  const manifest = await library(dyingAt('killer.png')).importFolder(pictures(), options)
  expect(manifest.skipped).toEqual([{ file: join('cats', 'killer.png'), problem: { kind: 'unreadable', code: 'dataset.killed-reader', params: { file: join('cats', 'killer.png') } } }])
  expect(manifest.counts).toEqual({ train: 6, test: 2 })
})

test('a dropped image that ends the process is told, and the next one is answered', async () => {
  let first = true
  const datasets = library((entry, env) => {
    const child = plain(entry, env)
    if (first) child.kill()
    first = false
    return child
  })
  await expect(datasets.decode('bad.png', await flat(), [8, 8, 3])).rejects.toThrow(/bad.png made the image reader fail/)
  expect((await datasets.decode('good.png', await flat(), [8, 8, 3])).seen).toHaveLength(192)
})

test('what lies beside the class folders is told', async () => {
  await twoClasses(4)
  put('loose.png', await flat())
  symlinkSync(join(pictures(), 'cats'), join(pictures(), 'linked'))
  symlinkSync(join(pictures(), 'loose.png'), join(pictures(), 'dogs', 'link.png'))
  const manifest = await library().importFolder(pictures(), options)
  expect(codes(manifest)).toEqual(['dataset.linked-folder', 'dataset.loose-files'])
  expect(manifest.classes.map(({ id, train, test: held }) => [id, train + held])).toEqual([['cats', 4], ['dogs', 5]])
})

test('a validation folder beside a test folder is left out and told', async () => {
  for (const part of ['train', 'val', 'test']) await twoClasses(part === 'train' ? 3 : 2, part)
  const manifest = await library().importFolder(pictures(), options)
  expect(manifest.warnings).toEqual([{ kind: 'invalid', code: 'dataset.folder-left-out', params: { folder: 'val' } }])
  expect(manifest.counts).toEqual({ train: 6, test: 4 })
})

test('classes are in the order of their numbers, and one without test images is told', async () => {
  for (const name of ['2', '10']) for (let i = 0; i < 4; i++) put(`${name}/${i}.png`, await flat())
  put('1/only.png', await flat())
  const manifest = await library().importFolder(pictures(), options)
  expect(manifest.classes.map(({ id }) => id)).toEqual(['1', '2', '10'])
  expect(manifest.warnings).toEqual([{ kind: 'invalid', code: 'dataset.class-untested', params: { class: '1' } }])
})

test('one picture in two classes stays on one side whatever the seed, and each class keeps its share', () => {
  const images = ['a', 'b'].flatMap((name, label) => Array.from({ length: 40 }, (_, i) => ({ file: `${name}${i}`, label, split: null, hash: i < 10 ? `shared ${i}` : `${name} ${i}` })))
  for (let seed = 0; seed < 20; seed++) {
    const split = splitImages(images, 0.25, seed)
    for (let i = 0; i < 10; i++) expect(split[i]).toBe(split[40 + i])
    expect([0, 40].map((from) => split.subarray(from, from + 40).reduce((a, b) => a + b))).toEqual([10, 10])
  }
})

test('two imports of one name at once are two datasets', async () => {
  await twoClasses(4)
  const datasets = library()
  const both = await Promise.all([datasets.importFolder(pictures(), options), datasets.importFolder(pictures(), options)])
  expect(both.map(({ key }) => key)).toEqual(['pictures', 'pictures-2'])
})

test('an import that was stopped before it began does nothing', async () => {
  await twoClasses(4)
  await expect(library().importFolder(pictures(), options, { signal: AbortSignal.abort() })).rejects.toThrow(/stopped/)
  expect(readdirSync(home().datasets)).toEqual([])
})

test('many generated images are made outside of main', async () => {
  const launched: string[] = []
  const datasets = library((entry, env) => (launched.push(entry), plain(entry, env)))
  const small = await datasets.prepare({ id: 'distant-pair', with: {} })
  expect(launched).toEqual([])
  const large = await datasets.prepare({ id: 'distant-pair', with: { train: 8000 } })
  expect(launched).toEqual(['image-job'])
  expect([small.counts.train, large.counts.train]).toEqual([4000, 8000])
  expect(datasets.manifest(large.key)).toEqual(large)
})

test('two libraries of one home that make the same dataset at once both get it', async () => {
  const reference = { id: 'distant-pair', with: { train: 8000 } }
  const [a, b] = await Promise.all([library().prepare(reference), library().prepare(reference)])
  expect(b.fingerprint).toBe(a.fingerprint)
  expect(readdirSync(home().datasets)).toEqual([a.key])
})

test('a damaged dataset is told when it is opened and does not hide the others', async () => {
  const datasets = library()
  for (const id of ['digits', 'distant-pair']) await datasets.prepare({ id, with: {} })
  writeFileSync(join(home().datasets, 'digits', 'manifest.json'), '{"format": 1')
  expect(datasets.list().map(({ key }) => key)).toEqual(['distant-pair'])
  expect(() => datasets.manifest('digits')).toThrow(/damaged/)
  writeFileSync(join(home().datasets, 'distant-pair', 'images.u8'), 'short')
  expect(() => datasets.samples('distant-pair', { offset: 0, limit: 5 })).toThrow(/images.u8/)
})

test('large images come in smaller portions', async () => {
  for (const name of ['a', 'b']) for (let i = 0; i < 30; i++) put(`${name}/${i}.png`, await flat())
  const datasets = library()
  const { key } = await datasets.importFolder(pictures(), { ...options, size: 512 })
  const { total, indices } = datasets.samples(key, { offset: 0, limit: 60 })
  expect([total, indices.length]).toEqual([60, 42])
  expect(datasets.samples(key, { offset: 42, limit: 60 }).indices).toHaveLength(18)
})

test('what a killed process left is removed after a day, not before', () => {
  const { datasets, uploads } = home()
  const paths = [join(datasets, 'old.building-abc123'), join(datasets, 'old.spool'), join(uploads, 'old'), join(datasets, 'young.building-abc123'), join(datasets, 'kept')]
  for (const path of paths) mkdirSync(path)
  for (const path of [...paths.slice(0, 3), paths[4]!]) utimesSync(path, 1, 1)
  library()
  expect(paths.map((path) => existsSync(path))).toEqual([false, false, false, true, true])
})

test('CIFAR-10 from an archive; one that is none, or lacks a file, is told', async () => {
  const folder = join(root, 'cifar-10-batches-bin')
  mkdirSync(folder)
  for (const part of ['data_batch_1', 'data_batch_2', 'data_batch_3', 'data_batch_4', 'data_batch_5', 'test_batch']) writeFileSync(join(folder, `${part}.bin`), Buffer.alloc(3073 * 2, 7))
  execFileSync('tar', ['-czf', join(root, 'cifar-10-binary.tar.gz'), '-C', root, 'cifar-10-batches-bin'])
  writeFileSync(join(root, 'none.tar.gz'), 'none')
  const datasets = library()
  const add = (path: string) => datasets.prepare({ id: 'cifar10', with: {} }, { path })
  await expect(add(join(root, 'none.tar.gz'))).rejects.toThrow(/cannot be unpacked/)
  rmSync(join(folder, 'test_batch.bin'))
  await expect(add(folder)).rejects.toThrow(/test_batch.bin/)
  expect(await add(join(root, 'cifar-10-binary.tar.gz'))).toMatchObject({ key: 'cifar10', counts: { train: 10, test: 2 } })
  expect(readdirSync(home().datasets)).toEqual(['cifar10'])
})
