/** Where the object stands in images that Fovea makes: the boxes lie around what is drawn, and datasets of before get theirs. */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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
