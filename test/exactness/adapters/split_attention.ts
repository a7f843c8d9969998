/** Split attention of timm, with batch normalisation as in ResNeSt. */
import type { Adapter } from '../adapter.ts'
import { shapeOf } from '../case.ts'
import { ofCatalogue } from '../of-catalogue.ts'

const adapter: Adapter = (golden) => {
  const { tensors, config } = golden
  const [kernel, , perGroup, out] = shapeOf(golden, 'weight.conv.kernel') as [number, number, number, number]
  const channels = shapeOf(golden, 'input.x')[3]!
  const splits = (config['radix'] as number | undefined) ?? 2
  if (!tensors.has('weight.bn0.gamma') || tensors.has('weight.conv.bias') || kernel !== 3 || out !== channels * splits) return { notCovered: 'Fovea has split attention as in ResNeSt: 3 × 3, batch-normalised, of the same width' }
  // A reduction that leaves less than the least width, so that the case's own width is taken.
  const least = shapeOf(golden, 'weight.fc1.kernel').at(-1)
  return {
    build: ofCatalogue(golden, 'split-attention', { splits, groups: channels / perGroup / splits, reduction: 128, least }),
    names: (ours) => ours.replace('weights/squeeze/', 'fc1.').replace('weights/norm/', 'bn1.').replace('weights/excite/', 'fc2.').replace('convolution/', 'conv.').replace('norm/', 'bn0.').replace('variance', 'var'),
  }
}
export default adapter
