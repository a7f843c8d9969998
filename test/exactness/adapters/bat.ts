/** The bilinear attentional transform, timm's block. */
import type { Adapter } from '../adapter.ts'
import { numberOf, shapeOf } from '../case.ts'
import { ofCatalogue } from '../of-catalogue.ts'
import { reductionTo } from '../reduction.ts'

const layers: Record<string, string> = {
  before: 'conv1', after: 'conv2', 'transform/embed': 'ba.conv1', 'transform/after': 'ba.conv2', 'transform/p': 'ba.conv_p', 'transform/q': 'ba.conv_q',
}

const adapter: Adapter = (golden) => {
  if (!golden.tensors.has('weight.ba.conv_p.kernel')) return { notCovered: golden.source }
  const [channels, inner] = shapeOf(golden, 'weight.conv1.conv.kernel').slice(-2) as [number, number]
  const options = { blocks: numberOf(golden, 'block_size'), groups: numberOf(golden, 'groups'), reduction: reductionTo(channels, inner) }
  return {
    build: ofCatalogue(golden, 'bilinear-transform', options),
    names(ours) {
      const [, layer, rest] = /^(before|after|transform\/\w+)\/(.+)$/.exec(ours) as unknown as [string, string, string]
      return `${layers[layer]!}.${rest.replace('convolution/', 'conv.').replace('norm/', 'bn.').replace('variance', 'var')}`
    },
  }
}
export default adapter
