/** torchvision's feature pyramid; the inputs are the maps, finest first. */
import { featurePyramid } from '../../../main/engine/attention/scales/feature-pyramid.ts'
import type { Adapter } from '../adapter.ts'
import { shapeOf } from '../case.ts'

const adapter: Adapter = (golden) => {
  const { tensors, source, config } = golden
  if (!tensors.has('weight.inner_blocks.0.0.kernel') || (config['upsample'] ?? 'nearest') !== 'nearest') return { notCovered: `Fovea's pyramid enlarges maps by the nearest place: ${source}` }
  if (!tensors.has('weight.inner_blocks.0.0.bias')) return { notCovered: 'Fovea has no normalisation inside the feature pyramid' }
  const names = [...tensors.keys()].filter((name) => name.startsWith('input.'))
  const [width] = shapeOf(golden, 'weight.inner_blocks.0.0.bias') as [number]
  return {
    names: (ours) => ours.replace(/^lateral(\d+)\//, 'inner_blocks.$1.0.').replace(/^smooth(\d+)\//, 'layer_blocks.$1.0.'),
    build(scope) {
      const pyramid = featurePyramid(scope, { channels: names.map((name) => shapeOf(golden, name)[3]!), width })
      return (inputs, ctx) => Object.fromEntries(pyramid(names.map((name) => inputs[name.slice('input.'.length)]!), ctx).map((map, i) => [`p${i}`, map]))
    },
  }
}
export default adapter
