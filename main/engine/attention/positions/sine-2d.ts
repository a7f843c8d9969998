/**
 * 2-D sine: C/4 frequencies 10000^(-4i/C) for each axis. Libraries order and space the columns differently and are not
 * interchangeable; this is timm's: [sin y, sin x, cos y, cos x].
 */
import { addTable } from './fixed.ts'
import type { Position } from './position.ts'

/** (height · width, channels). */
export function sine2dTable(height: number, width: number, channels: number): Float32Array {
  const bands = channels / 4
  const table = new Float32Array(height * width * channels)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let i = 0; i < bands; i++) {
        const frequency = 10000 ** (-i / bands)
        const row = (y * width + x) * channels + i
        table[row] = Math.sin(y * frequency)
        table[row + bands] = Math.sin(x * frequency)
        table[row + 2 * bands] = Math.cos(y * frequency)
        table[row + 3 * bands] = Math.cos(x * frequency)
      }
  return table
}

export const sine2d: Position = {
  id: 'sine-2d',
  name: { en: 'Sine, 2-D', 'zh-CN': '二维正弦' },
  multiple: 4,
  build: (scope, { height, width, channels, extra }) => addTable(scope, sine2dTable(height, width, channels), channels, extra),
}
