/** timm's attention inside windows, each window a sample: the relative bias is the part that is its own. */
import { windowAttention } from '../../../main/engine/attention/window-attention.ts'
import { toMap, toTokens } from '../../../main/engine/attention/tokens.ts'
import type { Adapter } from '../adapter.ts'
import { numberOf, shapeOf } from '../case.ts'
import { fused } from '../fused.ts'

const adapter: Adapter = (golden) => {
  const table = 'relative_position_bias_table'
  if (!golden.tensors.has(`weight.${table}`)) return { notCovered: golden.source }
  const [, area, channels] = shapeOf(golden, 'input.x') as [number, number, number]
  const given = golden.config['window']
  const [height, width] = Array.isArray(given) ? (given as [number, number]) : [Number(given), area / Number(given)]
  const bias = golden.tensors.has('weight.qkv.bias')
  return {
    names: (ours) => fused(ours, (name) => name.replace('out/', 'proj/').replace('position/bias', table).replace('/', '.')),
    dead: ['relative_position_index'],
    build(scope) {
      const attention = windowAttention(scope, { channels, height, width }, { mechanism: 'window', heads: numberOf(golden, 'heads'), window: Math.max(height, width), shifted: false, position: 'relative-bias', bias })
      return ({ x }, ctx) => toTokens(attention(toMap(x!, height, width), ctx))
    },
  }
}
export default adapter
