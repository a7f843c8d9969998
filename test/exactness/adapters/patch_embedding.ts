/** timm's patch embedding: a convolution with stride equal to its kernel, tokens row by row. */
import { toTokens } from '../../../main/engine/attention/tokens.ts'
import { convolve } from '../../../main/engine/layers/convolution.ts'
import { layerNormalization } from '../../../main/engine/layers/normalization.ts'
import type { Adapter } from '../adapter.ts'
import { shapeOf } from '../case.ts'

const adapter: Adapter = (golden) => {
  const has = (name: string) => golden.tensors.has(`weight.${name}`)
  if (!has('proj.kernel')) return { notCovered: golden.source }
  const [patch, across, channels, width] = shapeOf(golden, 'weight.proj.kernel') as [number, number, number, number]
  if (patch !== across) return { notCovered: 'patches that are not square' }
  const flat = shapeOf(golden, 'output.y').length === 3
  return {
    names: (ours) => ours.replace('/', '.'),
    build(scope) {
      const embed = convolve(scope.child('proj'), { in: channels, out: width, kernel: patch, stride: patch, padding: 0, bias: has('proj.bias') })
      const norm = has('norm.gamma') ? layerNormalization(scope.child('norm'), width, Number(golden.config['norm_eps'] ?? 1e-5)) : null
      return ({ x }, ctx) => {
        const map = embed(x!, ctx)
        const tokens = flat ? toTokens(map) : map
        return norm ? norm(tokens, ctx) : tokens
      }
    },
  }
}
export default adapter
