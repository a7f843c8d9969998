/** Selective kernel of timm: 3 × 3 kernels with growing dilation, with and without sharing the channels among the branches. */
import type { Adapter } from '../adapter.ts'
import { shapeOf } from '../case.ts'
import { ofCatalogue } from '../of-catalogue.ts'

const adapter: Adapter = (golden) => {
  const { tensors, config } = golden
  const branches = [...tensors.keys()].filter((name) => /^weight\.paths\.\d+\.conv\.kernel$/.test(name)).length
  const kernels = Array.from({ length: branches }, (_, i) => shapeOf(golden, `weight.paths.${i}.conv.kernel`) as [number, number, number, number])
  const channels = shapeOf(golden, 'input.x')[3]!
  if (kernels.some(([height, , , out]) => height !== 3 || out !== channels)) return { notCovered: 'Fovea has selective kernels as dilated 3 × 3 convolutions that keep the width' }
  const split = config['split_input'] === true
  const groups = (split ? channels / branches : channels) / kernels[0]![2]
  // A reduction that leaves less than the least width, so that the case's own width is taken.
  const least = shapeOf(golden, 'weight.attn.fc_reduce.kernel').at(-1)
  return {
    build: ofCatalogue(golden, 'selective-kernel', { branches, groups, split, reduction: 128, least }),
    names: (ours) =>
      ours.replace(/branch(\d+)\//, 'paths.$1.').replace('selection/norm/', 'attn.bn.').replace('selection/squeeze/', 'attn.fc_reduce.').replace('selection/select/', 'attn.fc_select.').replace('convolution/', 'conv.').replace('norm/', 'bn.').replace('variance', 'var'),
  }
}
export default adapter
