/** Published members of PVT v2 (Wang et al. CVMJ 2022, table 1), for 224 × 224 and 1000 classes. */
import type { NamedModel } from './family.ts'

export interface PvtSize {
  widths: number[]
  depths: number[]
  heads: number[]
  reductions: number[]
  ratios: number[]
  form: 'convolution' | 'pooled'
  stemStride: 1 | 2 | 4
}

const size = (first: number, depths: number[], ratios = [8, 8, 4, 4]): Omit<PvtSize, 'form'> =>
  ({ widths: [1, 2, 5, 8].map((times) => first * times), depths, heads: [1, 2, 5, 8], reductions: [8, 4, 2, 1], ratios, stemStride: 4 })

const sizes: Record<string, Omit<PvtSize, 'form'>> = {
  b0: size(32, [2, 2, 2, 2]),
  b1: size(64, [2, 2, 2, 2]),
  b2: size(64, [3, 4, 6, 3]),
  b3: size(64, [3, 4, 18, 3]),
  b4: size(64, [3, 8, 27, 3]),
  b5: size(64, [3, 6, 40, 3], [4, 4, 4, 4]),
}

export const pvtNames = [...Object.keys(sizes).map((name) => `pvt_v2_${name}`), 'pvt_v2_b2_li']

/** pvt_v2_SIZE, with _li the linear form that pools keys and values to 7 × 7. */
export function pvtNamed(name: string): NamedModel<PvtSize> | null {
  const [, id, pooled] = /^pvt_v2_(b\d)(_li)?$/.exec(name) ?? []
  const found = id ? sizes[id] : undefined
  return found ? { options: { ...found, form: pooled ? 'pooled' : 'convolution' }, side: 224, classes: 1000 } : null
}
