/** SAGAN's self-attention; widths, pooling and biases are read from the shapes. */
import type { Adapter } from '../adapter.ts'
import { shapeOf } from '../case.ts'
import { ofCatalogue } from '../of-catalogue.ts'
import { reductionTo } from '../reduction.ts'

const adapter: Adapter = (golden) => {
  const [channels, narrow] = shapeOf(golden, 'weight.theta.kernel').slice(-2) as [number, number]
  const values = shapeOf(golden, 'weight.g.kernel').at(-1)!
  const [queries, keys] = golden.tensors.get('attn_0')?.shape.slice(-2) ?? []
  const options = {
    reduction: reductionTo(channels, narrow), valueReduction: reductionTo(channels, values), bias: golden.tensors.has('weight.theta.bias'),
    pool: keys === undefined || keys !== queries, score: golden.config['scale'] == null ? 'dot' : 'scaled-dot',
  }
  return { build: ofCatalogue(golden, 'sagan', options), names: (ours) => ours.replace('/', '.') }
}
export default adapter
