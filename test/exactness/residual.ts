/** Residual blocks as timm and torchvision keep them, alone and in a network: what gate a block has, and where our weights are. */
import { shapeOf, type Case } from './case.ts'
import { reductionTo } from './reduction.ts'

export interface Gate {
  mechanism: string
  options: Record<string, unknown>
  /** The source's name of one of the gate's weights, after the block's. */
  names(ours: string): string
}

/** The gate on a block's branch, timm's 'se'. null: none; undefined: one that is not ours. */
export function gateOf(golden: Case, block: string): Gate | null | undefined {
  const has = (name: string) => golden.tensors.has(`weight.${block}se.${name}`)
  const widths = (name: string) => shapeOf(golden, `weight.${block}se.${name}`).slice(-2) as [number, number]
  if (has('fc1.kernel') && !has('bn.gamma')) {
    return { mechanism: 'se', options: { reduction: reductionTo(...widths('fc1.kernel')), bias: has('fc1.bias') }, names: (ours) => ours.replace('squeeze/', 'se.fc1.').replace('excite/', 'se.fc2.') }
  }
  if (has('conv.kernel') && !has('conv.bias')) return { mechanism: 'eca', options: { kernel: shapeOf(golden, `weight.${block}se.conv.kernel`)[0]! }, names: () => 'se.conv.kernel' }
  if (has('channel.fc1.kernel') && has('spatial.conv.conv.kernel')) {
    const options = { reduction: reductionTo(...widths('channel.fc1.kernel')), bias: has('channel.fc1.bias'), kernel: shapeOf(golden, `weight.${block}se.spatial.conv.conv.kernel`)[0]! }
    const names = (ours: string) => ours.replace('channels/squeeze/', 'se.channel.fc1.').replace('channels/excite/', 'se.channel.fc2.').replace('places/convolution/', 'se.spatial.conv.conv.').replace('places/norm/', 'se.spatial.conv.bn.').replace('variance', 'var')
    return { mechanism: 'cbam', options, names }
  }
  return [...golden.tensors.keys()].some((name) => name.startsWith(`weight.${block}se.`)) ? undefined : null
}

export interface BlockForm {
  bottleneck: boolean
  in: number
  out: number
  /** Of the bottleneck's 3×3 convolution. */
  inside: number
  shortcut: 'projected' | 'pooled'
  downsample: boolean
}

/** Read from the shapes; null where the block is of a form that is not ours (grouped convolutions, another widening, 3×3 shortcuts). */
export function blockOf(golden: Case, block: string): BlockForm | null {
  const kernel = (layer: string) => golden.tensors.get(`weight.${block}${layer}.kernel`)?.shape as [number, number, number, number] | undefined
  const [first, second, third] = ['conv1', 'conv2', 'conv3'].map(kernel)
  if (!first || !second || second[0] !== 3 || second[2] !== first[3]) return null
  const bottleneck = third !== undefined
  if (bottleneck ? first[0] !== 1 || third[3] !== 4 * second[3] || second[2] !== second[3] : first[0] !== 3 || first[3] !== second[3]) return null
  const pooled = kernel('downsample.1')
  const downsample = pooled ?? kernel('downsample.0')
  if (downsample && downsample[0] !== 1) return null
  return { bottleneck, in: first[2], out: (third ?? second)[3], inside: second[3], shortcut: pooled ? 'pooled' : 'projected', downsample: downsample !== undefined }
}

/** The source's name of a weight of ours inside a block. */
export function blockNames({ bottleneck, shortcut }: BlockForm, ours: string): string {
  const parts = bottleneck ? ['reduce', 'spatial', 'expand'] : ['first', 'second']
  const placed = parts.reduce((name, part, i) => name.replace(`${part}/convolution/`, `conv${i + 1}.`).replace(`${part}/norm/`, `bn${i + 1}.`), ours)
  const [convolution, norm] = shortcut === 'pooled' ? [1, 2] : [0, 1]
  return placed.replace('shortcut/convolution/', `downsample.${convolution}.`).replace('shortcut/norm/', `downsample.${norm}.`).replace('variance', 'var')
}
