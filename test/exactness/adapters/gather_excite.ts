/** Gather-excite of timm. Its learned gathering over the whole map pads the map, which the paper does not. */
import type { Adapter } from '../adapter.ts'
import { shapeOf } from '../case.ts'
import { ofCatalogue } from '../of-catalogue.ts'
import { reductionTo } from '../reduction.ts'

const adapter: Adapter = (golden) => {
  const { tensors, config } = golden
  const learned = [...tensors.keys()].some((name) => name.startsWith('weight.gather.'))
  const extent = typeof config['extent'] === 'number' && config['extent'] > 0 ? config['extent'] : 'map'
  if (learned && extent === 'map') return { notCovered: 'Fovea gathers the whole map into one place, as the paper does; timm pads it' }
  const layers = tensors.has('weight.mlp.fc1.kernel')
  const [channels, reduced] = layers ? (shapeOf(golden, 'weight.mlp.fc1.kernel').slice(-2) as [number, number]) : [1, 1]
  return {
    build: ofCatalogue(golden, 'gather-excite', { extent, learned, layers, reduction: reductionTo(channels, reduced) }),
    names: (ours) =>
      ours.replace('squeeze/', 'mlp.fc1.').replace('excite/', 'mlp.fc2.').replace(/halving(\d+)\/(norm\/)?/, (_, i: string, norm?: string) => `${norm ? 'norm' : 'conv'}${Number(i) + 1}.`).replace('gather/', 'gather.').replace('variance', 'var'),
  }
}
export default adapter
