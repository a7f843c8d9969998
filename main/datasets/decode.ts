/** Image files → pixels, with sharp. Runs in the image process only: a hostile file may end that process and nothing else. */
import sharp, { type ResizeOptions, type Sharp } from 'sharp'
import { extname } from 'node:path'
import { FoveaError } from '../../preload/contract/errors.ts'
import { isBmp, readBmp } from './bmp.ts'
import { imageFormats } from './image-formats.ts'
import type { Decoded } from './protocol.ts'

/** Pixels above which an image is refused: a few kilobytes of a file can claim any number of them. */
export const largestImage = 100_000_000

/** Seconds after which reading a file is given up. */
const slowest = 60

/** Checked, turned upright, over white, in sRGB. Throws a FoveaError that says what is wrong with the file. */
async function opened(file: string, bytes: Uint8Array): Promise<Sharp> {
  if (bytes.length === 0) throw new FoveaError('unreadable', 'dataset.image-empty', { file })
  if (isBmp(bytes)) {
    requireExtension(file, 'bmp')
    const { width, height, pixels } = readBmp(file, bytes, largestImage)
    return sharp(pixels, { raw: { width, height, channels: 3 } })
  }
  // The header alone is read here, whatever size it claims.
  const { format, width = 0, height = 0 } = await sharp(bytes, { limitInputPixels: false }).metadata().catch((error: Error) => {
    if (/corrupt header/i.test(error.message)) throw corrupt(file, error)
    throw new FoveaError('unreadable', 'dataset.not-an-image', { file })
  })
  if (!format || !(format in imageFormats)) throw new FoveaError('invalid', 'dataset.image-format', { file, format: format ?? '?' })
  requireExtension(file, format)
  if (width * height > largestImage) throw new FoveaError('invalid', 'dataset.image-too-large', { file, width, height })
  return sharp(bytes, { limitInputPixels: largestImage, failOn: 'warning' }).autoOrient().toColourspace('srgb').flatten({ background: '#ffffff' })
}

const corrupt = (file: string, error: Error) => new FoveaError('unreadable', 'dataset.image-corrupt', { file, detail: error.message.replace(/^Input buffer has /, '').split('\n')[0]! })

/** A file named otherwise than it is may be an accident; it is told rather than guessed. */
function requireExtension(file: string, format: string): void {
  const extension = extname(file).toLowerCase()
  if (extension && !imageFormats[format]!.includes(extension)) throw new FoveaError('invalid', 'dataset.wrong-extension', { file, format, extension })
}

async function pixelsOf(file: string, image: Sharp, channels: number): Promise<{ pixels: Uint8Array; width: number; height: number }> {
  const { data, info } = await (channels === 1 ? image.greyscale() : image)
    .timeout({ seconds: slowest })
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch((error: Error) => {
      throw corrupt(file, error)
    })
  if (info.channels === channels) return { pixels: Uint8Array.from(data), width: info.width, height: info.height }
  const count = info.width * info.height
  const pixels = new Uint8Array(count * channels)
  for (let i = 0; i < count; i++) for (let c = 0; c < channels; c++) pixels[i * channels + c] = data[i * info.channels + Math.min(c, info.channels - 1)]!
  return { pixels, width: info.width, height: info.height }
}

/** [height, width] of the image as it is looked at. */
export async function uprightSize(file: string, bytes: Uint8Array): Promise<[number, number]> {
  const { width = 0, height = 0, autoOrient } = await (await opened(file, bytes)).metadata()
  return [autoOrient?.height ?? height, autoOrient?.width ?? width]
}

const covering = (height: number, width: number): ResizeOptions => ({ width, height, fit: 'cover', position: 'centre' })

/** u8 (height, width, channels): the shorter side scaled, the middle cut out. */
export async function modelView(file: string, bytes: Uint8Array, [height, width, channels]: [number, number, number]): Promise<Uint8Array> {
  const image = await opened(file, bytes)
  return (await pixelsOf(file, image.resize(covering(height, width)), channels)).pixels
}

/** The image as it is, at most 512 px, and as a model of `shape` sees it. */
export async function decode(file: string, bytes: Uint8Array, shape: [number, number, number]): Promise<Decoded> {
  const image = await opened(file, bytes)
  // Before it is turned upright, sharp tells the stored size; the picture itself knows better.
  const full = await pixelsOf(file, image.clone().resize({ width: 512, height: 512, fit: 'inside', withoutEnlargement: true }), 3)
  const { width, height, autoOrient } = await image.metadata()
  return {
    original: { pixels: full.pixels, shape: [full.height, full.width, 3] },
    originalSize: [autoOrient?.height ?? height ?? full.height, autoOrient?.width ?? width ?? full.width],
    seen: await modelView(file, bytes, shape),
  }
}
