/** Squeeze-and-excitation: timm's SEModule and the bare form without biases. */
import type { Adapter } from '../adapter.ts'
import { shapeOf } from '../case.ts'
import { ofCatalogue } from '../of-catalogue.ts'

const adapter: Adapter = (golden) => {
  if (golden.tensors.has('weight.fc1.kernel')) {
    const [, , channels, reduced] = shapeOf(golden, 'weight.fc1.kernel') as [number, number, number, number]
    return { build: ofCatalogue(golden, 'se', { reduction: channels / reduced }), names: (ours) => ours.replace('squeeze/', 'fc1.').replace('excite/', 'fc2.') }
  }
  if (golden.tensors.has('weight.fc.0.kernel')) {
    const [channels, reduced] = shapeOf(golden, 'weight.fc.0.kernel').slice(-2) as [number, number]
    return { build: ofCatalogue(golden, 'se', { reduction: channels / reduced, bias: false }), names: (ours) => ours.replace('squeeze/', 'fc.0.').replace('excite/', 'fc.2.') }
  }
  return { notCovered: `${golden.source}` }
}
export default adapter
