/**
 * The names of ResNets for ImageNet: resnet50; seresnet50, ecaresnet50d, cbamresnet50, … with attention in every block, skresnet18 with
 * selective kernels. d: three 3×3 convolutions as the stem and pooled shortcuts (He et al. CVPR 2019); t: the same with a stem that
 * grows from 24 channels; s: a stem of twice the width.
 */
import type { Insertion } from '../../../preload/contract/plan.ts'
import { divisible } from '../layers/divisible.ts'
import { EXPANSION } from '../layers/residual.ts'
import type { NamedModel } from './family.ts'
import type { ResNetOptions } from './resnet-imagenet.ts'

/** Blocks of the four stages. */
const basic: Record<number, number[]> = { 10: [1, 1, 1, 1], 18: [2, 2, 2, 2], 34: [3, 4, 6, 3] }
const bottleneck: Record<number, number[]> = { 14: [1, 1, 1, 1], 26: [2, 2, 2, 2], 50: [3, 4, 6, 3], 101: [3, 4, 23, 3], 152: [3, 8, 36, 3], 200: [3, 24, 36, 3] }

export const isImageNetDepth = (depth: number): boolean => depth in basic || depth in bottleneck

export const resnetNames = [
  'resnet18', 'resnet34', 'resnet50', 'resnet101', 'resnet152', 'resnet18d', 'resnet50d', 'resnet26t',
  'seresnet18', 'seresnet50', 'ecaresnet50d', 'ecaresnet26t', 'cbamresnet50', 'gcresnet50t', 'skresnet18', 'skresnet50',
]

const WIDTHS = [64, 128, 256, 512]

/** Of timm's t-models these were trained on larger images. */
const sides: Record<string, number> = { resnet10t: 176, resnet14t: 176, resnet26t: 256, ecaresnet26t: 256, ecaresnet50t: 256, gcresnet50t: 256 }

type Form = Pick<ResNetOptions, 'stem' | 'stemWidth' | 'shortcut'>

const forms: Record<string, Form> = {
  '': { stem: '7x7', stemWidth: 64, shortcut: 'projected' },
  d: { stem: 'deep', stemWidth: 64, shortcut: 'pooled' },
  t: { stem: 'tiered', stemWidth: 64, shortcut: 'pooled' },
  s: { stem: 'deep', stemWidth: 128, shortcut: 'projected' },
}

/** What stands in every block; the widths are those of the blocks' ends and of their 3×3 convolutions. */
const attention: Record<string, (stage: number, end: number, inside: number) => Insertion> = {
  // The reduced width is a multiple of 8.
  se: (n, end) => ({ at: `stage${n}-blocks`, mechanism: 'se', with: { reduction: end / divisible(end / 16) } }),
  eca: (n) => ({ at: `stage${n}-blocks`, mechanism: 'eca', with: {} }),
  cbam: (n) => ({ at: `stage${n}-blocks`, mechanism: 'cbam', with: {} }),
  gc: (n) => ({ at: `stage${n}-inner`, mechanism: 'global-context', with: { reduction: 8, epsilon: 1e-6 } }),
}

export function namedResNet(name: string): NamedModel<ResNetOptions> | null {
  const [, prefix, digits, form] = /^(se|eca|cbam|gc|sk)?resnet(\d+)([dts]?)$/.exec(name) ?? []
  const depth = Number(digits)
  if (!isImageNetDepth(depth) || (prefix === 'gc' && form !== 't')) return null
  const wide = depth in bottleneck
  const place = prefix ? attention[prefix] : undefined
  return {
    options: {
      block: wide ? 'bottleneck' : 'basic', blocks: (wide ? bottleneck : basic)[depth]!, widths: WIDTHS, kernels: prefix === 'sk' ? 'selective' : 'plain',
      ...forms[form!]!, ...(prefix === 'gc' ? { stem: 'tiered-strided' as const, shortcut: 'projected' as const } : {}),
    },
    ...(place ? { insert: WIDTHS.map((width, i) => place(i + 1, wide ? width * EXPANSION : width, width)) } : {}),
    side: sides[name] ?? 224, classes: 1000,
  }
}
