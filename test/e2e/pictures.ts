/** Files as a user would drop them: a real handwritten digit as PNG, and one whose end is missing. */
import sharp from 'sharp'
import { digits } from '../../main/datasets/digit-images.ts'

export interface Picture { name: string; type: string; bytes: Buffer }

export async function pictures(): Promise<{ digit: Picture; broken: Picture }> {
  const { ink } = digits().find(({ label }) => label === 3)!
  const bytes = await sharp(Buffer.from(ink), { raw: { width: 8, height: 8, channels: 1 } }).resize(96, 96, { kernel: 'cubic' }).png().toBuffer()
  return {
    digit: { name: 'three.png', type: 'image/png', bytes },
    broken: { name: 'broken.png', type: 'image/png', bytes: bytes.subarray(0, bytes.length >> 1) },
  }
}
