/** Published members of MobileViT (Mehta and Rastegari ICLR 2022, table 4), for 256 × 256 and 1000 classes. */
import type { NamedModel } from './family.ts'

export interface MobileVitSize {
  stem: number
  stemStride: 1 | 2
  /** Channels of the five stages. */
  widths: number[]
  /** Width of the Transformers of stages 3, 4 and 5. */
  attentionWidths: number[]
  depths: number[]
  expansion: number
  features: number
}

const size = (widths: number[], attentionWidths: number[], expansion: number, features: number): MobileVitSize =>
  ({ stem: 16, stemStride: 2, widths, attentionWidths, depths: [2, 4, 3], expansion, features })

const sizes: Record<string, MobileVitSize> = {
  mobilevit_xxs: size([16, 24, 48, 64, 80], [64, 80, 96], 2, 320),
  mobilevit_xs: size([32, 48, 64, 80, 96], [96, 120, 144], 4, 384),
  mobilevit_s: size([32, 64, 96, 128, 160], [144, 192, 240], 4, 640),
}

export const mobileVitNames = Object.keys(sizes)

export function mobileVitNamed(name: string): NamedModel<MobileVitSize> | null {
  const options = Object.hasOwn(sizes, name) ? sizes[name] : undefined
  return options ? { options, side: 256, classes: 1000 } : null
}
