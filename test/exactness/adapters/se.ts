/** Squeeze-and-excitation: timm's SEModule and effective form, bare layers without biases, and scSE of segmentation models. */
import { squeezeExcitationLayer } from '../../../main/engine/attention/gate/squeeze-excitation.ts'
import type { Adapter, LayerComparison } from '../adapter.ts'
import { shapeOf, type Case } from '../case.ts'
import { ofCatalogue } from '../of-catalogue.ts'
import { reductionTo } from '../reduction.ts'

/** Two layers of these names, as kernels (in, out) or 1 × 1 convolutions. */
function twoLayers(golden: Case, first: string, second: string) {
  const [channels, reduced] = shapeOf(golden, `weight.${first}.kernel`).slice(-2) as [number, number]
  const names = (ours: string) => ours.replace('squeeze/', `${first}.`).replace('excite/', `${second}.`)
  return { channels, reduced, bias: golden.tensors.has(`weight.${first}.bias`), names }
}

const adapter: Adapter = (golden) => {
  const { config, tensors } = golden
  for (const [first, second] of [['fc1', 'fc2'], ['fc.0', 'fc.2']] as const) {
    if (!tensors.has(`weight.${first}.kernel`)) continue
    if (tensors.has('weight.bn.gamma')) return { notCovered: 'Fovea has no normalisation inside squeeze-and-excitation' }
    const { channels, reduced, bias, names } = twoLayers(golden, first, second)
    // The gate of MobileNetV3, which is no option of the catalogue.
    const hard = /hard/i.test(String(config['gate'] ?? ''))
    const build: LayerComparison['build'] = (scope) => {
      const layer = squeezeExcitationLayer(scope, { channels, reduced, bias, gate: 'hardSigmoid' })
      return ({ x }, ctx) => layer(x!, ctx)
    }
    if (hard) return { build, names }
    return { build: ofCatalogue(golden, 'se', { reduction: reductionTo(channels, reduced), bias }), names }
  }
  if (tensors.has('weight.cSE.1.kernel')) {
    const { channels, reduced, names } = twoLayers(golden, 'cSE.1', 'cSE.3')
    return { build: ofCatalogue(golden, 'scse', { reduction: reductionTo(channels, reduced) }), names: (ours) => names(ours.replace('channels/', '').replace('places/', 'sSE.0.')) }
  }
  if (tensors.has('weight.fc.kernel')) return { build: ofCatalogue(golden, 'se', { form: 'effective', bias: tensors.has('weight.fc.bias') }), names: (ours) => ours.replace('excite/', 'fc.') }
  return { notCovered: `Fovea has no such form of squeeze-and-excitation: ${golden.source}` }
}
export default adapter
