/** What a kind of dataset is: its words, its parameters, and how its images come to be. */
import { z } from 'zod'
import type { DatasetEntry } from '../../preload/contract/catalogue.ts'
import type { Captions } from '../../preload/contract/dataset.ts'
import type { Text } from '../../preload/contract/text.ts'

/** Images before they are packed. pixels: u8 (N, H, W, C) row-major. */
export interface RawImages {
  shape: [number, number, number]
  pixels: Uint8Array
  labels: Int32Array
  /** 0 train, 1 test. */
  split: Uint8Array
  classes: { id: string; name: Text }[]
  names?: string[]
  /** words: u8 (N, length). */
  captions?: Captions & { words: Uint8Array }
  /** Where the object stands: values i16 (N, each, 4) of top, left, height, width in pixels; height 0 where there is none. */
  boxes?: { each: number; values: Int16Array }
}

export interface Source<Options = unknown> extends Omit<DatasetEntry, 'options'> {
  options: z.ZodType<Options>
  attribution: string
}

/** A source whose images are a function of its parameters. */
export interface GeneratedSource<Options = unknown> extends Source<Options> {
  generate(options: Options): RawImages
}

/** Ties generate to the type of the options while a file is written; the catalogue reads them as unknown. */
export const generated = <Options>(source: GeneratedSource<Options>): GeneratedSource => source as unknown as GeneratedSource

export const seedOption = z.int().min(0).max(2 ** 31 - 1).default(0)
export const seedLabel = { en: 'Seed', 'zh-CN': '随机种子' }
