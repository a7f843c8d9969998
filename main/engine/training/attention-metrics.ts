/**
 * How a model's attention is while it trains, on the same few test images: spread (entropy), agreement of the heads and reach (mean
 * distance), of each layer and on average over the layers; see inference/attention-measures.ts.
 */
import * as tf from '@tensorflow/tfjs-core'
import type { Point } from '../../../preload/contract/run.ts'
import { distances, entropy, headAgreement } from '../inference/attention-measures.ts'
import type { Network } from '../inference/network.ts'
import { evaluationContext, type TapMeta } from '../layers/context.ts'
import type { Entry, Values } from '../tensorflow/program.ts'
import type { Pixels } from './pixels.ts'

type Measure = 'entropy' | 'head-agreement' | 'distance'

export interface AttentionMetrics {
  entry: Entry
  /** Points of a step out of the entry's outputs: none for a model without attention. */
  points(outputs: Record<string, Values>, step: number): Point[]
  /** Whether there is nothing to measure, as far as is known: from the first time that the entry has run or been recorded. */
  isEmpty(): boolean
}

/** Of `count` images of the size [height, width]; distances are in their pixels. */
export function attentionMetrics(network: Network, pixels: Pixels, count: number, size: [number, number]): AttentionMetrics {
  let measured: { layer: string; measure: Measure }[] | null = null
  const entry: Entry = {
    feeds: pixels.feeds(count),
    run(feeds) {
      const found: { layer: string; measure: Measure; value: tf.Tensor }[] = []
      const { text } = feeds
      const ctx = evaluationContext(tf.tensor1d([0, 0], 'int32'), {
        text,
        tap(layer, weights, meta) {
          if (!(meta.kind === 'attention' || meta.kind === 'gate') || meta.keyGrid[0] * meta.keyGrid[1] < 2) return
          for (const [measure, value] of measuresOf(weights, meta, size, text)) found.push({ layer, measure, value })
        },
      })
      network.forward(pixels.images(feeds), ctx)
      measured = found.map(({ layer, measure }) => ({ layer, measure }))
      return { outputs: Object.fromEntries(found.map(({ value }, i) => [`measure${i}`, value])), updates: [] }
    },
  }
  return {
    entry,
    isEmpty: () => measured?.length === 0,
    points(outputs, step) {
      const finite = (measured ?? []).flatMap(({ layer, measure }, i) => { const value = outputs[`measure${i}`]![0]!; return Number.isFinite(value) ? [{ layer, measure, value }] : [] })
      return [...new Set(finite.map(({ measure }) => measure))].flatMap((measure) => {
        const own = finite.filter((one) => one.measure === measure)
        const mean = own.reduce((sum, { value }) => sum + value, 0) / own.length
        return [{ metric: `attention/${measure}`, step, value: mean }, ...own.map(({ layer, value }) => ({ metric: `attention/${measure}@${layer}`, step, value }))]
      })
    },
  }
}

/** Scalars over all images, heads and queries that look anywhere at all; not a number where none does. */
function measuresOf(given: tf.Tensor, meta: TapMeta, size: [number, number], text: tf.Tensor | undefined): [Measure, tf.Tensor][] {
  const positive = tf.relu(given)
  const weights = meta.kind === 'gate' || meta.distribution === false ? tf.divNoNan(positive, tf.sum(positive, -1, true)) : given
  const [batch, heads, queries] = weights.shape as [number, number, number, number]
  const looks = tf.cast(tf.greater(tf.sum(weights, -1), 0), 'float32')
  // What fills a caption up asks nothing.
  const asks = meta.queries === 'words' && text ? tf.mul(looks, tf.reshape(tf.cast(tf.greater(text, 0), 'float32'), [batch, 1, -1])) : looks
  const mean = (values: tf.Tensor, counted: tf.Tensor) => tf.div(tf.sum(tf.mul(values, counted)), tf.sum(counted))
  const found: [Measure, tf.Tensor][] = [['entropy', mean(entropy(weights), asks)]]
  if (heads > 1) found.push(['head-agreement', mean(headAgreement(weights), tf.min(asks, 1))])
  if (meta.queryGrid) {
    const { keyGrid: grid, queryGrid, extra } = meta
    found.push(['distance', mean(distances(weights, { grid, queryGrid, size, extra, renormalise: true }), tf.slice(asks, [0, 0, extra], [batch, heads, queries - extra]))])
  }
  return found
}
