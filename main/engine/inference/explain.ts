/** What a model looked at: its attention over places, or Grad-CAM for a model that has none; and the same asked in other ways. */
import * as tf from '@tensorflow/tfjs-core'
import type { AttentionMap, LookMethod } from '../../../preload/contract/inspect.ts'
import { pack } from '../../../preload/contract/text.ts'
import { evaluationContext, type TapMeta } from '../layers/context.ts'
import { captionFeeds } from '../training/captions.ts'
import type { Entry } from '../tensorflow/program.ts'
import { answerGradient } from './answer-gradient.ts'
import { gradCam } from './grad-cam.ts'
import type { Network } from './network.ts'
import { identity, relevance, relevantWeights, rollout } from './rollout.ts'
import { readByAnswer, tokenChain, type Heard } from './token-chain.ts'

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

/** Ways of looking whose maps come out of one pass (integrated gradients take several: integrated.ts). */
export type OnePass = Exclude<LookMethod, 'integrated-gradients'>

export function explainEntry(network: Network, shape: number[], batch: number, method: OnePass = 'attention'): Explanation {
  let layers: MapLayer[] = []
  const entry: Entry = {
    feeds: { images: { shape: [batch, ...shape], dtype: 'float32' }, ...captionFeeds(network.text, batch) },
    run({ images, text }) {
      const { logits, taps } = methods[method](network, network.normalize(images!), text)
      layers = taps.map(({ tensor, ...rest }) => ({ ...rest, shape: tensor.shape }))
      return { outputs: { logits, ...Object.fromEntries(taps.map(({ tensor }, i) => [`map${i}`, tensor])) }, updates: [] }
    },
  }
  return { entry, layers: () => layers }
}

interface Looked {
  logits: tf.Tensor
  taps: (Omit<MapLayer, 'shape'> & { tensor: tf.Tensor })[]
}

/** Of normalised images. */
const methods: Record<OnePass, (network: Network, normal: tf.Tensor, text: tf.Tensor | undefined) => Looked> = {
  attention(network, normal, text) {
    const { logits, heard } = listen(network, normal, text)
    const taps = heard.flatMap(({ name, tensor, meta }) => ((meta.kind === 'attention' || meta.kind === 'gate') && meta.keyGrid[0] * meta.keyGrid[1] > 1 ? [{ name, kind: meta.kind, meta, tensor }] : []))
    return taps.length ? { logits, taps } : evidence(network, normal, text, 'features')
  },
  'grad-cam': (network, normal, text) => evidence(network, normal, text, 'grad-cam'),
  rollout(network, normal, text) {
    const { logits, heard } = listen(network, normal, text)
    const chain = tokenChain(heard)
    if (!chain) return { logits, taps: [] }
    const { map, meta } = readByAnswer(chain, rollout(chain.layers.map(({ tensor }) => tensor)), chain.pool && tf.squeeze(tf.mean(chain.pool.tensor, 1), [1]))
    return { logits, taps: [{ name: 'rollout', kind: 'rollout', meta: { kind: 'attention', mechanism: 'rollout', ...meta }, tensor: map }] }
  },
  relevance(network, normal, text) {
    const { logits, taps } = answerGradient((x, ctx) => network.layer(x, { ...ctx, text }), normal, ({ kind }) => kind === 'attention' || kind === 'features')
    const chain = tokenChain(taps)
    // Weights that were made only to be looked at have no part in the answer.
    if (!chain || [...chain.layers, ...(chain.pool ? [chain.pool] : [])].some(({ gradient }) => !gradient)) return { logits, taps: [] }
    const weighed = chain.layers.map(({ tensor, gradient }) => ({ weights: tensor, gradient: gradient! }))
    const pooled = chain.pool && tf.squeeze(relevantWeights({ weights: chain.pool.tensor, gradient: chain.pool.gradient! }), [1])
    const gathered = relevance(weighed)
    // What a token brought itself was not gathered; a pooling gathers from it too.
    const { map, meta } = readByAnswer(chain, pooled ? gathered : tf.sub(gathered, identity(weighed[0]!.weights)), pooled)
    return { logits, taps: [{ name: 'relevance', kind: 'relevance', meta: { kind: 'attention', mechanism: 'relevance', ...meta }, tensor: map }] }
  },
}

/** Everything that the model hands out on its way. */
function listen(network: Network, normal: tf.Tensor, text: tf.Tensor | undefined) {
  const heard: (Heard & { name: string })[] = []
  const ctx = evaluationContext(tf.tensor1d([0, 0], 'int32'), { text, tap: (name, tensor, meta) => { heard.push({ name, tensor, meta }) } })
  return { logits: network.layer(normal, ctx), heard }
}

function evidence(network: Network, normal: tf.Tensor, text: tf.Tensor | undefined, name: string): Looked {
  const { logits, map, meta } = gradCam((x, ctx) => network.layer(x, { ...ctx, text }), normal)
  return { logits, taps: map && meta ? [{ name, kind: 'grad-cam', meta: { ...meta, mechanism: 'grad-cam', extra: 0 }, tensor: tf.reshape(map, [map.shape[0]!, 1, 1, -1]) }] : [] }
}

/**
 * The maps of image `index` out of the entry's outputs; `words` is the length of its caption, whose words alone are asked about.
 * A map of evidence without any is left out.
 */
export function mapsOf(layers: MapLayer[], outputs: Record<string, Float32Array | Int32Array>, index: number, words = 0): AttentionMap[] {
  return layers.flatMap(({ name, kind, meta, shape }, i) => {
    const size = shape.slice(1).reduce((a, b) => a * b, 1)
    const weights = (outputs[`map${i}`] as Float32Array).slice(index * size, (index + 1) * size)
    const { mechanism, keyGrid, queryGrid, extra } = meta
    const shares = kind !== 'attention' || meta.distribution === false ? sharesOf(weights, shape.at(-1)!) : weights
    if (evidential.has(kind) && !shares.some((share) => share > 0)) return []
    const layer = { layer: name, mechanism, kind, heads: shape[1]!, queryGrid, keyGrid, extra }
    if (meta.queries !== 'words') return [{ ...layer, weights: pack('f32', shape.slice(1), shares) }]
    return words ? [{ ...layer, queries: meta.queries, weights: firstQueries(shares, shape.slice(1) as [number, number, number], words) }] : []
  })
}

const evidential = new Set<AttentionMap['kind']>(['grad-cam', 'relevance'])

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
