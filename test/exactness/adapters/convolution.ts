/** Convolutions padded as PyTorch does (plain, strided, dilated, grouped, depthwise) and by TensorFlow's 'same' rule. */
import { zeros } from '../../../main/engine/layers/initializers.ts'
import { biasAdd, convolution, depthwiseConvolution } from '../../../main/engine/tensorflow/kernels/index.ts'
import type { Adapter } from '../adapter.ts'
import { shapeOf, type Case } from '../case.ts'

const given = (golden: Case, name: string): number | undefined => (typeof golden.config[name] === 'number' ? golden.config[name] : undefined)

/** Zeros on each side: as stated, or those that give the output its size. */
function paddingOf(golden: Case, reach: number, stride: number): number | undefined {
  const [, ...from] = shapeOf(golden, 'input.x')
  const [, ...to] = shapeOf(golden, 'output.y')
  const candidates = [given(golden, 'padding'), reach >> 1, ...Array.from({ length: reach + 1 }, (_, i) => i)]
  return candidates.find((padding) => padding !== undefined && [0, 1].every((axis) => Math.floor((from[axis]! + 2 * padding - reach - 1) / stride) + 1 === to[axis]!))
}

const adapter: Adapter = (golden) => {
  if (/transpose/i.test(golden.source)) return { notCovered: 'Fovea has no transposed convolution yet' }
  const [, height, , channels] = shapeOf(golden, 'input.x') as [number, number, number, number]
  const shape = shapeOf(golden, 'weight.kernel')
  const out = shapeOf(golden, 'output.y')[3]!
  const stride = given(golden, 'stride') ?? Math.round(height / shapeOf(golden, 'output.y')[1]!)
  const dilation = given(golden, 'dilation') ?? 1
  const same = /keras/i.test(golden.source)
  const reach = (shape[0]! - 1) * dilation
  const padding = same ? 'same' : paddingOf(golden, reach, stride)
  // A depthwise kernel has all channels and a multiplier; a grouped one has the channels of a group and all outputs.
  const apart = shape[2] === channels && shape[3]! * channels === out && (same ? /depthwise/i.test(golden.source) : (given(golden, 'groups') ?? 1) === channels)
  if (shape[0] !== shape[1] || padding === undefined) return { notCovered: 'Fovea’s convolutions have square kernels and the same padding on both sides' }
  if (apart && dilation > 1) return { notCovered: 'Fovea has no dilated depthwise convolution' }
  return {
    build(scope) {
      const kernel = scope.weight('kernel', shape, zeros)
      const bias = golden.tensors.has('weight.bias') ? scope.weight('bias', [out], zeros) : null
      const convolve = apart ? depthwiseConvolution : convolution
      return ({ x }) => {
        const y = convolve(x!, kernel, { stride, padding, ...(apart ? {} : { dilation, groups: channels / shape[2]! }) })
        return bias ? biasAdd(y, bias) : y
      }
    },
  }
}
export default adapter
