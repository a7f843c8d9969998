/** Relative position bias, its index tables, and the offsets of the continuous bias. */
import * as tf from '@tensorflow/tfjs-core'
import { logOffsets } from '../../../main/engine/attention/positions/continuous-bias.ts'
import { relativeBias } from '../../../main/engine/attention/positions/relative-bias.ts'
import { biasOfTable } from '../../../main/engine/attention/positions/relative.ts'
import type { Adapter } from '../adapter.ts'
import { shapeOf } from '../case.ts'

/** Ours needs no index table: it is what comes out of a table that holds its own row numbers. */
function indexTable(height: number, width: number): ArrayLike<number> {
  const shape = [2 * height - 1, 2 * width - 1, 1]
  return biasOfTable(tf.reshape(tf.range(0, shape[0]! * shape[1]!), shape), height, width).dataSync()
}

const adapter: Adapter = (golden) => {
  const { tensors, config } = golden
  if (tensors.has('weight.relative_position_bias_table')) {
    const [height, width] = config['window'] as [number, number]
    const heads = shapeOf(golden, 'weight.relative_position_bias_table')[1]!
    return {
      names: () => 'relative_position_bias_table',
      dead: ['relative_position_index'],
      build(scope) {
        const bias = relativeBias.build(scope, { height, width, heads, each: 1 })
        return ({ zero }, ctx) => bias(zero!, ctx)
      },
    }
  }
  const makes = [[/log_coords/, logOffsets], [/position_index/, indexTable]] as const
  const make = makes.find(([source]) => source.test(golden.source))?.[1]
  if (!make) return { notCovered: golden.source }
  const sizes = [...tensors.keys()].flatMap((name) => [...name.matchAll(/^output\.(w(\d+)x(\d+))$/g)])
  return { values: () => Object.fromEntries(sizes.map(([, name, height, width]) => [name, make(Number(height), Number(width))])) }
}
export default adapter
