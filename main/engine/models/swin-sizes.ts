/** Names of Swin Transformers by timm's rule: swin_SIZE_patchP_windowW_SIDE and swinv2_SIZE_windowW_SIDE (patch 4). */
import type { NamedModel } from './family.ts'
import type { SwinOptions } from './swin.ts'

/** Width of the first stage, blocks of the stages; a head is 32 wide everywhere. */
const sizes: Record<string, { width: number; depths: number[] }> = {
  tiny: { width: 96, depths: [2, 2, 6, 2] },
  small: { width: 96, depths: [2, 2, 18, 2] },
  base: { width: 128, depths: [2, 2, 18, 2] },
  large: { width: 192, depths: [2, 2, 18, 2] },
}

const HEAD_WIDTH = 32

export const swinNames = [
  'swin_tiny_patch4_window7_224', 'swin_small_patch4_window7_224', 'swin_base_patch4_window7_224', 'swin_base_patch4_window12_384', 'swin_large_patch4_window7_224',
  'swinv2_tiny_window8_256', 'swinv2_tiny_window16_256', 'swinv2_small_window8_256', 'swinv2_base_window8_256',
]

export function swinNamed(name: string): NamedModel<SwinOptions> | null {
  const [, second, size, patch, window, side] = /^swin(v2)?_([a-z]+)(?:_patch(\d+))?_window(\d+)_(\d+)$/.exec(name) ?? []
  const found = sizes[size ?? '']
  if (!found || !second === !patch) return null
  const { width, depths } = found
  return {
    options: { version: second ? '2' : '1', patch: Number(patch ?? 4), width, depths, heads: depths.map((_, i) => (width / HEAD_WIDTH) * 2 ** i), window: Number(window), ratio: 4, depthDropout: 0.1 },
    side: Number(side), classes: 1000,
  }
}
