/**
 * The part of tfjs-node's backend that Fovea calls: one TensorFlow op at a time, by name.
 * Every kernel of tfjs ends in executeSingleOutput or executeMultipleOutputs, which is what makes recording possible.
 */
import * as tf from '@tensorflow/tfjs-core'

export interface OpAttribute {
  name: string
  /** TF_ATTR_* of the binding. */
  type: number
  value: number | boolean | string | number[] | boolean[]
}

export interface Binding {
  TF_FLOAT: number; TF_INT32: number; TF_BOOL: number; TF_UINT8: number; TF_INT64: number
  TF_ATTR_STRING: number; TF_ATTR_INT: number; TF_ATTR_FLOAT: number; TF_ATTR_BOOL: number; TF_ATTR_TYPE: number; TF_ATTR_SHAPE: number
  TF_Version: string
  createTensor(shape: number[], dtype: number, values: ArrayBufferView): number
  deleteTensor(id: number): void
  tensorDataSync(id: number): Float32Array | Int32Array | Uint8Array
  loadSavedModel(path: string, tags: string): number
  deleteSavedModel(id: number): void
  runSavedModel(id: number, tensors: number[], inputs: string, outputs: string): { id: number; shape: number[]; dtype: number }[]
}

export interface NativeBackend {
  binding: Binding
  isUsingGpuDevice: boolean
  tensorMap: { get(dataId: object): { id: number; shape: number[]; dtype: number; values: ArrayBufferView | null } }
  executeSingleOutput(name: string, attributes: OpAttribute[], inputs: tf.TensorInfo[]): tf.Tensor
  executeMultipleOutputs(name: string, attributes: OpAttribute[], inputs: tf.TensorInfo[], outputs: number): tf.Tensor[]
  createOutputTensor(metadata: { id: number; shape: number[]; dtype: number }): tf.Tensor
  readSync(dataId: object): Float32Array | Int32Array | Uint8Array
}

/** The running backend. loadTensorFlow() must have ended before. */
export const nativeBackend = (): NativeBackend => tf.backend() as unknown as NativeBackend

/** TensorFlow's own number of a type (types.proto), the same in every version. */
export const typeNumber = { float32: 1, uint8: 4, int32: 3, bool: 10 } as const
export type NativeType = keyof typeof typeNumber

export const type = (name: string, dtype: NativeType): OpAttribute => ({ name, type: nativeBackend().binding.TF_ATTR_TYPE, value: typeNumber[dtype] })
export const int = (name: string, value: number | number[]): OpAttribute => ({ name, type: nativeBackend().binding.TF_ATTR_INT, value })
export const float = (name: string, value: number): OpAttribute => ({ name, type: nativeBackend().binding.TF_ATTR_FLOAT, value })
export const bool = (name: string, value: boolean): OpAttribute => ({ name, type: nativeBackend().binding.TF_ATTR_BOOL, value })
export const string = (name: string, value: string): OpAttribute => ({ name, type: nativeBackend().binding.TF_ATTR_STRING, value })

/** Runs one op with one output. */
export const run = <T extends tf.Tensor>(name: string, attributes: OpAttribute[], inputs: tf.TensorInfo[]): T => nativeBackend().executeSingleOutput(name, attributes, inputs) as T
/** Runs one op with several outputs. */
export const runAll = (name: string, attributes: OpAttribute[], inputs: tf.TensorInfo[], outputs: number): tf.Tensor[] => nativeBackend().executeMultipleOutputs(name, attributes, inputs, outputs)
