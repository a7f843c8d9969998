/** 1-D sine of Vaswani et al. NeurIPS 2017 over the row-major index, even columns sine and odd ones cosine, as CCT uses it. */
import { addTable } from './fixed.ts'
import type { TokenPosition } from './position.ts'

/** (length, channels): sin(p / 10000^(2⌊i/2⌋/channels)) at even i, cosine at odd i. */
export function sine1dTable(length: number, channels: number): Float32Array {
  const at = (place: number, i: number) => {
    const angle = place / 10000 ** ((2 * Math.floor(i / 2)) / channels)
    return i % 2 ? Math.cos(angle) : Math.sin(angle)
  }
  return Float32Array.from({ length: length * channels }, (_, index) => at(Math.floor(index / channels), index % channels))
}

export const sine1d: TokenPosition = {
  id: 'sine-1d',
  name: { en: 'Sine, 1-D', 'zh-CN': '一维正弦' },
  multiple: 2,
  applies: 'tokens',
  build: (scope, { height, width, channels, extra }) => addTable(scope, sine1dTable(height * width, channels), channels, extra),
}
