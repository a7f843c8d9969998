/** Published members of CvT (Wu et al. ICCV 2021, table 2), for 1000 classes. Not to be taken for the CVT of the compact Transformers, cvt_7_4_32. */
import type { NamedModel } from './family.ts'

export interface CvtSize {
  stemStride: 2 | 4
  widths: number[]
  depths: number[]
  heads: number[]
}

const sizes: Record<string, CvtSize> = {
  cvt_13: { stemStride: 4, widths: [64, 192, 384], depths: [1, 2, 10], heads: [1, 3, 6] },
  cvt_21: { stemStride: 4, widths: [64, 192, 384], depths: [1, 4, 16], heads: [1, 3, 6] },
  cvt_w24: { stemStride: 4, widths: [192, 768, 1024], depths: [2, 2, 20], heads: [3, 12, 16] },
}

export const cvtNames = Object.keys(sizes)

/** cvt_13, cvt_21 and cvt_w24, with the side after it where it is not 224. */
export function cvtNamed(name: string): NamedModel<CvtSize> | null {
  const [, id, side] = /^(cvt_(?:13|21|w24))(?:_(224|384))?$/.exec(name) ?? []
  return id ? { options: sizes[id]!, side: Number(side ?? (id === 'cvt_w24' ? 384 : 224)), classes: 1000 } : null
}
