/** timm's basic and bottleneck blocks, with the gates that Fovea has. */
import { mechanismById } from '../../../main/engine/attention/catalogue.ts'
import { bottleneckBlock, residualBlock } from '../../../main/engine/layers/residual.ts'
import type { Adapter } from '../adapter.ts'
import { shapeOf } from '../case.ts'
import { blockNames, blockOf, gateOf } from '../residual.ts'

const adapter: Adapter = (golden) => {
  const form = blockOf(golden, '')
  const gate = gateOf(golden, '')
  if (!form || gate === undefined) return { notCovered: `a form of residual block that Fovea has not: ${golden.source}` }
  const [, height] = shapeOf(golden, 'input.x') as [number, number]
  const [, outHeight, outWidth] = shapeOf(golden, 'output.y') as [number, number, number]
  return {
    build(scope) {
      const mechanism = gate && mechanismById.get(gate.mechanism)!
      const branch = mechanism && mechanism.build(scope.child('gate'), mechanism.options.parse(gate.options), { channels: form.out, height: outHeight, width: outWidth })
      const block = (form.bottleneck ? bottleneckBlock : residualBlock)(scope, { in: form.in, out: form.out, stride: outHeight < height ? 2 : 1, shortcut: form.shortcut, parts: { branch } })
      return ({ x }, ctx) => block(x!, ctx)
    },
    names: (ours) => (ours.startsWith('gate/') ? gate!.names(ours.slice('gate/'.length)) : blockNames(form, ours)),
  }
}
export default adapter
