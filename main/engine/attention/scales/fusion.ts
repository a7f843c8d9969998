/** What mechanisms of several scales share: their kind, and the way back into the map that goes on to the head. */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import { convolve } from '../../layers/convolution.ts'
import type { Scope } from '../../layers/scope.ts'
import { mechanism, type Fusion, type MapShape, type Mechanism } from '../mechanism.ts'
import type { Scales } from './feature-pyramid.ts'
import { resized } from './resize.ts'

type Described<Options> = Omit<Mechanism<Options>, 'kind' | 'group' | 'build' | 'fuse'> & { fuse(scope: Scope, options: Options, inputs: MapShape[]): Fusion }

/** A mechanism of kind 'scales'. On one map it is what it does within one scale. */
export const fusion = <Options>(described: Described<Options>): Mechanism => mechanism<Options>({
  ...described, kind: 'scales', group: 'scales',
  build(scope, options, { channels, height, width }) {
    const fuse = described.fuse(scope, options, [{ channels, height, width }])
    return (x, ctx) => fuse([x], ctx)
  },
})

/** y = x + 1×1 convolution of the mean of the fused maps at the size of x, the coarsest map that came in; so every scale has its say. */
export function intoCoarsest(scope: Scope, scales: Scales, width: number, inputs: MapShape[]): Fusion {
  const back = convolve(scope.child('out'), { in: width, out: inputs.at(-1)!.channels, kernel: 1, bias: true })
  const { height, width: columns } = inputs.at(-1)!
  return (maps, ctx) => {
    const fused = scales(maps, ctx).map((map) => resized(map, height, columns))
    return tf.add(maps.at(-1)!, back(tf.div(tf.addN(fused), fused.length), ctx))
  }
}

export const widthOption = option(z.int().min(1).max(1024).default(64), { en: 'Common width', 'zh-CN': '统一通道数' }, { en: 'Channels to which the maps of all scales are projected.', 'zh-CN': '各尺度的特征图都投影到这么多通道。' })
