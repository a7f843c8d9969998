/** Global context blocks: mmcv's with sum, product or both, and timm's. */
import type { Adapter } from '../adapter.ts'
import { shapeOf, type Case } from '../case.ts'
import { ofCatalogue } from '../of-catalogue.ts'
import { reductionTo } from '../reduction.ts'

/** Where a source keeps its score, its bottlenecks and their layers. */
const sources = {
  mmcv: { score: 'conv_mask', add: 'channel_add_conv', multiply: 'channel_mul_conv', first: '0', norm: '1', second: '3', epsilon: 1e-5 },
  timm: { score: 'conv_attn', add: 'mlp_add', multiply: 'mlp_scale', first: 'fc1', norm: 'norm', second: 'fc2', epsilon: 1e-6 },
} as const

const adapter: Adapter = (golden: Case) => {
  const source = Object.values(sources).find(({ add, multiply, first }) => [add, multiply].some((part) => golden.tensors.has(`weight.${part}.${first}.kernel`)))
  if (!source) return { notCovered: golden.source }
  const present = (['add', 'multiply'] as const).filter((part) => golden.tensors.has(`weight.${source[part]}.${source.first}.kernel`))
  const [channels, reduced] = shapeOf(golden, `weight.${source[present[0]!]}.${source.first}.kernel`).slice(-2) as [number, number]
  const pool = golden.tensors.has(`weight.${source.score}.kernel`) ? 'attention' : 'mean'
  const options = { fusion: present.length === 2 ? 'both' : present[0], reduction: reductionTo(channels, reduced), epsilon: source.epsilon, pool, bias: golden.tensors.has(`weight.${source.score}.bias`) }
  return {
    build: ofCatalogue(golden, 'global-context', options),
    names(ours) {
      const parts = ours.split('/')
      if (parts.length === 1) return `${source.score}.${ours}`
      const [fusion, layer, part] = parts as ['add' | 'multiply', 'first' | 'norm' | 'second', string]
      return `${source[fusion]}.${source[layer]}.${part}`
    },
  }
}
export default adapter
