/** timm's halo attention: zeros beyond the border take part, and there is no output projection. */
import { haloAttention } from '../../../main/engine/attention/halo-attention.ts'
import type { Adapter } from '../adapter.ts'
import { numberOf, shapeOf } from '../case.ts'
import { fusedKeyValue } from '../fused.ts'

const adapter: Adapter = (golden) => {
  const { tensors } = golden
  if (!tensors.has('weight.pos_embed.height_rel')) return { notCovered: golden.source }
  const [, height, width, channels] = shapeOf(golden, 'input.x') as [number, number, number, number]
  const [block, halo, heads] = [numberOf(golden, 'block'), numberOf(golden, 'halo'), numberOf(golden, 'heads')]
  if (shapeOf(golden, 'weight.q.kernel').at(-1) !== channels || shapeOf(golden, 'weight.kv.kernel').at(-1) !== 2 * channels) return { notCovered: 'queries of another width than the map' }
  if (golden.config['scale_pos_embed']) return { notCovered: 'a scaled position' }
  return {
    // Of each head the columns are [k | v].
    names: (ours) => {
      const named = fusedKeyValue(ours, (name) => name.replace('query/', 'q.').replace('kv/', 'kv.').replace('position/rows', 'pos_embed.height_rel').replace('position/columns', 'pos_embed.width_rel'))
      return typeof named === 'string' ? named : [named[0], named[1], named[2], heads]
    },
    attention: (expected) => overBlocks(expected, { height, width, block, halo, heads }),
    build: (scope) => {
      const layer = haloAttention(scope, { channels, height, width }, { heads, block, halo, score: 'scaled-dot', relative: true, border: 'zeros', bias: tensors.has('weight.q.bias'), dropout: 0, project: false })
      return ({ x }, ctx) => layer(x!, ctx)
    },
  }
}
export default adapter

interface Grid { height: number; width: number; block: number; halo: number; heads: number }

/** (B · heads, blocks, b², (b + 2s)²) → (B, heads, N, N), without the keys beyond the border. */
function overBlocks({ shape, values }: { shape: number[]; values: ArrayLike<number> }, { height, width, block, halo, heads }: Grid) {
  const [rows, blocks, asking, asked] = shape as [number, number, number, number]
  const places = height * width
  const reach = block + 2 * halo
  const out = new Float32Array(rows * places * places)
  for (let i = 0; i < rows * blocks * asking * asked; i++) {
    const [k, q, at, row] = [i % asked, Math.floor(i / asked) % asking, Math.floor(i / asked / asking) % blocks, Math.floor(i / asked / asking / blocks)]
    const [top, left] = [Math.floor(at / (width / block)) * block, (at % (width / block)) * block]
    const [y, x] = [top + Math.floor(k / reach) - halo, left + (k % reach) - halo]
    const query = (top + Math.floor(q / block)) * width + left + (q % block)
    if (y >= 0 && y < height && x >= 0 && x < width) out[(row * places + query) * places + y * width + x] = values[i]!
  }
  return { shape: [rows / heads, heads, places, places], values: out }
}
