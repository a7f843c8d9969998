/**
 * Positions of XCiT and EdgeNeXt (El-Nouby et al. NeurIPS 2021): sines and cosines of the row and of the column, 32 numbers an axis,
 * brought to the width by a dense layer, so that one model serves any image size. 65C parameters.
 */
import * as tf from '@tensorflow/tfjs-core'
import { sine2dDetrTable } from '../attention/positions/sine-2d.ts'
import type { Layer } from '../layers/context.ts'
import { dense } from '../layers/dense.ts'
import { given } from '../layers/initializers.ts'
import type { Scope } from '../layers/scope.ts'

const COLUMNS = 64

/** (B, H·W, C) → the same. */
export function fourierPosition(scope: Scope, width: number, [height, columns]: [number, number]): Layer {
  const table = scope.weight('table', [1, height * columns, COLUMNS], given(sine2dDetrTable(height, columns, COLUMNS)), { trainable: false })
  const project = dense(scope.child('project'), { in: COLUMNS, out: width })
  return (x, ctx) => tf.add(x, project(table, ctx))
}
