/** Coordinate attention as published: a bias in each of the three layers, hard swish. */
import type { Adapter } from '../adapter.ts'
import { shapeOf } from '../case.ts'
import { ofCatalogue } from '../of-catalogue.ts'

const adapter: Adapter = (golden) => {
  const { tensors } = golden
  if (!tensors.has('weight.conv_h.bias') || !tensors.has('weight.bn1.gamma')) return { notCovered: `Fovea has coordinate attention as published, with biases and batch normalisation, not ${golden.source}` }
  // A reduction that leaves less than the least width, so that the case's own width is taken.
  const least = shapeOf(golden, 'weight.conv1.kernel').at(-1)
  return {
    build: ofCatalogue(golden, 'coordinate', { reduction: 128, least }),
    names: (ours) => ours.replace('join/', 'conv1.').replace('norm/', 'bn1.').replace('rows/', 'conv_h.').replace('columns/', 'conv_w.').replace('variance', 'var'),
  }
}
export default adapter
