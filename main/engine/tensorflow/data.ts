/**
 * A packed dataset as a uint8 tensor that stays with TensorFlow: in the session of a compiled program, or in memory when eager.
 * tfjs has no uint8 type; the tensor here is one to TensorFlow and a plain handle to tfjs.
 */
import * as tf from '@tensorflow/tfjs-core'
import { int, nativeBackend, run, type, typeNumber } from './backend.ts'

export interface DataTensor {
  readonly tensor: tf.Tensor
  readonly values: Uint8Array
  readonly shape: number[]
}

const known = new WeakMap<object, DataTensor>()

/** values: row-major (N, …). */
export function dataTensor(values: Uint8Array, shape: number[]): DataTensor {
  const { binding } = nativeBackend()
  const id = binding.createTensor(shape, typeNumber.uint8, values)
  const tensor = tf.keep(nativeBackend().createOutputTensor({ id, shape, dtype: typeNumber.uint8 }))
  const data = { tensor, values, shape }
  known.set(tensor.dataId, data)
  return data
}

export const dataTensorOf = (dataId: object): DataTensor | undefined => known.get(dataId)

/** The entries at `indices` int32 (B) as float32 (B, …) in 0..255. No gradient. */
export function gather(data: DataTensor, indices: tf.Tensor): tf.Tensor {
  const taken = run('GatherV2', [type('Tparams', 'uint8'), type('Tindices', 'int32'), type('Taxis', 'int32'), int('batch_dims', 0)], [data.tensor, indices, tf.scalar(0, 'int32')])
  return run('Cast', [type('SrcT', 'uint8'), type('DstT', 'float32')], [taken])
}
