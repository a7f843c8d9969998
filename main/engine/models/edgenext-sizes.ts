/** Published members of EdgeNeXt (Maaz et al. ECCV Workshops 2022, table 1), for 256 × 256 and 1000 classes. */
import type { NamedModel } from './family.ts'

export interface EdgeNeXtSize {
  stemStride: 2 | 4
  widths: number[]
  depths: number[]
  heads: number
  layerScale: number
}

const size = (widths: number[], depths: number[], heads: number): EdgeNeXtSize => ({ stemStride: 4, widths, depths, heads, layerScale: 1e-6 })

const sizes: Record<string, EdgeNeXtSize> = {
  edgenext_xx_small: size([24, 48, 88, 168], [2, 2, 6, 2], 4),
  edgenext_x_small: size([32, 64, 100, 192], [3, 3, 9, 3], 4),
  edgenext_small: size([48, 96, 160, 304], [3, 3, 9, 3], 8),
  edgenext_base: size([80, 160, 288, 584], [3, 3, 9, 3], 8),
}

export const edgeNeXtNames = Object.keys(sizes)

export function edgeNeXtNamed(name: string): NamedModel<EdgeNeXtSize> | null {
  const options = Object.hasOwn(sizes, name) ? sizes[name] : undefined
  return options ? { options, side: 256, classes: 1000 } : null
}
