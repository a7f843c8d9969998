/** Names of CoAtNets in timm's own form: coatnet_0_rw_224 to coatnet_3_rw_224, at any side. */
import type { CoatnetOptions } from './coatnet.ts'
import type { NamedModel } from './family.ts'

type Form = Omit<CoatnetOptions, 'stages' | 'strides' | 'headWidth' | 'depthDropout'>

/** Of ImageNet-12k, on which the largest one was published. */
const LARGE_CLASSES = 11821

const early = { gate: 'before-norm', gateActivation: 'relu', shortcutBias: false, layerScale: 0 } as const
const late = { gate: 'after-norm', gateActivation: 'silu', shortcutBias: true, layerScale: 0 } as const

const sizes: Record<string, Form> = {
  '0': { ...early, striding: 'pool', widths: [96, 192, 384, 768], depths: [2, 3, 7, 2], stem: [32, 64] },
  '1': { ...early, striding: 'depthwise', widths: [96, 192, 384, 768], depths: [2, 6, 14, 2], stem: [32, 64] },
  '2': { ...late, striding: 'depthwise', widths: [128, 256, 512, 1024], depths: [2, 6, 14, 2], stem: [64, 128] },
  '3': { ...late, striding: 'depthwise', widths: [192, 384, 768, 1536], depths: [2, 6, 14, 2], stem: [96, 192], layerScale: 1e-6 },
}

export const coatnetNames = ['coatnet_0_rw_224', 'coatnet_1_rw_224', 'coatnet_2_rw_224', 'coatnet_3_rw_224']

export function coatnetNamed(name: string): NamedModel<CoatnetOptions> | null {
  const [, size, side] = /^coatnet_(\d)_rw_(\d+)$/.exec(name) ?? []
  const form = sizes[size ?? '']
  return form ? { options: { ...form, stages: ['convolution', 'convolution', 'attention', 'attention'], strides: [2, 2, 2, 2], headWidth: 32 }, side: Number(side), classes: size === '3' ? LARGE_CLASSES : 1000 } : null
}
