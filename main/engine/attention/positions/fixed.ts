/** Adding a table that is not learned. It is kept as a weight, so that a recorded step holds no large constant. */
import * as tf from '@tensorflow/tfjs-core'
import type { Layer } from '../../layers/context.ts'
import { given } from '../../layers/initializers.ts'
import type { Scope } from '../../layers/scope.ts'

/** table (N, channels) → a layer (B, extra + N, channels) → the same; the first `extra` tokens stay as they are. */
export function addTable(scope: Scope, table: Float32Array, channels: number, extra = 0): Layer {
  const rows = new Float32Array(extra * channels + table.length)
  rows.set(table, extra * channels)
  const position = scope.weight('position', [1, rows.length / channels, channels], given(rows), { trainable: false })
  return (x) => tf.add(x, position)
}
