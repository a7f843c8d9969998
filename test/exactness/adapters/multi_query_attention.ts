/** Grouped keys and values of PyTorch's attention, and timm's multi-query attention over a map. */
import { attend } from '../../../main/engine/attention/attend.ts'
import { scores } from '../../../main/engine/attention/scores/catalogue.ts'
import { multiQueryAttention } from '../../../main/engine/attention/token/multi-query.ts'
import { repeatHeads } from '../../../main/engine/attention/tokens.ts'
import type { Adapter } from '../adapter.ts'
import { numberOf, shapeOf } from '../case.ts'
import { meta } from '../meta.ts'

const rename = (ours: string) =>
  ours.replace('out/', 'output/').replace('thinNorm/variance', 'norm/var').replace('thinNorm', 'norm').replace('thin/', 'down_conv/')
    .replace(/^(query|key|value|output)\/(kernel|bias)$/, '$1/proj/$2').replaceAll('/', '.')

const adapter: Adapter = (golden) => {
  if (!golden.tensors.has('weight.query.proj.kernel')) {
    if (!golden.tensors.has('input.q')) return { notCovered: golden.source }
    const [, heads, , width] = shapeOf(golden, 'input.q') as [number, number, number, number]
    return {
      build(scope) {
        const score = scores['scaled-dot'].build(scope, { heads, width })
        return ({ q, k, v }, ctx) => attend(q!, repeatHeads(k!, heads), repeatHeads(v!, heads), ctx, { path: '', meta, score })
      },
    }
  }
  const query = golden.config['query_strides'] ?? 1
  if (query !== 1) return { notCovered: 'queries thinned out as well' }
  const [, height, width, channels] = shapeOf(golden, 'input.x') as [number, number, number, number]
  const heads = numberOf(golden, 'num_heads')
  const stride = Number(golden.config['kv_stride'] ?? 1)
  return {
    names: rename,
    build(scope) {
      const layer = multiQueryAttention(scope, { channels, height, width }, {
        heads, stride, kernel: Number(golden.config['dw_kernel_size'] ?? 3), bias: golden.tensors.has('weight.query.proj.bias'),
        width: shapeOf(golden, 'weight.query.proj.kernel')[3], valuesOut: shapeOf(golden, 'weight.output.proj.kernel')[2], out: shapeOf(golden, 'weight.output.proj.kernel')[3],
      })
      return ({ x }, ctx) => layer(x!, ctx)
    },
  }
}
export default adapter
