/**
 * Feature pyramid network (Lin et al. CVPR 2017): every map is projected to one width by a 1×1 convolution; from the coarsest on,
 * each is added to the next finer one by nearest upsampling; a 3×3 convolution smooths the sums. Finest first.
 */
import * as tf from '@tensorflow/tfjs-core'
import type { Context } from '../../layers/context.ts'
import { convolve } from '../../layers/convolution.ts'
import type { Scope } from '../../layers/scope.ts'
import { resized } from './resize.ts'

/** Maps of all scales, finest first, to as many. */
export type Scales = (maps: tf.Tensor[], ctx: Context) => tf.Tensor[]

export interface PyramidConfig {
  /** Channels of the maps that come in. */
  channels: number[]
  /** Of those that go out. */
  width: number
}

export function featurePyramid(scope: Scope, { channels, width }: PyramidConfig): Scales {
  const lateral = channels.map((from, i) => convolve(scope.child(`lateral${i}`), { in: from, out: width, kernel: 1, bias: true }))
  const smooth = channels.map((_, i) => convolve(scope.child(`smooth${i}`), { in: width, out: width, kernel: 3, bias: true }))
  return (maps, ctx) => {
    const sums: tf.Tensor[] = []
    for (let i = maps.length - 1; i >= 0; i--) {
      const own = lateral[i]!(maps[i]!, ctx)
      const above = sums[0]
      sums.unshift(above ? tf.add(own, resized(above, own.shape[1]!, own.shape[2]!)) : own)
    }
    return sums.map((sum, i) => smooth[i]!(sum, ctx))
  }
}
