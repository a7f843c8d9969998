/** Published members of XCiT (El-Nouby et al. NeurIPS 2021, table 1), by the rule of their names. */
import type { NamedModel } from './family.ts'

export interface XcitSize {
  patch: 4 | 8 | 16
  width: number
  heads: number
  depth: number
  layerScale: number
  /** Whether the places are normalised as well in the blocks of the class token. */
  normPlaces: boolean
}

const sizes: Record<string, Pick<XcitSize, 'width' | 'heads'>> = {
  nano: { width: 128, heads: 4 },
  tiny: { width: 192, heads: 4 },
  small: { width: 384, heads: 8 },
  medium: { width: 512, heads: 8 },
  large: { width: 768, heads: 16 },
}

/** xcit_SIZE_DEPTH_pPATCH_SIDE: LayerScale from 1 on with 12 layers, from 1e-5 on with more. */
export function xcitNamed(name: string): NamedModel<XcitSize> | null {
  const [, size, layers, patch, side] = /^xcit_([a-z]+)_(\d+)_p(8|16)_(\d+)$/.exec(name) ?? []
  const found = size && Object.hasOwn(sizes, size) ? sizes[size] : undefined
  if (!found) return null
  const depth = Number(layers)
  return { options: { ...found, depth, patch: patch === '8' ? 8 : 16, layerScale: depth <= 12 ? 1 : 1e-5, normPlaces: size !== 'nano' }, side: Number(side), classes: 1000 }
}

export const xcitNames = ['nano_12', 'tiny_12', 'small_12', 'tiny_24', 'small_24', 'medium_24', 'large_24'].flatMap((size) => ['p16_224', 'p8_224', 'p16_384', 'p8_384'].map((rest) => `xcit_${size}_${rest}`))
