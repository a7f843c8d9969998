/** Files as a user would give them: real handwritten digits as PNG, and one whose end is missing. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { digits } from '../../main/datasets/digit-images.ts'

export const drawn = (ink: Uint8Array) => sharp(Buffer.from(ink), { raw: { width: 8, height: 8, channels: 1 } }).resize(96, 96, { kernel: 'cubic' }).png().toBuffer()

/** Their paths. */
export interface Pictures { digit: string; broken: string }

export async function pictures(folder: string): Promise<Pictures> {
  const bytes = await drawn(digits().find(({ label }) => label === 3)!.ink)
  const paths = { digit: join(folder, 'three.png'), broken: join(folder, 'broken.png') }
  mkdirSync(folder, { recursive: true })
  writeFileSync(paths.digit, bytes)
  writeFileSync(paths.broken, bytes.subarray(0, bytes.length >> 1))
  return paths
}

/** A folder with a folder per class, 20 images each, and the broken one among them. */
export async function classFolders(folder: string): Promise<void> {
  for (const [name, digit] of [['threes', 3], ['eights', 8]] as const) {
    mkdirSync(join(folder, name), { recursive: true })
    for (const { ink, index } of digits().filter(({ label }) => label === digit).slice(0, 20)) writeFileSync(join(folder, name, `${index}.png`), await drawn(ink))
  }
  await pictures(join(folder, 'threes'))
}
