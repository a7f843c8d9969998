/** Softmax pooling over the places of a map. The source's bias shifts all scores alike. */
import type { Adapter } from '../adapter.ts'
import { ofCatalogue } from '../of-catalogue.ts'

const adapter: Adapter = (golden) => ({
  build: ofCatalogue(golden, 'softmax-pooling', {}),
  names: (ours) => `conv_mask.${ours}`,
  dead: golden.tensors.has('weight.conv_mask.bias') ? ['conv_mask.bias'] : [],
})
export default adapter
