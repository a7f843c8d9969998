/** Answers of trained runs to images, with what they looked at. */
import { z } from 'zod'
import { Problem } from './errors.ts'
import { Packed, Text } from './text.ts'

/** For models that learned from images with captions: words of that dataset's vocabulary. An image of a dataset has its own unless another is given. */
const caption = z.string().max(1000).optional()

/** An image to ask about: bytes of a file, or one of a dataset. */
export const ImageInput = z.discriminatedUnion('from', [
  z.object({ from: z.literal('file'), name: z.string().max(1024), bytes: z.base64().max(96 * 1024 * 1024), caption }),
  /** A row of an evaluation. */
  z.object({ from: z.literal('evaluation'), id: z.string(), row: z.int().nonnegative(), caption }),
  z.object({ from: z.literal('dataset'), key: z.string(), index: z.int().nonnegative(), caption }),
])
export type ImageInput = z.infer<typeof ImageInput>

/** Ways of asking what a model looked at: its own weights; Abnar and Zuidema ACL 2020; Chefer et al. ICCV 2021; Selvaraju et al. ICCV 2017; Sundararajan et al. ICML 2017. */
export const LookMethod = z.enum(['attention', 'rollout', 'relevance', 'grad-cam', 'integrated-gradients'])
export type LookMethod = z.infer<typeof LookMethod>

/**
 * Attention of one layer for one image. weights f32 (heads, queries, keys), each row sums to 1 over keys.
 * keyGrid [rows, columns] lays the keys over the image; queryGrid is null when there is one query for all (pooling).
 * The first `extra` queries and keys are not places (CLS token). queries 'words': they are the words of the caption, in order.
 */
export const AttentionMap = z.object({
  layer: z.string(),
  mechanism: z.string(),
  /**
   * 'gate': how far each place is turned up by a gate of the model, divided by its sum over the places (a gate alike everywhere is an even look).
   * 'grad-cam' marks a map that is not attention: the evidence for the answer in the last feature map, heads = 1, normalised to sum 1.
   * 'rollout' and 'relevance': what the places have gathered from each other through all layers, heads = 1, rows of sum 1.
   * 'integrated-gradients': evidence of every pixel for the answer, signed, heads = 1, one query, divided by the sum of its magnitudes.
   */
  kind: z.enum(['attention', 'gate', 'grad-cam', 'rollout', 'relevance', 'integrated-gradients']),
  heads: z.int(),
  queryGrid: z.tuple([z.int(), z.int()]).nullable(),
  keyGrid: z.tuple([z.int(), z.int()]),
  extra: z.int(),
  queries: z.literal('words').optional(),
  weights: Packed,
})
export type AttentionMap = z.infer<typeof AttentionMap>

export const Answer = z.object({
  runId: z.string(),
  /** Softmax over the classes, in the order of `classes`. */
  probabilities: z.array(z.number()),
  answer: z.int(),
  /** Forward pass of this image with a warm program. */
  milliseconds: z.number(),
  maps: z.array(AttentionMap),
})
export type Answer = z.infer<typeof Answer>

export const InspectedImage = z.object({
  name: z.string(),
  problem: Problem.nullable(),
  /** u8 (H, W, C): the original, at most 512 px on the longer side, and what the model saw. */
  original: Packed.nullable(),
  originalSize: z.tuple([z.int(), z.int()]).nullable(),
  seen: Packed.nullable(),
  label: z.int().nullable(),
  /** Words of the caption, as places in the vocabulary. */
  caption: z.array(z.int()).optional(),
  answers: z.array(Answer),
})
export type InspectedImage = z.infer<typeof InspectedImage>

/** vocabulary: of the captions, where the runs learned from images with captions. */
export const Inspection = z.object({ classes: z.array(Text), vocabulary: z.array(Text).optional(), images: z.array(InspectedImage) })
export type Inspection = z.infer<typeof Inspection>
