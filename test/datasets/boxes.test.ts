/** Where the object stands in images that Fovea makes: the boxes lie around what is drawn, and datasets of before get theirs. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isGenerated, parametersOf, sources } from '../../main/datasets/catalogue.ts'
import { inkBox } from '../../main/datasets/ink-box.ts'
import { createDatasets, type Datasets } from '../../main/datasets/library.ts'
import { readBoxes } from '../../main/engine/measures/boxes.ts'
import { openHome } from '../../main/home.ts'
import { nodeLaunch } from '../../main/runs/node-process.ts'

const generated = sources.filter(isGenerated)
const make = (id: string, given: Record<string, unknown> = {}) => { const source = generated.find((one) => one.id === id)!; return source.generate(parametersOf(source, given)) }

describe.each(generated.map(({ id }) => id))('%s', (id) => {
  test('has ink on every side of every box, and each box within its image', () => {
    const { shape: [height, width], pixels, labels, boxes } = make(id)
    expect(boxes!.values).toHaveLength(labels.length * boxes!.each * 4)
    const inked = (image: number, rows: [number, number], columns: [number, number]) => {
      for (let y = rows[0]; y <= rows[1]; y++) for (let x = columns[0]; x <= columns[1]; x++) if (pixels[(image * height + y) * width + x]! > 0) return true
      return false
    }
    for (let i = 0; i < boxes!.values.length; i += 4) {
      const [top, left, h, w] = boxes!.values.subarray(i, i + 4) as unknown as [number, number, number, number]
      const image = Math.floor(i / 4 / boxes!.each)
      const [bottom, right] = [top + h - 1, left + w - 1]
      const sides = [[[top, top], [left, right]], [[bottom, bottom], [left, right]], [[top, bottom], [left, left]], [[top, bottom], [right, right]]] as [[number, number], [number, number]][]
      if (!(top >= 0 && left >= 0 && bottom < height && right < width && sides.every(([rows, columns]) => inked(image, rows, columns)))) expect([image, top, left, h, w]).toBe('a box around ink')
    }
  })
})

test('nothing but the pair of glyphs is drawn, so their boxes hold all ink', () => {
  const { pixels, boxes } = make('distant-pair', { train: 100, test: 100 })
  for (let image = 0; image < 200; image++) {
    const own = [...boxes!.values.subarray(image * 8, image * 8 + 8)]
    const inside = (y: number, x: number) => [0, 4].some((at) => y >= own[at]! && y < own[at]! + own[at + 2]! && x >= own[at + 1]! && x < own[at + 1]! + own[at + 3]!)
    const outside = [...pixels.subarray(image * 1024, (image + 1) * 1024).keys()].filter((i) => pixels[image * 1024 + i]! > 0 && !inside(Math.floor(i / 32), i % 32))
    expect(outside).toEqual([])
  }
})

test('the box of a patch is as small as it can be; an empty patch has none', () => {
  expect(inkBox(Uint8Array.of(0, 0, 0, 0, 9, 9, 0, 9, 0, 0, 0, 0), 3, 10, 20)).toEqual([11, 21, 2, 2])
  expect(inkBox(new Uint8Array(4), 2, 10, 20)).toEqual([0, 0, 0, 0])
})

describe('in a library', () => {
  let root: string
  let datasets: Datasets
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'fovea-boxes-'))
    datasets = createDatasets({ home: openHome(root), launch: nodeLaunch(join(root, 'jobs.log')) })
  })
  afterEach(() => {
    datasets.close()
    rmSync(root, { recursive: true, force: true })
  })

  test('a dataset packed before gets its boxes, and stays what it was', async () => {
    const packed = await datasets.prepare({ id: 'digits', with: {} })
    const folder = datasets.folder(packed.key)
    const boxes = readFileSync(join(folder, 'boxes.i16'))
    expect(packed.boxes).toBe(1)
    const { boxes: _boxes, ...before } = packed
    rmSync(join(folder, 'boxes.i16'))
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify(before))
    expect(await datasets.ensureBoxes(packed.key)).toEqual({ ...before, boxes: 1 })
    expect(datasets.manifest(packed.key)).toEqual({ ...before, boxes: 1 })
    expect(readFileSync(join(folder, 'boxes.i16')).equals(boxes)).toBe(true)
    expect(readdirSync(join(root, 'datasets')).filter((name) => !name.startsWith('.'))).toEqual(['digits'])
    expect(readBoxes(folder, datasets.manifest(packed.key), [0, 1796])).toHaveLength(2)
  })

  test('boxes.csv in a folder of images tells them, as they lie in what a model sees', async () => {
    const folder = join(root, 'pictures')
    const put = async (name: string, width: number, height: number) => {
      mkdirSync(join(folder, name.split('/')[0]!), { recursive: true })
      writeFileSync(join(folder, name), await sharp(randomBytes(width * height * 3), { raw: { width, height, channels: 3 } }).png().toBuffer())
    }
    for (const name of ['cats', 'dogs']) for (let i = 0; i < 4; i++) await put(`${name}/${i}.png`, 64, 32)
    // In a semicolon's and Windows' manner; of the 64 × 32 pixels the middle 32 × 32 are seen, at half their size.
    writeFileSync(join(folder, 'boxes.csv'), ['File;Left;Top;Width;Height', 'cats\\0.png;20;4;8;10', './cats/0.png;40;0;30;32', 'cats/1.png;0;0;10;10', 'dogs/2.png;0;0;10;none', 'dogs/3.png;0;0;0;4', 'dogs/9.png;1;1;1;1'].join('\r\n'))
    const manifest = await datasets.importFolder(folder, { name: 'Boxed', size: 16, testFraction: 0.25, seed: 1 })
    expect(manifest.boxes).toBe(2)
    expect(manifest.warnings).toEqual([{ kind: 'invalid', code: 'dataset.boxes-lines', params: { count: 2, first: 5 } }])
    const names = datasets.samples(manifest.key, { offset: 0, limit: 100 }).names
    const boxes = readBoxes(datasets.folder(manifest.key), manifest, names.keys())!
    const of = (name: string) => boxes[names.indexOf(join(...name.split('/')))]
    expect(of('cats/0.png')).toEqual([{ top: 2, left: 2, height: 5, width: 4 }, { top: 0, left: 12, height: 16, width: 4 }])
    expect([of('cats/1.png'), of('dogs/2.png'), of('dogs/1.png')]).toEqual([[], [], []])
  })

  test('a boxes.csv that is something else is told of, and the images are taken without it', async () => {
    const folder = join(root, 'pictures')
    for (const name of ['cats', 'dogs']) for (let i = 0; i < 4; i++) {
      mkdirSync(join(folder, name), { recursive: true })
      writeFileSync(join(folder, name, `${i}.png`), await sharp(randomBytes(300), { raw: { width: 10, height: 10, channels: 3 } }).png().toBuffer())
    }
    writeFileSync(join(folder, 'boxes.csv'), 'file,x,y\ncats/0.png,1,2\n')
    const manifest = await datasets.importFolder(folder, { name: 'Plain', size: 8, testFraction: 0.25, seed: 1 })
    expect(manifest.boxes).toBeUndefined()
    expect(manifest.warnings).toEqual([{ kind: 'invalid', code: 'dataset.boxes-columns', params: { missing: 'top, left, height, width' } }])
    expect(existsSync(join(datasets.folder(manifest.key), 'boxes.i16'))).toBe(false)
  })

  test('one that would be made differently today keeps what it is, without boxes', async () => {
    const packed = await datasets.prepare({ id: 'digits', with: {} })
    const folder = datasets.folder(packed.key)
    const { boxes: _boxes, ...before } = { ...packed, fingerprint: 'of an earlier version' }
    rmSync(join(folder, 'boxes.i16'))
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify(before))
    expect(await datasets.ensureBoxes(packed.key)).toEqual(before)
    expect(existsSync(join(folder, 'boxes.i16'))).toBe(false)
    expect(readBoxes(folder, before, [0])).toBeNull()
  })
})
