/** Position encodings that are fixed tables: an output is named after its map and width, '…h4w6d16_reversed', '…h4w6_n8' (n an axis), or its length, '…n10d16'. */
import { sine1dTable } from '../../../main/engine/attention/positions/sine-1d.ts'
import { sine2dDetrTable, sine2dSimpleTable, sine2dTable } from '../../../main/engine/attention/positions/sine-2d.ts'
import type { Adapter } from '../adapter.ts'

/** 'h4w6d16' → { h: 4, w: 6, d: 16 }. */
const sizes = (name: string): Record<string, number> => Object.fromEntries([...name.matchAll(/([a-z])(\d+)/g)].map(([, letter, digits]) => [letter, Number(digits)]))

function tableFor(source: string, output: string): Float32Array | null {
  const { h = 0, w = 0, d = 0, n = 0 } = sizes(output)
  if (/posemb_sincos_2d/.test(source)) return sine2dSimpleTable(h, w, d)
  // Reversed, timm counts the places column by column, and so stands the map on its side.
  const [rows, columns] = output.includes('reversed') ? [w, h] : [h, w]
  if (/sincos2d/.test(source)) return sine2dTable(rows, columns, d, output.includes('interleaved'))
  if (/Detr/.test(source)) return sine2dDetrTable(h, w, 2 * n, output.includes('normalised'))
  return /sinusoidal_embedding/.test(source) ? sine1dTable(n, d) : null
}

const adapter: Adapter = ({ source, tensors, config }) => {
  const outputs = [...tensors.keys()].filter((name) => name.startsWith('output.')).map((name) => name.slice('output.'.length))
  const tables = outputs.map((output) => tableFor(source, output))
  if (tables.includes(null)) return { notCovered: source }
  if ((config['temperature'] ?? config['base'] ?? 10000) !== 10000) return { notCovered: 'a base other than 10000' }
  return { values: () => Object.fromEntries(outputs.map((output, i) => [output, tables[i]!])) }
}
export default adapter
