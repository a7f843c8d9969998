/** 2-D convolutions over (B, H, W, C) with kernels (kh, kw, in, out), padded as PyTorch does: the same zeros on both sides. */
import * as tf from '@tensorflow/tfjs-core'
import { bool, int, run, string, type } from '../backend.ts'
import { named } from '../names.ts'
import { withGradient } from './gradient.ts'

export interface ConvolutionOptions {
  stride?: number
  /** Zeros on each side, or TensorFlow's own rules. */
  padding?: number | 'same' | 'valid'
  dilation?: number
}

/**
 * How zeros on both sides are said to TensorFlow: as its 'SAME' where that means the same, else by a Pad of their own.
 * Its explicit paddings would say it in one op, but their gradients leave oneDNN for a path of less than half the speed.
 */
function padded(x: tf.Tensor, filter: tf.Tensor, { stride = 1, padding = 0 }: ConvolutionOptions): { x: tf.Tensor; rule: 'SAME' | 'VALID' } {
  if (typeof padding === 'string') return { x, rule: padding === 'same' ? 'SAME' : 'VALID' }
  if (padding === 0) return { x, rule: 'VALID' }
  const centred = filter.shape[0] === 2 * padding + 1 && filter.shape[1] === 2 * padding + 1
  if (stride === 1 && centred) return { x, rule: 'SAME' }
  return { x: tf.pad(x as tf.Tensor4D, [[0, 0], [padding, padding], [padding, padding], [0, 0]]), rule: 'VALID' }
}

const attributes = (rule: 'SAME' | 'VALID', { stride = 1 }: ConvolutionOptions) => [
  type('T', 'float32'), int('strides', [1, stride, stride, 1]), string('padding', rule), string('data_format', 'NHWC'), int('dilations', [1, 1, 1, 1]),
]

/** A native convolution and its two native gradients, whose names follow from the op's. */
function native(op: 'Conv2D' | 'DepthwiseConv2dNative', x: tf.Tensor, filter: tf.Tensor, options: ConvolutionOptions): tf.Tensor4D {
  const { x: map, rule } = padded(x, filter, options)
  const settings = [...attributes(rule, options), ...(op === 'Conv2D' ? [bool('use_cudnn_on_gpu', true)] : [])]
  return withGradient([map, filter], (input, kernel) => ({
    value: run(op, settings, [input!, kernel!]),
    saved: [input!, kernel!],
    gradient: (dy, [xs, ks]) => [
      run(`${op}BackpropInput`, settings, [tf.tensor1d(xs!.shape, 'int32'), ks!, dy]),
      run(`${op}BackpropFilter`, settings, [xs!, tf.tensor1d(ks!.shape, 'int32'), dy]),
    ],
  })) as tf.Tensor4D
}

/**
 * TensorFlow has no gradient of dilated convolutions on the CPU. Sampling the padded map at every d-th place
 * makes d² maps on which a plain valid convolution is the dilated one.
 */
function dilated(x: tf.Tensor4D, filter: tf.Tensor4D, { padding = 0, dilation = 1 }: ConvolutionOptions): tf.Tensor4D {
  const reach = (filter.shape[0] - 1) * dilation
  const side = padding === 'valid' ? 0 : padding === 'same' ? reach / 2 : padding
  const [, height, width] = x.shape
  const more = (length: number) => (dilation - ((length + 2 * side) % dilation)) % dilation
  const pads = [[side, side + more(height)], [side, side + more(width)]]
  const parts = tf.spaceToBatchND(x, [dilation, dilation], pads)
  const convolved = native('Conv2D', parts, filter, {})
  const whole = tf.batchToSpaceND(convolved, [dilation, dilation], [[0, 0], [0, 0]])
  return tf.slice(whole, [0, 0, 0, 0], [-1, height + 2 * side - reach, width + 2 * side - reach, -1]) as tf.Tensor4D
}

const everyOther = (x: tf.Tensor, stride: number) => tf.avgPool(x as tf.Tensor4D, 1, stride, 'valid')

/** With stride and dilation alike only every d-th place is ever met; else what the stride leaves out is computed and dropped. */
function dilatedAndStrided(x: tf.Tensor, filter: tf.Tensor, options: ConvolutionOptions & { stride: number; dilation: number }): tf.Tensor4D {
  const { stride, dilation, padding = 0 } = options
  if (stride === dilation && typeof padding === 'number' && padding % dilation === 0) return native('Conv2D', everyOther(x, stride), filter, { padding: padding / dilation })
  const dense = dilated(x as tf.Tensor4D, filter as tf.Tensor4D, options)
  return stride === 1 ? dense : everyOther(dense, stride)
}

/** x (B, H, W, in) * filter (kh, kw, in / groups, out) → (B, H', W', out). */
export function convolution(x: tf.Tensor, filter: tf.Tensor, options: ConvolutionOptions & { groups?: number } = {}): tf.Tensor4D {
  const groups = options.groups ?? 1
  if (groups > 1) {
    return named('convolution', () => {
      const xs = tf.split(x, groups, 3)
      const filters = tf.split(filter, groups, 3)
      return tf.concat(xs.map((part, i) => convolution(part, filters[i]!, { ...options, groups: 1 })), 3) as tf.Tensor4D
    })
  }
  const { stride = 1, dilation = 1 } = options
  if (dilation > 1) return dilatedAndStrided(x, filter, { ...options, stride, dilation })
  return native('Conv2D', x, filter, options)
}

/** Each channel by itself: x (B, H, W, C) * filter (kh, kw, C, multiplier) → (B, H', W', C · multiplier). Dilation 1. */
export const depthwiseConvolution = (x: tf.Tensor, filter: tf.Tensor, options: Omit<ConvolutionOptions, 'dilation'> = {}): tf.Tensor4D =>
  native('DepthwiseConv2dNative', x, filter, options)
