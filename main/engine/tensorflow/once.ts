/**
 * For counting: each operation is carried out once for each kind of input it gets, and what a later one of the same kind would write
 * is a view of the first one's output. Values no longer mean anything; shapes do. A deep network costs what one of its blocks costs.
 */
import * as tf from '@tensorflow/tfjs-core'
import { nativeBackend, type, type OpAttribute } from './backend.ts'

/** Integers this few may say an output's shape (axes, sizes, paddings); longer ones are indices. */
const FEW = 64

type Call = () => tf.Tensor[]

export function onceForEachKind() {
  const backend = nativeBackend()
  const { executeSingleOutput } = backend
  const first = new Map<string, tf.Tensor[]>()

  /** Where values decide the shape of what comes out, they are part of the kind. */
  function kindOf(input: tf.TensorInfo): unknown {
    const few = input.dtype === 'int32' && input.shape.reduce((a, b) => a * b, 1) <= FEW
    return [input.dtype, input.shape, ...(few ? [[...(backend.readSync(input.dataId) as Int32Array)]] : [])]
  }

  const view = (tensor: tf.Tensor) => executeSingleOutput.call(backend, 'Identity', [type('T', 'float32')], [tensor])

  return {
    outputs(op: string, attributes: OpAttribute[], inputs: tf.TensorInfo[], call: Call): tf.Tensor[] {
      const kind = JSON.stringify([op, attributes, inputs.map(kindOf)])
      const known = first.get(kind)
      if (known) return known.map(view)
      const outputs = call()
      if (outputs.some(({ dtype }) => dtype !== 'float32')) return outputs
      first.set(kind, outputs.map((output) => tf.keep(output)))
      return outputs.map(view)
    },
    dispose: () => first.forEach((outputs) => outputs.forEach((output) => output.dispose())),
  }
}
