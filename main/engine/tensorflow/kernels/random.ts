/**
 * Random numbers inside a graph: a function of a key (int32 [2]) alone, so that a step is the same whenever it is run again
 * (Salmon et al. SC 2011, as TensorFlow's stateless ops).
 */
import * as tf from '@tensorflow/tfjs-core'
import { run, type } from '../backend.ts'
import { hash } from '../../layers/initializers.ts'

const settings = () => [type('T', 'int32'), type('dtype', 'float32'), type('Tseed', 'int32')]

/** Uniform in [0, 1). */
export const statelessUniform = (shape: number[], key: tf.Tensor): tf.Tensor => run('StatelessRandomUniform', settings(), [tf.tensor1d(shape, 'int32'), key])
/** Standard normal. */
export const statelessNormal = (shape: number[], key: tf.Tensor): tf.Tensor => run('StatelessRandomNormal', settings(), [tf.tensor1d(shape, 'int32'), key])

/** A key of its own for each place that draws numbers, so that no two places share them. */
export const deriveKey = (key: tf.Tensor, name: string): tf.Tensor1D => run('BitwiseXor', [type('T', 'int32')], [key, tf.tensor1d([hash(name) | 0, 0], 'int32')])

/** Sets a share `rate` of x to 0 and scales the rest by 1 / (1 − rate) (Srivastava et al. JMLR 2014). */
export function dropout<X extends tf.Tensor>(x: X, rate: number, key: tf.Tensor): X {
  if (rate === 0) return x
  const kept = tf.cast(tf.greaterEqual(statelessUniform(x.shape, key), rate), 'float32')
  return tf.mul(x, tf.mul(kept, 1 / (1 - rate)))
}
