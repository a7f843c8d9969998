/** Resampling as the models use it: largest and mean value of windows, bilinear and nearest resizing. */
import type * as tf from '@tensorflow/tfjs-core'
import { resized } from '../../../main/engine/attention/scales/resize.ts'
import { adaptiveMeanPool } from '../../../main/engine/layers/adaptive-pooling.ts'
import { maxPool } from '../../../main/engine/layers/pooling.ts'
import { resizeBilinear } from '../../../main/engine/tensorflow/kernels/resize.ts'
import type { Adapter } from '../adapter.ts'
import { numberOf, shapeOf, type Case } from '../case.ts'

/** One of ours for an operation of the source; a text says why there is none. */
function ours(golden: Case): ((x: tf.Tensor) => tf.Tensor) | string {
  const { config } = golden
  const [, fromHeight, fromWidth] = shapeOf(golden, 'input.x') as [number, number, number]
  const [, height, width] = shapeOf(golden, 'output.y') as [number, number, number]
  switch (config['op']) {
    case 'max_pool':
      return (x) => maxPool(x, numberOf(golden, 'kernel'), Number(config['stride'] ?? config['kernel']), Number(config['padding'] ?? 0))
    case 'adaptive_avg_pool':
      return (x) => adaptiveMeanPool(x, [height, width])
    case 'bilinear':
      return config['antialias'] === true ? 'Fovea resizes maps without smoothing' : (x) => resizeBilinear(x, height, width, { alignCorners: config['align_corners'] === true })
    case 'nearest':
      return height >= fromHeight && width >= fromWidth ? (x) => resized(x, height, width) : 'Fovea makes maps smaller by the largest value of each window, not by the nearest'
    case 'avg_pool':
      return 'Fovea’s means are over windows without overlap'
    default:
      return typeof config['op'] === 'string' ? `no model of Fovea uses ${config['op']}` : 'Fovea pools with PyTorch’s padding'
  }
}

const adapter: Adapter = (golden) => {
  const resample = ours(golden)
  return typeof resample === 'string' ? { notCovered: resample } : { build: () => ({ x }) => resample(x!) }
}
export default adapter
