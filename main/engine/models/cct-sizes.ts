/** Published members of the compact Transformers (Hassani et al. 2104.05704): CCT, CVT and ViT-Lite, by the rule of their names. */
import type { NamedModel } from './family.ts'

export interface CctMember {
  layers: number
  heads: number
  width: number
  ratio: number
  tokenizer: 'convolutions' | 'patches'
  convolutions?: number
  kernel?: 3 | 5 | 7
  stride?: number
  patch?: number
  pool: 'sequence' | 'cls'
  position: 'learned' | 'sine-1d'
}

/** Width, heads and MLP follow from the number of layers. */
function sizeOf(layers: number): Pick<CctMember, 'layers' | 'heads' | 'width' | 'ratio'> {
  if (layers < 6) return { layers, heads: 2, width: 128, ratio: 1 }
  if (layers < 14) return { layers, heads: 4, width: 256, ratio: 2 }
  return { layers, heads: 6, width: 384, ratio: 3 }
}

const kernels = [3, 5, 7] as const

/** Small images are CIFAR-10's, large ones ImageNet's; a suffix says other classes. */
const classesOf = (side: number, suffix: string) => (suffix.includes('_c100') ? 100 : suffix.includes('_fl') ? 102 : side <= 64 ? 10 : 1000)

/** cct_LAYERS_KERNELxCONVOLUTIONS_SIDE, cvt_LAYERS_PATCH_SIDE, vit_lite_LAYERS_PATCH_SIDE (also vit_…), each with _sine, _c100 or _fl. */
export function cctNamed(name: string): NamedModel<CctMember> | null {
  const [, kind, layers, kernel, convolutions, side, suffix = ''] = /^(cct|cvt|vit_lite|vit)_(\d+)_(\d+)(?:x(\d+))?_(\d+)((?:_sine|_c100|_fl)*)$/.exec(name) ?? []
  if (!kind || (kind === 'cct') !== (convolutions !== undefined)) return null
  const member = { ...sizeOf(Number(layers)), position: suffix.includes('_sine') ? 'sine-1d' as const : 'learned' as const }
  const published = { side: Number(side), classes: classesOf(Number(side), suffix) }
  if (kind !== 'cct') return { options: { ...member, tokenizer: 'patches', patch: Number(kernel), pool: kind === 'cvt' ? 'sequence' : 'cls' }, ...published }
  const size = kernels.find((known) => known === Number(kernel))
  if (!size) return null
  return { options: { ...member, tokenizer: 'convolutions', kernel: size, convolutions: Number(convolutions), stride: Math.max(1, (size >> 1) - 1), pool: 'sequence' }, ...published }
}

export const cctNames = [
  'cct_2_3x2_32', 'cct_4_3x2_32', 'cct_6_3x1_32', 'cct_6_3x2_32', 'cct_7_3x1_32', 'cct_7_3x2_32', 'cct_7_7x2_224', 'cct_14_7x2_224', 'cct_14_7x2_384',
  'cvt_2_4_32', 'cvt_4_4_32', 'cvt_6_4_32', 'cvt_7_4_32', 'vit_lite_2_4_32', 'vit_lite_4_4_32', 'vit_lite_6_4_32', 'vit_lite_7_4_32',
]
