/** effdet's FpnCombine: maps of one size, weighed and added. Its softmax is a tensor of the case; its fast weights are not. */
import { weightedFusion } from '../../../main/engine/attention/scales/bi-feature-pyramid.ts'
import type { Adapter } from '../adapter.ts'

const kinds = { fastattn: 'fast', attn: 'softmax', sum: 'sum' } as const

const adapter: Adapter = ({ config, tensors, source }) => {
  const kind = kinds[config['method'] as keyof typeof kinds]
  if (!kind) return { notCovered: `Fovea weighs maps by fast normalisation, softmax or not at all: ${source}` }
  const names = [...tensors.keys()].filter((name) => name.startsWith('input.')).map((name) => name.slice('input.'.length))
  return {
    names: () => 'edge_weights',
    build(scope) {
      const fuse = weightedFusion(scope, names.length, kind, Number(config['eps'] ?? 1e-4))
      return (inputs, ctx) => fuse(names.map((name) => inputs[name]!), ctx)
    },
  }
}
export default adapter
