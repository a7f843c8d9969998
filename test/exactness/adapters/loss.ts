/** Cross entropy with label smoothing, mean over the batch. */
import * as tf from '@tensorflow/tfjs-core'
import { crossEntropy } from '../../../main/engine/training/loss.ts'
import type { Adapter } from '../adapter.ts'

const adapter: Adapter = ({ source, config, tensors }) => {
  const hard = tensors.get('input.t')?.shape.length === 1
  if (!/cross_?entropy/i.test(source) || /soft_?target/i.test(source) || !hard || tensors.has('input.w')) return { notCovered: 'Fovea trains with cross entropy and label smoothing; it has no such loss' }
  const smoothing = (config['smoothing'] as number | undefined) ?? 0
  return { build: () => ({ x, t }) => tf.mean(crossEntropy(x!, tf.cast(t!, 'int32'), smoothing)) }
}
export default adapter
