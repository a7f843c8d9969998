/** Published members of LeViT (Graham et al. ICCV 2021, table 2), for 224 × 224 and 1000 classes. */
import type { NamedModel } from './family.ts'

export interface LevitSize {
  stemStride: 4 | 8 | 16
  widths: number[]
  keyWidth: number
  heads: number[]
  depths: number[]
  distilled: boolean
}

const size = (widths: number[], keyWidth: number, heads: number[], depths = [4, 4, 4]): LevitSize => ({ stemStride: 16, widths, keyWidth, heads, depths, distilled: true })

const sizes: Record<string, LevitSize> = {
  levit_128s: size([128, 256, 384], 16, [4, 6, 8], [2, 3, 4]),
  levit_128: size([128, 256, 384], 16, [4, 8, 12]),
  levit_192: size([192, 288, 384], 32, [3, 5, 6]),
  levit_256: size([256, 384, 512], 32, [4, 6, 8]),
  levit_384: size([384, 512, 768], 32, [6, 9, 12]),
}

export const levitNames = Object.keys(sizes)

export function levitNamed(name: string): NamedModel<LevitSize> | null {
  const options = Object.hasOwn(sizes, name) ? sizes[name] : undefined
  return options ? { options, side: 224, classes: 1000 } : null
}
