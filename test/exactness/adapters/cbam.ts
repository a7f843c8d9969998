/** CBAM of timm, and of others without batch normalisation; either half alone too. */
import type { Adapter } from '../adapter.ts'
import { shapeOf, type Case } from '../case.ts'
import { ofCatalogue } from '../of-catalogue.ts'
import { reductionTo } from '../reduction.ts'

/** What comes before the last part of the first weight of this form: 'channel.fc1' of 'weight.channel.fc1.kernel'. */
const find = ({ tensors }: Case, form: RegExp) => [...tensors.keys()].map((name) => form.exec(name)?.[1]).find((name) => name !== undefined)

function channelOptions(golden: Case, first: string) {
  const [channels, reduced] = shapeOf(golden, `weight.${first}.kernel`).slice(-2) as [number, number]
  return { reduction: reductionTo(channels, reduced), bias: golden.tensors.has(`weight.${first}.bias`) }
}

function placeOptions(golden: Case, convolution: string) {
  const norm = [...golden.tensors.keys()].some((name) => /bn\.gamma$/.test(name))
  const order = String(golden.config['order'] ?? '[mean,max]').replace(/[[\]\s]/g, '').replace(/avg/g, 'mean')
  return { kernel: shapeOf(golden, `weight.${convolution}.kernel`)[0], norm, pooled: order === 'max,mean' ? 'max-mean' : 'mean-max' }
}

const adapter: Adapter = (golden) => {
  const first = find(golden, /^weight\.(.*(?:fc1|se\.0))\.kernel$/)
  const second = first?.replace(/fc1$/, 'fc2').replace(/se\.0$/, 'se.2')
  const convolution = find(golden, /^weight\.(.*conv)\.kernel$/)
  if (convolution && shapeOf(golden, `weight.${convolution}.kernel`)[2] !== 2) return { notCovered: 'Fovea has CBAM with both pooled maps, not their mean' }
  const names = (ours: string) =>
    ours.replace(/^(channels|places)\//, '').replace('squeeze/', `${first}.`).replace('excite/', `${second}.`).replace('convolution/', `${convolution}.`).replace('norm/', `${convolution?.replace(/conv$/, 'bn')}.`).replace('variance', 'var')
  const residual = /\+\s*x/.test(String(golden.config['residual'] ?? ''))
  if (first && convolution) return { build: ofCatalogue(golden, 'cbam', { ...channelOptions(golden, first), ...placeOptions(golden, convolution), residual }), names }
  if (first) return { build: ofCatalogue(golden, 'cbam-channel', channelOptions(golden, first)), names }
  if (convolution) return { build: ofCatalogue(golden, 'cbam-spatial', placeOptions(golden, convolution)), names }
  return { notCovered: `Fovea has no such form of CBAM: ${golden.source}` }
}
export default adapter
