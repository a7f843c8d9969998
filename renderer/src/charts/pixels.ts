/** Packed images (H, W, C) with 1, 3 or 4 channels as RGBA, and attention cells as RGBA to lie over them. */
import { unpack, type Packed } from '../../../preload/contract/text.ts'
import type { View } from './attention-view.ts'
import { heat, shade, signedHeat } from './macula.ts'

export interface Pixels { width: number; height: number; data: Uint8ClampedArray<ArrayBuffer> }
export type MapMode = 'heat' | 'spotlight' | 'outline'

export function imagePixels(image: Packed): Pixels {
  const [height, width, channels] = image.shape as [number, number, number]
  const values = unpack({ ...image, dtype: 'u8' })
  const data = new Uint8ClampedArray(width * height * 4)
  for (let i = 0; i < width * height; i++) {
    const at = i * channels
    data[4 * i] = values[at]!
    data[4 * i + 1] = values[channels >= 3 ? at + 1 : at]!
    data[4 * i + 2] = values[channels >= 3 ? at + 2 : at]!
    data[4 * i + 3] = channels === 4 ? values[at + 3]! : 255
  }
  return { width, height, data }
}

/** `most` is the N of the scale: the largest of all maps compared, so that one colour means one value everywhere. */
export function mapPixels(view: View, mode: MapMode, most: number): Pixels | null {
  if (mode === 'outline') return null
  const colour = view.signed ? signedHeat : heat
  const data = new Uint8ClampedArray(view.even.length * 4)
  view.even.forEach((even, i) => {
    if (mode === 'spotlight') { data[4 * i + 3] = Math.round(shade(Math.abs(even), most) * 255); return }
    const [r, g, b, alpha] = colour(even, most)
    data.set([r, g, b, Math.round(alpha * 255)], 4 * i)
  })
  return { width: view.columns, height: view.rows, data }
}
