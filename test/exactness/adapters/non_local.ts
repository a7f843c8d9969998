/** Non-local blocks: mmcv's in four forms and timm's. */
import type { Adapter } from '../adapter.ts'
import { shapeOf } from '../case.ts'
import { ofCatalogue } from '../of-catalogue.ts'
import { reductionTo } from '../reduction.ts'

/** Our weight 'norm/variance' as theirs '<of norm>.var', the others as '<of their layer>.kernel' and so on. */
const renamed = (ours: string, layers: Record<string, string>) => {
  const [layer, part] = ours.split('/') as [string, string]
  return `${layers[layer] ?? layer}.${part === 'variance' ? 'var' : part}`
}

const adapter: Adapter = (golden) => {
  const has = (layer: string) => golden.tensors.has(`weight.${layer}`)
  if (has('z.kernel')) {
    const [channels, reduced] = shapeOf(golden, 'weight.g.kernel').slice(-2) as [number, number]
    const options = { scale: golden.config['use_scale'] === false ? 'none' : 'input', bias: has('z.bias'), reduction: reductionTo(channels, reduced) }
    return { build: ofCatalogue(golden, 'non-local', options), names: (ours) => renamed(ours, { theta: 't', phi: 'p', out: 'z' }) }
  }
  const { mode, sub_sample: pool, use_scale: scaled, batch_norm: norm } = golden.config
  const g = pool ? 'g.0.conv' : 'g.conv'
  if (!has(`${g}.kernel`)) return { notCovered: golden.source }
  const [channels, reduced] = shapeOf(golden, `weight.${g}.kernel`).slice(-2) as [number, number]
  const options = {
    form: String(mode).replace('_', '-'), pool: !!pool, norm: !!norm, bias: has('conv_out.conv.bias'), scale: scaled === false ? 'none' : 'reduced', reduction: reductionTo(channels, reduced),
  }
  const phi = pool ? 'phi.0.conv' : 'phi.conv'
  return { build: ofCatalogue(golden, 'non-local', options), names: (ours) => renamed(ours, { theta: 'theta.conv', phi, g, out: 'conv_out.conv', norm: 'conv_out.bn', concatenation: 'concat_project.conv' }) }
}
export default adapter
