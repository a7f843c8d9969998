/** A packed dataset on disk, as its manifest.json says, and what the window shows of it. */
import { z } from 'zod'
import { Problem } from './errors.ts'
import { Packed, Text } from './text.ts'

export const Split = z.enum(['train', 'test'])
export type Split = z.infer<typeof Split>

/**
 * Every image has a caption of at most `length` words of this vocabulary. Word 0 is none: it fills up a shorter caption.
 * Texts in both languages translate word by word.
 */
export const Captions = z.object({ vocabulary: z.array(Text).min(2).max(256), length: z.int().min(1).max(64) })
export type Captions = z.infer<typeof Captions>

/** Captions as a model takes them: (B, length) of whole numbers below `words`; 0 is no word. */
export const TextShape = z.object({ words: z.int().min(2), length: z.int().min(1) })
export type TextShape = z.infer<typeof TextShape>

/**
 * Beside manifest.json lie images.u8 (N, H, W, C) row-major, labels.i32 (N) little-endian, split.u8 (N; 0 train, 1 test),
 * for images with captions captions.u8 (N, length; places in the vocabulary), for files of a user, names.json (N strings, '' where there is none),
 * and, where it is known where the object of an image stands, boxes.i16 (N, boxes, 4: top, left, height, width in pixels; height 0 where there is none).
 */
export const DatasetManifest = z.object({
  format: z.literal(1),
  /** Folder name under <home>/datasets; equals the catalogue id, with a hash of the parameters when there are any. */
  key: z.string(),
  id: z.string(),
  name: Text,
  parameters: z.record(z.string(), z.unknown()),
  /** SHA-256 over images, labels, split and captions. */
  fingerprint: z.string(),
  shape: z.tuple([z.int(), z.int(), z.int()]),
  classes: z.array(z.object({ id: z.string(), name: Text, train: z.int(), test: z.int() })),
  captions: Captions.optional(),
  /** Boxes of each image in boxes.i16. They belong to what is known of the images and not to the images, so the fingerprint leaves them out. */
  boxes: z.int().positive().optional(),
  counts: z.object({ train: z.int(), test: z.int() }),
  /** Per channel, of the training split, on 0..1. */
  mean: z.array(z.number()),
  std: z.array(z.number()),
  bytes: z.int(),
  licence: Text,
  attribution: z.string().default(''),
  /** Files left out and why; warnings such as an empty class or duplicates across the splits. */
  skipped: z.array(z.object({ file: z.string(), problem: Problem })),
  warnings: z.array(Problem),
  createdAt: z.string(),
})
export type DatasetManifest = z.infer<typeof DatasetManifest>

/** Of the captions, where the images have any. */
export const textShapeOf = ({ captions }: Pick<DatasetManifest, 'captions'>): TextShape | undefined => captions && { words: captions.vocabulary.length, length: captions.length }

/** Some images of a dataset with their labels. images: u8 (n, H, W, C); captions: the words of each, where the dataset has them. */
export const Samples = z.object({
  images: Packed, labels: z.array(z.int()), indices: z.array(z.int()), names: z.array(z.string()), captions: z.array(z.array(z.int())).optional(), total: z.int(),
})
export type Samples = z.infer<typeof Samples>
