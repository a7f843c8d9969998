/**
 * Spatial-reduction attention (Wang et al. ICCV 2021, PVT; the pooled form CVMJ 2022, PVT v2): keys and values are read from a map
 * that a convolution of kernel and stride R has made R² times smaller, or that is pooled to 7 × 7. Tokens that are no places
 * (CLS) are keys as they are. Parameters 4C² + 4C, with R > 1 also R²C² + 3C, pooled C² + 3C.
 */
import * as tf from '@tensorflow/tfjs-core'
import { adaptiveMeanPool } from '../layers/adaptive-pooling.ts'
import type { Layer, TapMeta } from '../layers/context.ts'
import { convolve } from '../layers/convolution.ts'
import { fanInUniform } from '../layers/initializers.ts'
import { layerNormalization } from '../layers/normalization.ts'
import type { Scope } from '../layers/scope.ts'
import { gelu } from '../tensorflow/kernels/index.ts'
import type { TokenShape } from './mechanism.ts'
import { multiHeadAttention, type MultiHeadConfig } from './multi-head-attention.ts'
import { toMap, toTokens } from './tokens.ts'

const POOLED = 7

export interface SpatialReductionConfig extends Pick<MultiHeadConfig, 'heads' | 'bias' | 'dropout' | 'kernel'> {
  form: 'convolution' | 'pooled'
  /** R; 1 = keys and values are the map itself. */
  reduction: number
}

/** [rows, columns] of the keys. */
export const reducedGrid = ({ form, reduction }: Pick<SpatialReductionConfig, 'form' | 'reduction'>, height: number, width: number): [number, number] =>
  form === 'pooled' ? [POOLED, POOLED] : [Math.floor(height / reduction), Math.floor(width / reduction)]

/** (B, H, W, C) → the map that keys and values are read from, or null where it is the same. */
function reducer(scope: Scope, channels: number, { form, reduction }: SpatialReductionConfig): Layer | null {
  if (form === 'convolution' && reduction === 1) return null
  const size = form === 'pooled' ? 1 : reduction
  const convolution = convolve(scope.child('convolution'), { in: channels, out: channels, kernel: size, stride: size, padding: 0, bias: true, initializer: fanInUniform() })
  const norm = layerNormalization(scope.child('norm'), channels)
  if (form === 'pooled') return (x, ctx) => gelu(norm(convolution(adaptiveMeanPool(x, POOLED), ctx), ctx))
  return (x, ctx) => norm(convolution(x, ctx), ctx)
}

/** (B, extra + H·W, C) → the same. */
export function spatialReductionAttention(scope: Scope, { channels, height, width, extra }: TokenShape, config: SpatialReductionConfig): Layer {
  const { form: _form, reduction: _reduction, ...heads } = config
  const reduce = reducer(scope.child('reduction'), channels, config)
  const attention = multiHeadAttention(scope, { width: channels, ...heads })
  const meta: TapMeta = { kind: 'attention', mechanism: 'spatial-reduction', keyGrid: reducedGrid(config, height, width), queryGrid: [height, width], extra }
  return (x, ctx) => {
    if (!reduce) return attention(x, x, x, ctx, meta)
    const places = extra ? tf.slice(x, [0, extra, 0], [-1, -1, -1]) : x
    const reduced = toTokens(reduce(toMap(places, height, width), ctx))
    const keys = extra ? tf.concat([tf.slice(x, [0, 0, 0], [-1, extra, -1]), reduced], 1) : reduced
    return attention(x, keys, keys, ctx, meta)
  }
}
