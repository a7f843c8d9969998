/** Inverted residual blocks: torchvision's of MobileNetV2, and timm's MBConv with its squeeze-and-excitation. */
import { squeezeExcitationLayer } from '../../../main/engine/attention/gate/squeeze-excitation.ts'
import type { Activation } from '../../../main/engine/layers/activation.ts'
import { invertedResidual, type InvertedResidualConfig } from '../../../main/engine/layers/inverted-residual.ts'
import type { Scope } from '../../../main/engine/layers/scope.ts'
import type { Adapter } from '../adapter.ts'
import { shapeOf, type Case } from '../case.ts'

const activationOf = (golden: Case): Activation => ({ relu6: 'relu6', relu: 'relu', silu: 'silu', swish: 'silu', hardswish: 'hardSwish', gelu: 'gelu' } as const)[String(golden.config['act']).toLowerCase()] ?? 'relu6'

/** Where a source keeps our layers. */
function layersOf(golden: Case): Record<string, string> | null {
  const has = (layer: string) => golden.tensors.has(`weight.${layer}.kernel`)
  if (has('conv_dw')) {
    const alone = !has('conv_pwl')
    return {
      'expand/convolution': 'conv_pw', 'expand/norm': 'bn1', 'depthwise/convolution': 'conv_dw', 'depthwise/norm': alone ? 'bn1' : 'bn2',
      'project/convolution': alone ? 'conv_pw' : 'conv_pwl', 'project/norm': alone ? 'bn2' : 'bn3', squeeze: 'se.conv_reduce', excite: 'se.conv_expand',
    }
  }
  if (!has('conv.0.0')) return null
  const first = has('conv.1.0') ? 1 : 0
  return {
    'expand/convolution': 'conv.0.0', 'expand/norm': 'conv.0.1', 'depthwise/convolution': `conv.${first}.0`, 'depthwise/norm': `conv.${first}.1`,
    'project/convolution': `conv.${first + 1}`, 'project/norm': `conv.${first + 2}`,
  }
}

const adapter: Adapter = (golden) => {
  const layers = layersOf(golden)
  if (!layers) return { notCovered: golden.source }
  const kernelOf = (layer: string) => shapeOf(golden, `weight.${layers[layer]!}.kernel`)
  const [kernel, , hidden] = kernelOf('depthwise/convolution') as [number, number, number]
  const [, height, , channels] = shapeOf(golden, 'input.x') as [number, number, number, number]
  const config: InvertedResidualConfig = {
    in: channels, out: kernelOf('project/convolution').at(-1)!, kernel, stride: Math.round(height / shapeOf(golden, 'output.y')[1]!), hidden, activation: activationOf(golden),
    expands: layers['expand/convolution'] !== layers['project/convolution'] && layers['expand/convolution'] !== layers['depthwise/convolution'],
  }
  const squeezes = layers['squeeze'] !== undefined && golden.tensors.has(`weight.${layers['squeeze']}.kernel`)
  const gate = (scope: Scope) => (squeezes ? squeezeExcitationLayer(scope, { channels: hidden, reduced: kernelOf('squeeze').at(-1)!, activation: config.activation }) : null)
  return {
    build: (scope) => {
      const block = invertedResidual(scope, { ...config, gate: gate(scope) })
      return ({ x }, ctx) => block(x!, ctx)
    },
    names(ours) {
      const [, layer, part] = /^(.+)\/([^/]+)$/.exec(ours) as unknown as [string, string, string]
      return `${layers[layer]!}.${part === 'variance' ? 'var' : part}`
    },
  }
}
export default adapter
