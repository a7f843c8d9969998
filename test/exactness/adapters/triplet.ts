/** Triplet attention with the names of its authors' code. */
import type { Adapter } from '../adapter.ts'
import { shapeOf } from '../case.ts'
import { ofCatalogue } from '../of-catalogue.ts'

const adapter: Adapter = (golden) => {
  if (!golden.tensors.has('weight.hw.conv.conv.kernel')) return { notCovered: 'Fovea has triplet attention with all three branches' }
  return {
    build: ofCatalogue(golden, 'triplet', { kernel: shapeOf(golden, 'weight.hw.conv.conv.kernel')[0] }),
    names: (ours) => ours.replace('places/', 'hw.conv.').replace('channelsColumns/', 'cw.conv.').replace('rowsChannels/', 'hc.conv.').replace('convolution/', 'conv.').replace('norm/', 'bn.').replace('variance', 'var'),
  }
}
export default adapter
