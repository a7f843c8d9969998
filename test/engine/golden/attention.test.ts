/** Attention mechanisms against PyTorch, timm, mmcv, Keras and the papers. */
import * as tf from '@tensorflow/tfjs-core'
import { describe, test } from 'vitest'
import { attend } from '../../../main/engine/attention/attend.ts'
import { mechanismById } from '../../../main/engine/attention/catalogue.ts'
import { multiHeadAttention } from '../../../main/engine/attention/multi-head-attention.ts'
import { positions } from '../../../main/engine/attention/positions/catalogue.ts'
import { scores, type ScoreId } from '../../../main/engine/attention/scores/catalogue.ts'
import { tokenPooling } from '../../../main/engine/attention/map/softmax-pooling.ts'
import type { TapMeta } from '../../../main/engine/layers/context.ts'
import { dense } from '../../../main/engine/layers/dense.ts'
import { layerNormalization } from '../../../main/engine/layers/normalization.ts'
import { compareWithGolden, type Comparison, type Inputs } from './check.ts'

const meta: TapMeta = { kind: 'attention', mechanism: 'test', keyGrid: [1, 1], queryGrid: null, extra: 0 }

/** A mechanism of the catalogue on the map of the case. */
const ofCatalogue = (id: string, options: object): Comparison['build'] => (scope, golden) => {
  const [, height, width, channels] = golden.tensors.get('input.x')!.shape as [number, number, number, number]
  const mechanism = mechanismById.get(id)!
  const layer = mechanism.build(scope, mechanism.options.parse(options), { channels, height, width })
  return ({ x }, ctx) => layer(x!, ctx)
}

describe('multi-head attention', () => {
  const torch = (ours: string) => ours.replace(/^(query|key|value|out)\/(\w+)$/, (_, name: string, kind: string) => `${name === 'out' ? 'out' : name[0]}_proj.${kind}`)
  const masksOf = ({ attn_mask, key_keep_mask }: Inputs, added: boolean) => ({
    ...(attn_mask ? { [added ? 'bias' : 'mask']: attn_mask } : {}),
    ...(key_keep_mask ? { mask: tf.reshape(key_keep_mask, [key_keep_mask.shape[0]!, 1, 1, -1]) } : {}),
  })
  for (const name of ['self', 'self_one_head', 'self_causal', 'self_additive_mask', 'cross_same_dim', 'cross_kdim_vdim', 'cross_bool_mask', 'cross_key_padding']) {
    test(name, () =>
      compareWithGolden('multi_head_attention', `mha_${name}`, {
        names: torch,
        build(scope, { config }) {
          const { embed_dim: width, num_heads: heads, kdim: keyWidth, vdim: valueWidth } = config as Record<string, number>
          const attention = multiHeadAttention(scope, { width: width!, heads: heads!, keyWidth, valueWidth })
          return (inputs, ctx) => attention(inputs['q']!, inputs['k'] ?? inputs['q']!, inputs['v'] ?? inputs['q']!, ctx, meta, masksOf(inputs, name === 'self_additive_mask'))
        },
      }))
  }
})

test('multi-head attention, Keras, a mask for each sample', () =>
  compareWithGolden('multi_head_attention', 'keras_mha_mask', {
    names: (ours) => ours.replace('out/', 'attention_output/').replace('/', '.'),
    build(scope) {
      const attention = multiHeadAttention(scope, { width: 16, heads: 2 })
      return ({ q, v, mask }, ctx) => attention(q!, v!, v!, ctx, meta, { mask: tf.expandDims(mask!, 1) })
    },
  }))

describe('scaled dot product', () => {
  const core = (id: ScoreId): Comparison['build'] => (scope) => ({ q, k, v, keep }, ctx) =>
    attend(q!, k!, v!, ctx, { path: '', meta, score: scores[id].build(scope, { heads: q!.shape[1]!, width: q!.shape[3]! }), mask: keep })
  const causal: Comparison['build'] = (scope) => ({ q, k, v }, ctx) => {
    const length = q!.shape[2]!
    const mask = tf.linalg.bandPart(tf.ones([length, length]), -1, 0)
    return attend(q!, k!, v!, ctx, { path: '', meta, score: scores['scaled-dot'].build(scope, { heads: 1, width: q!.shape[3]! }), mask })
  }
  test('basic', () => compareWithGolden('scaled_dot_product', 'sdpa_basic', { build: core('scaled-dot') }))
  test('mask', () => compareWithGolden('scaled_dot_product', 'sdpa_bool_mask', { build: core('scaled-dot') }))
  test('causal', () => compareWithGolden('scaled_dot_product', 'sdpa_causal', { build: causal }))
  test('unscaled', () => compareWithGolden('scaled_dot_product', 'sdpa_unscaled', { build: core('dot') }))
})

