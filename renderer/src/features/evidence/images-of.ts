/** Images that came together, u8 (n, H, W, C), one by one. */
import { pack, unpack, type Packed } from '../../../../preload/contract/text.ts'

export function imagesOf(pixels: Packed): Packed[] {
  const [count = 0, ...shape] = pixels.shape
  const size = shape.reduce((a, b) => a * b, 1)
  const bytes = unpack({ ...pixels, dtype: 'u8' })
  return Array.from({ length: count }, (_, i) => pack('u8', shape, bytes.subarray(i * size, (i + 1) * size)))
}
