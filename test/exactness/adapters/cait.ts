/** timm's class attention and talking heads (CaiT). */
import { classAttention } from '../../../main/engine/attention/class-attention.ts'
import { multiHeadAttention } from '../../../main/engine/attention/multi-head-attention.ts'
import type { Adapter } from '../adapter.ts'
import { numberOf, shapeOf } from '../case.ts'
import { fused } from '../fused.ts'
import { meta } from '../meta.ts'

const talking = (ours: string) => ours.replace('talk/scores', 'proj_l').replace('talk/weights', 'proj_w').replace('out/', 'proj/').replace('/', '.')
const alone = (ours: string) => ours.replace(/^(query|key|value)\//, (_, name: string) => `${name[0]}.`).replace('out/', 'proj.')

const adapter: Adapter = (golden) => {
  const { tensors } = golden
  const width = shapeOf(golden, 'input.x')[2]!
  const heads = numberOf(golden, 'heads')
  if (tensors.has('weight.proj_l.kernel')) {
    return {
      names: (ours) => fused(ours, talking),
      build(scope) {
        const attention = multiHeadAttention(scope, { width, heads, talking: true, bias: tensors.has('weight.qkv.bias') })
        return ({ x }, ctx) => attention(x!, x!, x!, ctx, meta)
      },
    }
  }
  if (!tensors.has('weight.q.kernel')) return { notCovered: golden.source }
  return {
    names: alone,
    build(scope) {
      const attention = classAttention(scope, { width, heads, bias: tensors.has('weight.q.bias') })
      return ({ x }, ctx) => attention(x!, ctx, meta)
    },
  }
}
export default adapter
