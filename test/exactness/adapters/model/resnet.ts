/** ResNets: the paper's for CIFAR with shortcut A, and timm's for ImageNet in any depth and width, with gates in every block. */
import type { Adapter } from '../../adapter.ts'
import { numberOf, shapeOf, type Case } from '../../case.ts'
import { blockNames, blockOf, gateOf } from '../../residual.ts'
import { countOf, ofFamily } from './family.ts'

const STAGES = [1, 2, 3, 4]

/** Stages of equal depth with their blocks numbered through, shortcut A. */
function cifar(golden: Case): ReturnType<Adapter> {
  const depth = numberOf(golden, 'n')
  const inside = { bottleneck: false, in: 0, out: 0, inside: 0, shortcut: 'projected' as const, downsample: false }
  return {
    build: ofFamily(golden, { model: 'resnet', with: { depth: String(6 * depth + 2), width: shapeOf(golden, 'weight.conv1.kernel')[3]! } }),
    names: (ours) => blockNames(inside, ours)
      .replace('stem/convolution/', 'conv1.').replace('stem/norm/', 'bn1.').replace('head/classifier/', 'fc.')
      .replace(/^stage(\d+)\/block(\d+)\//, (_, stage: string, block: string) => `layers.${depth * (Number(stage) - 1) + Number(block)}.`),
  }
}

function stemOf(golden: Case): { stem: string; stemWidth: number } | null {
  const single = golden.tensors.get('weight.conv1.kernel')?.shape
  if (single) return { 3: { stem: 'small', stemWidth: single[3]! }, 7: { stem: '7x7', stemWidth: single[3]! } }[single[0]!] ?? null
  const widths = [0, 3, 6].map((i) => golden.tensors.get(`weight.conv1.${i}.kernel`)?.shape[3])
  const [first, second, last] = widths
  if (!first || !second || !last || 2 * second !== last) return null
  if (first === second) return { stem: 'deep', stemWidth: last }
  return 8 * first === 3 * last ? { stem: 'tiered', stemWidth: last } : null
}

const stemNames = (ours: string) => ours
  .replace(/^stem\/convolution(\d)\/convolution\//, (_, i: string) => `conv1.${3 * Number(i)}.`)
  .replace(/^stem\/convolution(\d)\/norm\//, (_, i: string) => (i === '2' ? 'bn1.' : `conv1.${3 * Number(i) + 1}.`))
  .replace('stem/convolution/', 'conv1.').replace('stem/norm/', 'bn1.')

const adapter: Adapter = (golden) => {
  const other = { notCovered: `a form of ResNet that Fovea has not: ${golden.source}` }
  if (golden.tensors.has('weight.layers.0.conv1.kernel')) return cifar(golden)
  const stem = stemOf(golden)
  const blocks = STAGES.map((stage) => countOf(golden, `layer${stage}.*.`))
  const forms = STAGES.map((stage) => blockOf(golden, `layer${stage}.0.`))
  const gates = STAGES.map((stage) => gateOf(golden, `layer${stage}.0.`))
  const [first] = forms
  if (!stem || !first || forms.some((form) => form?.bottleneck !== first.bottleneck) || gates.includes(undefined)) return other
  const shortcut = forms.some((form) => form!.shortcut === 'pooled') ? 'pooled' : 'projected'
  const insert = gates.flatMap((gate, i) => (gate ? [{ at: `stage${i + 1}-blocks`, mechanism: gate.mechanism, with: gate.options }] : []))
  return {
    build: ofFamily(golden, { model: 'resnet-imagenet', with: { block: first.bottleneck ? 'bottleneck' : 'basic', blocks, widths: forms.map((form) => form!.inside), ...stem, shortcut }, insert }),
    names(ours) {
      const [, stage, block, rest] = /^stage(\d)\/block(\d+)\/(.*)$/.exec(ours) ?? []
      if (!stage) return stemNames(ours).replace('head/classifier/', 'fc.').replace('variance', 'var')
      const gate = gates[Number(stage) - 1]
      const inside = gate && rest!.startsWith(`${gate.mechanism}/`) ? gate.names(rest!.slice(gate.mechanism.length + 1)) : blockNames(blockOf(golden, `layer${stage}.${block}.`)!, rest!)
      return `layer${stage}.${block}.${inside}`
    },
  }
}
export default adapter
