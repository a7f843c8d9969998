/** What a dropped folder is said to hold before it is imported, and what tells two datasets of one kind apart. */
import { describe, expect, it } from 'vitest'
import type { DatasetManifest } from '../../../preload/contract/dataset.ts'
import { datasetEntries } from '../../../main/datasets/catalogue.ts'
import { chosenOptions, toldApart } from '../../../renderer/src/features/datasets/chosen-options.ts'
import { contentsOf } from '../../../renderer/src/features/datasets/contents.ts'

const files = (...paths: string[]) => paths.map((path) => ({ path, file: { size: 10 } as File }))

describe('contents of a folder', () => {
  it('takes the first folder of each path as its class, and leaves loose files out of the classes', () => {
    expect(contentsOf(files('oak/1.png', 'ash/1.png', 'oak/deep/2.png', 'readme.txt'))).toEqual({ files: 4, bytes: 40, classes: ['ash', 'oak'] })
  })
  it('looks into training and test folders', () => {
    expect(contentsOf(files('train/oak/1.png', 'test/ash/1.png', 'train/loose.png')).classes).toEqual(['ash', 'oak'])
  })
  it('takes "test" for a class where there is no training folder', () => {
    expect(contentsOf(files('test/1.png', 'real/1.png')).classes).toEqual(['real', 'test'])
  })
})

describe('options of a dataset', () => {
  const entry = datasetEntries().find(({ id }) => id === 'digits-in-clutter')!
  const made = (parameters: Record<string, unknown>) => ({ id: entry.id, parameters }) as DatasetManifest
  const usual = { train: 1200, test: 1000, fragments: 10, seed: 0 }
  it('are empty for the usual one', () => {
    expect(chosenOptions(made(usual), entry)).toEqual({})
    expect(toldApart(made(usual), entry, (text) => (text as { en: string }).en)).toBe('')
  })
  it('are those that differ, in words', () => {
    const other = made({ ...usual, fragments: 20, seed: 3 })
    expect(chosenOptions(other, entry)).toEqual({ fragments: 20, seed: 3 })
    expect(toldApart(other, entry, (text) => (text as { en: string }).en)).toBe('Fragments 20, Seed 3')
  })
})
