/** timm's Swin Transformers. */
import { logOffsets } from '../../../../main/engine/attention/positions/continuous-bias.ts'
import { regionsOfWindows, windowAxis } from '../../../../main/engine/attention/windows.ts'
import type { Adapter, Named } from '../../adapter.ts'
import { numberOf, shapeOf } from '../../case.ts'
import { overWholeMap } from '../../windows.ts'
import { blockNames, derivedNames } from '../swin_block.ts'
import { countOf, ofFamily } from './family.ts'

const outside = (ours: string) =>
  ours.replace(/^patches\/norm\//, 'patch_embed.norm.').replace(/^patches\//, 'patch_embed.proj.').replace('head/classifier/', 'head.fc.').replace(/^norm\//, 'norm.')
    .replace(/^stage(\d+)\/merging\/(\w+)\//, (_, stage: string, layer: string) => `layers.${Number(stage) - 1}.downsample.${layer}.`)

const adapter: Adapter = (golden) => {
  const { tensors } = golden
  if (!tensors.has('weight.patch_embed.norm.gamma')) return { notCovered: 'patches that are not normalised' }
  const [, imageHeight, imageWidth] = shapeOf(golden, 'input.x') as [number, number, number, number]
  const [patch, , , width] = shapeOf(golden, 'weight.patch_embed.proj.kernel') as [number, number, number, number]
  const window = numberOf(golden, 'window')
  const second = tensors.has('weight.layers.0.blocks.0.attn.logit_scale')
  const depths = Array.from({ length: countOf(golden, 'layers.*.blocks.') }, (_, i) => countOf(golden, `layers.${i}.blocks.*.`))
  const heads = depths.map((_, i) => (second ? shapeOf(golden, `weight.layers.${i}.blocks.0.attn.logit_scale`)[0]! : shapeOf(golden, `weight.layers.${i}.blocks.0.attn.relative_position_bias_table`)[1]!))
  const axesOf = (stage: number, shifted: boolean) => [imageHeight, imageWidth].map((length) => windowAxis(Math.ceil(length / patch / 2 ** stage), window, shifted)) as [ReturnType<typeof windowAxis>, ReturnType<typeof windowAxis>]
  const blocks = depths.flatMap((depth, stage) => Array.from({ length: depth }, (_, block) => ({ stage, shifted: block % 2 === 1 })))
  const inBlock = (ours: string) => /^stage(\d+)\/block(\d+)\/(.*)$/.exec(ours)
  return {
    names(ours): Named {
      const [, stage, block, rest] = inBlock(ours) ?? []
      return stage ? blockNames(rest!, { second, before: `layers.${Number(stage) - 1}.blocks.${block}.` }) : outside(ours)
    },
    dead: [...tensors.keys()].filter((name) => derivedNames.some((derived) => name.startsWith('buffer.') && name.endsWith(derived))).map((name) => name.slice('buffer.'.length)),
    derived(ours) {
      const [, stage, block, rest] = inBlock(ours) ?? []
      const axes = () => axesOf(Number(stage) - 1, Number(block) % 2 === 1)
      if (rest === 'attention/regions') return regionsOfWindows(axes())!
      return rest === 'attention/position/offsets' ? logOffsets(axes()[0].window, axes()[1].window) : undefined
    },
    attention(expected) {
      const name = [...tensors].find(([, stored]) => stored === expected)![0]
      const { stage, shifted } = blocks[Number(/\d+$/.exec(name)![0])]!
      const [rows, columns] = axesOf(stage, shifted)
      return overWholeMap(expected, { height: rows.length, width: columns.length, window: rows.window, shift: rows.shift })
    },
    build: ofFamily(golden, { model: 'swin', with: { version: second ? '2' : '1', patch, width, depths, heads, window, ratio: shapeOf(golden, 'weight.layers.0.blocks.0.mlp.fc1.kernel')[1]! / width } }),
  }
}
export default adapter
