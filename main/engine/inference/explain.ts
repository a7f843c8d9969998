/** What a model looked at: its attention over places, or Grad-CAM for a model that has none. */
import * as tf from '@tensorflow/tfjs-core'
import type { AttentionMap } from '../../../preload/contract/inspect.ts'
import { pack } from '../../../preload/contract/text.ts'
import { evaluationContext, type TapMeta } from '../layers/context.ts'
import { captionFeeds } from '../training/captions.ts'
import type { Entry } from '../tensorflow/program.ts'
import { gradCam } from './grad-cam.ts'
import type { Network } from './network.ts'

/** How one output of the entry is to be read: (B, heads, queries, keys). */
export interface MapLayer {
  name: string
  kind: AttentionMap['kind']
  meta: TapMeta
  shape: number[]
}

export interface Explanation {
  /** Feeds: images float32 (B, H, W, C) in 0..255, text float32 (B, length) where there are captions. Outputs: logits, map0, map1, … */
  entry: Entry
  /** Known once the entry has run (or been recorded). */
  layers(): MapLayer[]
}

export function explainEntry(network: Network, shape: number[], batch: number): Explanation {
  let layers: MapLayer[] = []
  const entry: Entry = {
    feeds: { images: { shape: [batch, ...shape], dtype: 'float32' }, ...captionFeeds(network.text, batch) },
    run({ images, text }) {
      const { logits, taps } = listen(network, images!, text)
      layers = taps.map(({ tensor, ...rest }) => ({ ...rest, shape: tensor.shape }))
      return { outputs: { logits, ...Object.fromEntries(taps.map(({ tensor }, i) => [`map${i}`, tensor])) }, updates: [] }
    },
  }
  return { entry, layers: () => layers }
}

function listen(network: Network, images: tf.Tensor, text: tf.Tensor | undefined) {
  const taps: (Omit<MapLayer, 'shape'> & { tensor: tf.Tensor })[] = []
  const ctx = evaluationContext(tf.tensor1d([0, 0], 'int32'), {
    text,
    tap(name, tensor, meta) {
      if ((meta.kind === 'attention' || meta.kind === 'gate') && meta.keyGrid[0] * meta.keyGrid[1] > 1) taps.push({ name, kind: meta.kind, meta, tensor })
    },
  })
  const normal = network.normalize(images)
  const logits = network.layer(normal, ctx)
  if (taps.length) return { logits, taps }
  const { map, meta } = gradCam((x, inner) => network.layer(x, { ...inner, text }), normal)
  if (map && meta) taps.push({ name: 'features', kind: 'grad-cam', meta, tensor: tf.reshape(map, [map.shape[0]!, 1, 1, -1]) })
  return { logits, taps }
}

/**
 * The maps of image `index` out of the entry's outputs; `words` is the length of its caption, whose words alone are asked about.
 * A Grad-CAM map without any evidence is left out.
 */
export function mapsOf(layers: MapLayer[], outputs: Record<string, Float32Array | Int32Array>, index: number, words = 0): AttentionMap[] {
  return layers.flatMap(({ name, kind, meta, shape }, i) => {
    const size = shape.slice(1).reduce((a, b) => a * b, 1)
    const weights = (outputs[`map${i}`] as Float32Array).slice(index * size, (index + 1) * size)
    const { mechanism, keyGrid, queryGrid, extra } = meta
    const shares = kind !== 'attention' || meta.distribution === false ? sharesOf(weights, shape.at(-1)!) : weights
    if (kind === 'grad-cam' && !shares.some((share) => share > 0)) return []
    const layer = { layer: name, mechanism: kind === 'grad-cam' ? 'grad-cam' : mechanism, kind, heads: shape[1]!, queryGrid, keyGrid, extra }
    if (meta.queries !== 'words') return [{ ...layer, weights: pack('f32', shape.slice(1), shares) }]
    return words ? [{ ...layer, queries: meta.queries, weights: firstQueries(shares, shape.slice(1) as [number, number, number], words) }] : []
  })
}

/** The first `count` queries of weights (heads, queries, keys). */
function firstQueries(weights: Float32Array, [heads, queries, keys]: [number, number, number], count: number) {
  return pack('f32', [heads, count, keys], weights.filter((_, i) => Math.floor(i / keys) % queries < count))
}

/** The positive part of each row, shared out to 1; a row without any stays 0. */
function sharesOf(weights: Float32Array, keys: number): Float32Array {
  const totals = new Float32Array(weights.length / keys)
  weights.forEach((weight, i) => { totals[Math.floor(i / keys)]! += Math.max(0, weight) })
  return weights.map((weight, i) => (weight > 0 ? weight / totals[Math.floor(i / keys)]! : 0))
}
