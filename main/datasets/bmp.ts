/** Windows bitmaps, which sharp does not read: uncompressed, 8 bits with a palette, 24 or 32 bits a pixel. */
import { FoveaError } from '../../preload/contract/errors.ts'

export interface Bitmap {
  width: number
  height: number
  /** RGB, row by row from the top. */
  pixels: Buffer
}

const corrupt = (file: string, detail: string) => new FoveaError('unreadable', 'dataset.image-corrupt', { file, detail })

/** "BM" and, unlike in a text that begins so, four reserved zeros. */
export const isBmp = (bytes: Uint8Array): boolean => bytes[0] === 0x42 && bytes[1] === 0x4d && bytes.length > 9 && bytes.subarray(6, 10).every((byte) => byte === 0)

/** Throws when the file is cut off, of a rare kind, or larger than `largest` pixels. */
export function readBmp(file: string, bytes: Uint8Array, largest: number): Bitmap {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (data.length < 54) throw corrupt(file, 'the header is cut off')
  const [start, header, width, rows, bits, compression] = [data.readUInt32LE(10), data.readUInt32LE(14), data.readInt32LE(18), data.readInt32LE(22), data.readUInt16LE(28), data.readUInt32LE(30)]
  const height = Math.abs(rows)
  const masked = compression === 3 && bits === 32
  if (![8, 24, 32].includes(bits) || !(compression === 0 || masked)) throw corrupt(file, `${bits} bits, compression ${compression}`)
  if (width <= 0 || height === 0) throw corrupt(file, `${width} × ${height}`)
  if (width * height > largest) throw new FoveaError('invalid', 'dataset.image-too-large', { file, width, height })
  const stride = Math.ceil((width * bits) / 32) * 4
  if (data.length < start + stride * height) throw corrupt(file, 'ends too early')
  const palette = 14 + header
  const pixels = Buffer.alloc(width * height * 3)
  for (let y = 0; y < height; y++) {
    const row = start + stride * (rows < 0 ? y : height - 1 - y)
    for (let x = 0; x < width; x++) {
      const at = bits === 8 ? palette + data[row + x]! * 4 : row + x * (bits / 8)
      const to = (y * width + x) * 3
      // Stored as blue, green, red.
      pixels[to] = data[at + 2] ?? 0
      pixels[to + 1] = data[at + 1] ?? 0
      pixels[to + 2] = data[at] ?? 0
    }
  }
  return { width, height, pixels }
}