describe('compatibility functions', () => {
  /** One head over (B, L, D), with projections where the case has them. */
  const single = (id: ScoreId, width: number, projections: { query?: number; key?: number; biases?: [boolean, boolean] }, showScores = false): Comparison['build'] => (scope) => {
    const [queryBias, keyBias] = projections.biases ?? [true, true]
    const query = projections.query ? dense(scope.child('W1'), { in: projections.query, out: width, bias: queryBias }) : null
    const key = projections.key ? dense(scope.child('W2'), { in: projections.key, out: width, bias: keyBias }) : null
    const score = scores[id].build(scope, { heads: 1, width })
    return ({ q, k, v, vmask }, ctx) => {
      const mask = vmask ? tf.reshape(vmask, [vmask.shape[0]!, 1, 1, -1]) : undefined
      const [queries, keys] = [query ? query(q!, ctx) : q!, key ? key(k ?? v!, ctx) : (k ?? v!)]
      const [q1, k1, v1] = [queries, keys, v!].map((x) => tf.expandDims(x, 1)) as [tf.Tensor, tf.Tensor, tf.Tensor]
      const y = attend(q1, k1, v1, ctx, { path: '', meta, score, mask })
      return showScores ? { y, scores: score(q1, k1) } : y
    }
  }
  const dots = (ours: string) => ours.replace('/', '.')
  test('dot', () => compareWithGolden('compatibility', 'keras_dot', { build: single('dot', 6, {}) }))
  test('additive, masked', () => compareWithGolden('compatibility', 'keras_additive_mask', { build: single('additive', 6, {}), names: () => 'scale' }))
  test('additive, Keras layers', () =>
    compareWithGolden('compatibility', 'keras_bahdanau', { build: single('additive', 8, { query: 6, key: 5 }), names: (ours) => (ours === 'v' ? 'additive.scale' : dots(ours)) }))
  test('additive, Bahdanau', () =>
    compareWithGolden('compatibility', 'additive_bahdanau', { build: single('additive', 8, { query: 6, key: 5, biases: [false, true] }, true), names: (ours) => (ours === 'v' ? 'v.kernel' : dots(ours)) }))
})

describe('pooling', () => {
  test('softmax spatial pooling', () =>
    compareWithGolden('softmax_spatial_pooling', 'softmax_pool_8x8x16', { build: ofCatalogue('softmax-pooling', {}), names: (ours) => `conv_mask.${ours}`, dead: ['conv_mask.bias'] }))
  test('sequence pooling, with its bias', () =>
    compareWithGolden('seqpool', 'seqpool_n10_d16', {
      names: (ours) => ours.replace('pool/', 'attention_pool.').replace('position/position', 'positional_emb').replace('/', '.'),
      build(scope) {
        const place = positions.learned.build(scope.child('position'), { height: 2, width: 5, channels: 16 })
        const norm = layerNormalization(scope.child('norm'), 16)
        const pool = tokenPooling(scope.child('pool'), { width: 16, bias: true, meta })
        const classify = dense(scope.child('fc'), { in: 16, out: 5 })
        return ({ x }, ctx) => classify(pool(norm(place(x!, ctx), ctx), ctx), ctx)
      },
    }))
})

test('SAGAN', () => compareWithGolden('sagan', 'sagan_8x8x16', { build: ofCatalogue('sagan', {}), names: (ours) => ours.replace('/', '.') }))

describe('non-local, embedded Gaussian', () => {
  const mmcv = (ours: string) => ours.replace(/^out\//, 'conv_out.conv.').replace(/^norm\/variance/, 'conv_out.bn.var').replace(/^norm\//, 'conv_out.bn.').replace('/', '.conv.')
  const pooled = (ours: string) => mmcv(ours).replace(/^(g|phi)\./, '$1.0.')
  const timm = (ours: string) => ours.replace('variance', 'var').replace('theta', 't').replace('phi', 'p').replace('out', 'z').replace('/', '.')
  test('scaled by the reduced width', () => compareWithGolden('non_local', 'nl_embedded_gaussian', { build: ofCatalogue('non-local', { norm: false }), names: mmcv }))
  test('unscaled', () => compareWithGolden('non_local', 'nl_embedded_gaussian_unscaled', { build: ofCatalogue('non-local', { norm: false, scale: 'none' }), names: mmcv }))
  test('batch norm, training', () => compareWithGolden('non_local', 'nl_embedded_gaussian_bn_train', { build: ofCatalogue('non-local', {}), names: mmcv }))
  test('keys pooled', () => compareWithGolden('non_local', 'nl_embedded_gaussian_sub_bn', { build: ofCatalogue('non-local', { pool: true }), names: pooled }))
  test('scaled by the width of the map, with a bias', () => compareWithGolden('non_local', 'nl_timm', { build: ofCatalogue('non-local', { scale: 'input', bias: true }), names: timm }))
})

describe('squeeze-and-excitation', () => {
  test('timm, r 4', () =>
    compareWithGolden('se', 'se_timm_r4', { build: ofCatalogue('se', { reduction: 4 }), names: (ours) => ours.replace('squeeze/', 'fc1.').replace('excite/', 'fc2.') }))
  test('without biases', () =>
    compareWithGolden('se', 'se_nobias', { build: ofCatalogue('se', { reduction: 4, bias: false }), names: (ours) => ours.replace('squeeze/', 'fc.0.').replace('excite/', 'fc.2.') }))
})
