/**
 * Integrated gradients of a model's answer to one image (attribution.ts), from the dataset's mean, which is 0 once normalised: the
 * gradient is taken at the points of Gauss and Legendre's rule, a few in each pass, so that memory does not grow with their number.
 * They lie closer near the mean, where a layer norm makes the answer turn sharply.
 */
import * as tf from '@tensorflow/tfjs-core'
import type { AttentionMap } from '../../../preload/contract/inspect.ts'
import { pack } from '../../../preload/contract/text.ts'
import { evaluationContext } from '../layers/context.ts'
import type { Entry, Values } from '../tensorflow/program.ts'
import { captionFeeds } from '../training/captions.ts'
import { slopeAlong } from './attribution.ts'
import type { Network } from './network.ts'
import { denserAtZero, gaussLegendre } from './quadrature.ts'

const points = 24
/** Points in one pass: of larger images four fill the cores as well as eight do, with less memory. */
const atOnceOf = ([height, width]: number[]) => (height! * width! <= 64 * 64 ? 8 : 4)
const rule = denserAtZero(gaussLegendre(points))

/** Feeds: images (1, H, W, C) in 0..255, text, target (the class asked about), at and weights of some points. Outputs: their part of the sum over the channels, evidence (H, W). */
export function integratedEntry(network: Network, shape: number[]): Entry {
  const atOnce = atOnceOf(shape)
  return {
    feeds: {
      images: { shape: [1, ...shape], dtype: 'float32' }, ...captionFeeds(network.text, 1),
      target: { shape: [1], dtype: 'int32' }, at: { shape: [atOnce], dtype: 'float32' }, weights: { shape: [atOnce], dtype: 'float32' },
    },
    run({ images, text, target, at, weights }) {
      const way = network.normalize(images!)
      const ctx = evaluationContext(tf.tensor1d([0, 0], 'int32'), { text: text && tf.tile(text, [atOnce, 1]) })
      const slope = slopeAlong((x) => network.layer(x, ctx), target!, { baseline: tf.zerosLike(way), way, at: at!, weights: weights! })
      return { outputs: { evidence: tf.squeeze(tf.sum(tf.mul(way, slope), 3), [0]) }, updates: [] }
    },
  }
}

/** Evidence of every pixel of an image of a shape for a class, (H · W); `run` runs the entry. Its sum is the class's logit less that for the dataset's mean. */
export function integrate(run: (feeds: Record<string, Values>) => Record<string, Values>, image: Record<string, Values>, shape: number[], target: number): Float32Array {
  const atOnce = atOnceOf(shape)
  const parts = Array.from({ length: points / atOnce }, (_, i) => {
    const own = rule.slice(i * atOnce, (i + 1) * atOnce)
    return run({ ...image, target: Int32Array.of(target), at: Float32Array.from(own, ({ at }) => at), weights: Float32Array.from(own, ({ weight }) => weight) })['evidence'] as Float32Array
  })
  return parts[0]!.map((_, i) => parts.reduce((sum, part) => sum + part[i]!, 0))
}

/** Divided by the sum of its magnitudes; none where there is no evidence at all. */
export function evidenceMap(evidence: Float32Array, [height, width]: readonly [number, number, number]): AttentionMap[] {
  const total = evidence.reduce((sum, value) => sum + Math.abs(value), 0)
  if (!(total > 0)) return []
  const name = 'integrated-gradients'
  return [{ layer: name, mechanism: name, kind: name, heads: 1, queryGrid: null, keyGrid: [height, width], extra: 0, weights: pack('f32', [1, 1, height * width], evidence.map((value) => value / total)) }]
}
