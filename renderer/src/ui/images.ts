/** Images packed as u8, as RGBA for a canvas. */
import { unpack, type Packed } from '../../../preload/contract/text.ts'

export interface Pixels { width: number; height: number; data: Uint8ClampedArray<ArrayBuffer> }

/** The images of (n, H, W, C), or the one of (H, W, C). One channel is grey, three are colour, four have their own alpha. */
export function imagesOf(packed: Packed): Pixels[] {
  const [height, width, channels] = packed.shape.slice(-3) as [number, number, number]
  const values = unpack({ ...packed, dtype: 'u8' })
  const size = height * width * channels
  return Array.from({ length: values.length / size }, (_, n) => {
    const data = new Uint8ClampedArray(width * height * 4)
    for (let i = 0; i < width * height; i++) {
      const at = n * size + i * channels
      data[4 * i] = values[at]!
      data[4 * i + 1] = values[channels >= 3 ? at + 1 : at]!
      data[4 * i + 2] = values[channels >= 3 ? at + 2 : at]!
      data[4 * i + 3] = channels === 4 ? values[at + 3]! : 255
    }
    return { width, height, data }
  })
}
