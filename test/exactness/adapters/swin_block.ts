/** timm's blocks of Swin and Swin V2, and the merging of patches. */
import { patchMerging, swinBlock } from '../../../main/engine/models/swin-block.ts'
import { regionsOfWindows, windowAxis } from '../../../main/engine/attention/windows.ts'
import { logOffsets } from '../../../main/engine/attention/positions/continuous-bias.ts'
import type { Adapter, Named } from '../adapter.ts'
import { numberOf, shapeOf, type Case } from '../case.ts'
import { fused } from '../fused.ts'
import { overWholeMap } from '../windows.ts'

const places: Record<string, string> = {
  'attention/norm': 'norm1', 'mlp/norm': 'norm2', 'mlp/first': 'mlp.fc1', 'mlp/second': 'mlp.fc2', 'attention/qkv': 'attn.qkv', 'attention/out': 'attn.proj',
  'attention/position/first': 'attn.cpb_mlp.0', 'attention/position/second': 'attn.cpb_mlp.2',
}

/** timm's name of a weight of a block, with what stands before it; V2 keeps the biases of queries and values apart. */
export function blockNames(ours: string, { second, before = '' }: { second: boolean; before?: string }): Named {
  const apart = /^attention\/(query|value)\/bias$/.exec(ours)?.[1]
  if (second && apart) return `${before}attn.${apart[0]}_bias`
  if (ours === 'attention/position/bias') return `${before}attn.relative_position_bias_table`
  if (ours === 'attention/score/temperature') return `${before}attn.logit_scale`
  return fused(ours, (name) => {
    const [, layer, part] = /^(.*)\/(\w+)$/.exec(name)!
    return `${before}${places[layer!]}.${part}`
  })
}

/** What timm derives: index tables, masks, the bias of keys, which is 0. */
export const derivedNames = ['attn_mask', 'attn.relative_position_index', 'attn.relative_coords_table', 'attn.k_bias']

function block(golden: Case): ReturnType<Adapter> {
  const [, height, width, channels] = shapeOf(golden, 'input.x') as [number, number, number, number]
  const second = golden.tensors.has('weight.attn.logit_scale')
  const window = numberOf(golden, 'window')
  const axes = (shifted: boolean) => [windowAxis(height, window, shifted), windowAxis(width, window, shifted)] as const
  const shift = numberOf(golden, 'shift')
  if (shift && shift !== Math.floor(window / 2)) return { notCovered: 'a shift other than half a window' }
  return {
    names: (ours) => blockNames(ours, { second }),
    dead: derivedNames,
    derived: (ours) => (ours === 'attention/regions' ? regionsOfWindows(axes(shift > 0))! : ours === 'attention/position/offsets' ? logOffsets(axes(false)[0].window, axes(false)[1].window) : undefined),
    attention: (expected) => overWholeMap(expected, { height, width, window, shift }),
    build: (scope) => {
      const layer = swinBlock(scope, { map: { channels, height, width }, heads: numberOf(golden, 'heads'), window, shifted: shift > 0, hidden: shapeOf(golden, 'weight.mlp.fc1.kernel')[1]!, version: second ? '2' : '1' })
      return ({ x }, ctx) => layer(x!, ctx)
    },
  }
}

const adapter: Adapter = (golden) => {
  if (golden.tensors.has('weight.reduction.kernel')) {
    const channels = shapeOf(golden, 'input.x')[3]!
    const version = shapeOf(golden, 'weight.norm.gamma')[0] === 2 * channels ? '2' : '1'
    return {
      names: (ours) => ours.replace('/', '.'),
      build: (scope) => {
        const layer = patchMerging(scope, channels, version)
        return ({ x }, ctx) => layer(x!, ctx)
      },
    }
  }
  return golden.tensors.has('weight.attn.qkv.kernel') ? block(golden) : { notCovered: golden.source }
}
export default adapter
