/** SENetV2 in either published form. */
import type { Adapter } from '../adapter.ts'
import { shapeOf } from '../case.ts'
import { ofCatalogue } from '../of-catalogue.ts'
import { reductionTo } from '../reduction.ts'

const adapter: Adapter = (golden) => {
  const [channels, reduced] = shapeOf(golden, 'weight.fc.0.kernel') as [number, number]
  const branches = [...golden.tensors.keys()].filter((name) => /^weight\.fc\.\d+\.kernel$/.test(name)).length
  const residual = /x\s*\+\s*x/.test(String(golden.config['output'] ?? 'x*s'))
  return {
    build: ofCatalogue(golden, 'senetv2', { reduction: reductionTo(channels, reduced), branches, bias: golden.tensors.has('weight.out.bias'), residual }),
    names: (ours) => ours.replace(/branch(\d+)\//, 'fc.$1.').replace('excite/', 'out.'),
  }
}
export default adapter
