/** timm's cross-attention of CrossViT: the first token asks. The number of heads is that of its map. */
import { classAttention } from '../../../main/engine/attention/class-attention.ts'
import type { Adapter } from '../adapter.ts'
import { shapeOf } from '../case.ts'
import { meta } from '../meta.ts'

const adapter: Adapter = (golden) => {
  const { tensors, config } = golden
  const heads = tensors.get('attn_0')?.shape[1] ?? Number(config['num_heads'] ?? config['heads'])
  if (!tensors.has('weight.wq.kernel') || !heads) return { notCovered: golden.source }
  return {
    names: (ours) => ours.replace(/^(query|key|value)\//, (_, name: string) => `w${name[0]}.`).replace('out/', 'proj.'),
    build(scope) {
      const attention = classAttention(scope, { width: shapeOf(golden, 'input.x')[2]!, heads, bias: tensors.has('weight.wq.bias') })
      return ({ x }, ctx) => attention(x!, ctx, meta)
    },
  }
}
export default adapter
