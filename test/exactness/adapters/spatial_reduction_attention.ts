/** timm's attention of PVT v2: keys and values through a strided convolution, or pooled. */
import { spatialReductionAttention } from '../../../main/engine/attention/spatial-reduction.ts'
import type { Adapter } from '../adapter.ts'
import { numberOf, shapeOf } from '../case.ts'
import { fusedKeyValue } from '../fused.ts'

const rename = (ours: string) => ours.replace('query/', 'q.').replace('kv/', 'kv.').replace('out/', 'proj.').replace('reduction/convolution/', 'sr.').replace('reduction/norm/', 'norm.')

const adapter: Adapter = (golden) => {
  const { config, tensors } = golden
  if (!tensors.has('weight.q.kernel') || !tensors.has('weight.kv.kernel')) return { notCovered: golden.source }
  const [, length, channels] = shapeOf(golden, 'input.x') as [number, number, number]
  const filter = tensors.get('weight.sr.kernel')
  const pooled = config['pool'] !== undefined || config['linear'] === true
  const [height, width] = (config['grid'] as [number, number] | undefined) ?? [Math.sqrt(length), Math.sqrt(length)]
  if (pooled && Number(config['pool'] ?? 7) !== 7) return { notCovered: 'pooled to another size than 7 × 7' }
  return {
    names: (ours) => fusedKeyValue(ours, rename),
    build(scope) {
      const layer = spatialReductionAttention(scope, { channels, height, width, extra: 0 }, { heads: numberOf(golden, 'heads'), bias: tensors.has('weight.q.bias'), form: pooled ? 'pooled' : 'convolution', reduction: filter && !pooled ? filter.shape[0]! : 1 })
      return ({ x }, ctx) => layer(x!, ctx)
    },
  }
}
export default adapter
