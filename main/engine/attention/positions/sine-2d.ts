/**
 * 2-D sine: sines and cosines of the row and of the column, C/4 frequencies an axis. Three published forms, which are not
 * interchangeable since they space the frequencies and order the columns differently:
 * timm 10000^(-4i/C), [sin y, sin x, cos y, cos x]; simple ViT (Beyer et al. 2205.01580) 10000^(-i/(C/4 - 1)),
 * [sin x, cos x, sin y, cos y]; DETR (Carion et al. ECCV 2020) [y, x] with sine and cosine in turn, places 1 … n scaled to 2π.
 */
import { addTable } from './fixed.ts'
import type { TokenPosition } from './position.ts'

type Trigonometry = (angle: number) => number
interface Column {
  axis: 'y' | 'x'
  wave: Trigonometry
  frequency: number
}

/** (height · width, columns). */
function tableOf(height: number, width: number, columns: readonly Column[], place = (index: number, _length: number) => index): Float32Array {
  const table = new Float32Array(height * width * columns.length)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      columns.forEach(({ axis, wave, frequency }, i) => {
        const at = axis === 'y' ? place(y, height) : place(x, width)
        table[(y * width + x) * columns.length + i] = wave(at * frequency)
      })
  return table
}

const range = (length: number) => Array.from({ length }, (_, i) => i)

/** timm's usual order, or its `interleaved` one, [sin y, cos y, sin x, cos x]. */
export function sine2dTable(height: number, width: number, channels: number, interleaved = false): Float32Array {
  const bands = range(channels / 4).map((i) => 10000 ** ((-4 * i) / channels))
  const axes = ['y', 'x'] as const
  const waves = [Math.sin, Math.cos]
  const groups = interleaved ? axes.flatMap((axis) => waves.map((wave) => ({ axis, wave }))) : waves.flatMap((wave) => axes.map((axis) => ({ axis, wave })))
  return tableOf(height, width, groups.flatMap((group) => bands.map((frequency) => ({ ...group, frequency }))))
}

export function sine2dSimpleTable(height: number, width: number, channels: number): Float32Array {
  const bands = channels / 4
  const columns = (['x', 'y'] as const).flatMap((axis) => [Math.sin, Math.cos].flatMap((wave) => range(bands).map((i) => ({ axis, wave, frequency: 10000 ** (-i / Math.max(1, bands - 1)) }))))
  return tableOf(height, width, columns)
}

/** Not `scaled`, a place counts as its number from 1 on. */
export function sine2dDetrTable(height: number, width: number, channels: number, scaled = true): Float32Array {
  const half = channels / 2
  const columns = (['y', 'x'] as const).flatMap((axis) => range(half).map((i) => ({ axis, wave: i % 2 ? Math.cos : Math.sin, frequency: 10000 ** ((-2 * Math.floor(i / 2)) / half) })))
  return tableOf(height, width, columns, (index, length) => (scaled ? ((index + 1) / (length + 1e-6)) * 2 * Math.PI : index + 1))
}

const sine = (id: string, name: TokenPosition['name'], table: (height: number, width: number, channels: number) => Float32Array): TokenPosition => ({
  id, name, multiple: 4, applies: 'tokens',
  build: (scope, { height, width, channels, extra }) => addTable(scope, table(height, width, channels), channels, extra),
})

export const sine2d = sine('sine-2d', { en: 'Sine, 2-D', 'zh-CN': '二维正弦' }, (height, width, channels) => sine2dTable(height, width, channels))
export const sine2dSimple = sine('sine-2d-simple', { en: 'Sine, 2-D (simple ViT)', 'zh-CN': '二维正弦（simple ViT）' }, sine2dSimpleTable)
export const sine2dDetr = sine('sine-2d-detr', { en: 'Sine, 2-D (DETR)', 'zh-CN': '二维正弦（DETR）' }, (height, width, channels) => sine2dDetrTable(height, width, channels))
