/** Published members of the ViT family: ViT (Dosovitskiy et al. ICLR 2021; Zhai et al. CVPR 2022), DeiT (ICML 2021), DeiT III (ECCV 2022). */
import type { NamedModel } from './family.ts'

interface Size {
  width: number
  depth: number
  heads: number
  /** Width of the MLP, times the width. */
  ratio: number
}

const sizes: Record<string, Size> = {
  tiny: { width: 192, depth: 12, heads: 3, ratio: 4 },
  small: { width: 384, depth: 12, heads: 6, ratio: 4 },
  medium: { width: 512, depth: 12, heads: 8, ratio: 4 },
  base: { width: 768, depth: 12, heads: 12, ratio: 4 },
  large: { width: 1024, depth: 24, heads: 16, ratio: 4 },
  huge: { width: 1280, depth: 32, heads: 16, ratio: 4 },
  giant: { width: 1408, depth: 40, heads: 16, ratio: 48 / 11 },
  gigantic: { width: 1664, depth: 48, heads: 16, ratio: 64 / 13 },
}

/** DeiT III starts LayerScale here and gives the class token no position. */
const THIRD = { layerScale: 1e-6, classPosition: false }

export type VitMember = Size & { patch: number; layerScale?: number; classPosition?: boolean }

/** (vit|deit|deit3)_SIZE_patchP_SIDE: any patch and side. */
export function vitNamed(name: string): NamedModel<VitMember> | null {
  const [, kind, size, patch, side] = /^(vit|deit|deit3)_([a-z]+)_patch(\d+)_(\d+)$/.exec(name) ?? []
  const found = size ? sizes[size] : undefined
  if (!found) return null
  return { options: { ...found, patch: Number(patch), ...(kind === 'deit3' ? THIRD : {}) }, side: Number(side), classes: 1000 }
}

export const vitNames = [
  'vit_tiny_patch16_224', 'vit_tiny_patch16_384', 'vit_small_patch16_224', 'vit_small_patch16_384', 'vit_small_patch32_224', 'vit_small_patch32_384', 'vit_small_patch8_224',
  'vit_base_patch8_224', 'vit_base_patch16_224', 'vit_base_patch16_384', 'vit_base_patch32_224', 'vit_base_patch32_384',
  'vit_large_patch14_224', 'vit_large_patch16_224', 'vit_large_patch16_384', 'vit_large_patch32_224', 'vit_large_patch32_384',
  'vit_huge_patch14_224', 'vit_giant_patch14_224', 'vit_gigantic_patch14_224',
  'deit_tiny_patch16_224', 'deit_small_patch16_224', 'deit_base_patch16_224', 'deit_base_patch16_384',
  'deit3_small_patch16_224', 'deit3_small_patch16_384', 'deit3_medium_patch16_224', 'deit3_base_patch16_224', 'deit3_base_patch16_384',
  'deit3_large_patch16_224', 'deit3_large_patch16_384', 'deit3_huge_patch14_224',
]
