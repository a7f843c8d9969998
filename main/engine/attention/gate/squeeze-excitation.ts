/**
 * Squeeze-and-excitation (Hu et al. CVPR 2018): s = sigmoid(W₂ relu(W₁ mean(x))), y = s · x. It weighs channels and no places.
 * Parameters 2C²/r + C/r + C. The effective form (Lee and Park CVPR 2020) has one layer of full width and a hard sigmoid: C² + C.
 */
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import { activations, type Activation } from '../../layers/activation.ts'
import type { Layer } from '../../layers/context.ts'
import { dense } from '../../layers/dense.ts'
import { meanPool } from '../../layers/pooling.ts'
import type { Scope } from '../../layers/scope.ts'
import { hardSigmoid } from '../../tensorflow/kernels/index.ts'
import { mechanism } from '../mechanism.ts'
import { checkReduction, gateChannels, reducedTo, reductionOption } from './parts.ts'

export interface SqueezeExcitationConfig {
  channels: number
  /** Width between the two layers. */
  reduced: number
  bias?: boolean
  activation?: Activation
  gate?: 'sigmoid' | 'hardSigmoid'
}

/** (B, H, W, C) → the same. Models with a width or activations of their own build it directly. */
export function squeezeExcitationLayer(scope: Scope, { channels, reduced, bias = true, activation = 'relu', gate = 'sigmoid' }: SqueezeExcitationConfig): Layer {
  const squeeze = dense(scope.child('squeeze'), { in: channels, out: reduced, bias })
  const excite = dense(scope.child('excite'), { in: reduced, out: channels, bias })
  return (x, ctx) => gateChannels(x, activations[gate](excite(activations[activation](squeeze(meanPool(x), ctx)), ctx)))
}

function effective(scope: Scope, channels: number, bias: boolean): Layer {
  const excite = dense(scope.child('excite'), { in: channels, out: channels, bias })
  return (x, ctx) => gateChannels(x, hardSigmoid(excite(meanPool(x), ctx)))
}

export const squeezeExcitation = mechanism({
  id: 'se',
  name: { en: 'Squeeze-and-excitation', 'zh-CN': 'SE 通道注意力' },
  kind: 'map',
  group: 'gate',
  summary: {
    en: 'Turns channels up or down by what the whole image holds. It looks at no place in particular.',
    'zh-CN': '根据整幅图像的内容调高或调低各通道，不关注具体位置。',
  },
  formula: 'y = x \\cdot \\sigma\\big(W_2\\,\\mathrm{relu}(W_1\\,\\mathrm{mean}(x))\\big)',
  cost: { parameters: '\\tfrac{2C^2}{r} + \\tfrac{C}{r} + C', macs: '\\tfrac{2C^2}{r}' },
  paper: { title: 'Squeeze-and-Excitation Networks', authors: 'Hu et al.', venue: 'CVPR', year: 2018, link: 'https://arxiv.org/abs/1709.01507' },
  articles: [{ article: '004', says: { en: 'Named in its list of related articles as what SENetV2 improves on.', 'zh-CN': '在相关文章列表中作为 SENetV2 所改进的对象提到。' } }],
  showsPlaces: false,
  options: z.strictObject({
    reduction: reductionOption(16),
    bias: option(z.boolean().default(true), { en: 'Biases', 'zh-CN': '偏置' }),
    form: option(z.enum(['squeeze', 'effective']).default('squeeze'), { en: 'Form', 'zh-CN': '形式' }, { en: 'Effective: one layer of full width and no reduction, as in VoVNet and CenterMask.', 'zh-CN': 'effective：只有一个全宽度的层，不缩减，见 VoVNet 与 CenterMask。' }, { squeeze: { en: 'two layers, reduced between', 'zh-CN': '两层，中间缩减' }, effective: { en: 'effective (eSE)', 'zh-CN': 'effective（eSE）' } }),
  }),
  check({ reduction, form }, { channels }) {
    if (form === 'squeeze') checkReduction('se', reduction, channels)
  },
  build(scope, { reduction, bias, form }, { channels }) {
    return form === 'effective' ? effective(scope, channels, bias) : squeezeExcitationLayer(scope, { channels, reduced: reducedTo(channels, reduction), bias })
  },
})
