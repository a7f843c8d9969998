/** vit-pytorch's sequence pooling as it stands at the end of a compact Transformer: position, norm, pooling, classifier. */
import { tokenPooling } from '../../../main/engine/attention/map/softmax-pooling.ts'
import { positions } from '../../../main/engine/attention/positions/catalogue.ts'
import { dense } from '../../../main/engine/layers/dense.ts'
import { layerNormalization } from '../../../main/engine/layers/normalization.ts'
import type { Adapter } from '../adapter.ts'
import { shapeOf } from '../case.ts'
import { meta } from '../meta.ts'

const adapter: Adapter = (golden) => {
  const has = (name: string) => golden.tensors.has(`weight.${name}`)
  if (!has('attention_pool.kernel')) return { notCovered: golden.source }
  const [, length, width] = shapeOf(golden, 'input.x') as [number, number, number]
  return {
    names: (ours) => ours.replace('pool/', 'attention_pool.').replace('position/position', 'positional_emb').replace('/', '.'),
    build(scope) {
      const place = positions[has('positional_emb') ? 'learned' : 'none'].build(scope.child('position'), { height: 1, width: length, channels: width })
      const norm = has('norm.gamma') ? layerNormalization(scope.child('norm'), width) : null
      const pool = tokenPooling(scope.child('pool'), { width, bias: has('attention_pool.bias'), meta })
      const classify = has('fc.kernel') ? dense(scope.child('fc'), { in: width, out: shapeOf(golden, 'weight.fc.kernel')[1]!, bias: has('fc.bias') }) : null
      return ({ x }, ctx) => {
        const placed = place(x!, ctx)
        const pooled = pool(norm ? norm(placed, ctx) : placed, ctx)
        return classify ? classify(pooled, ctx) : pooled
      }
    },
  }
}
export default adapter
