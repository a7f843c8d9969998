/** vit-pytorch's CCT. */
import type { Adapter } from '../../adapter.ts'
import { numberOf, shapeOf } from '../../case.ts'
import { fused } from '../../fused.ts'
import { blockNames } from '../cct.ts'
import { countOf, ofFamily } from './family.ts'

const rename = (ours: string) => {
  const block = /^block(\d+)\/(.*)$/.exec(ours)
  if (block) return `classifier.blocks.${block[1]}.${blockNames(block[2]!)}`
  return ours.replace(/^tokens\/convolution(\d+)\//, 'tokenizer.conv_layers.$1.0.').replace('position/position', 'classifier.positional_emb').replace(/^cls$/, 'classifier.class_emb')
    .replace('head/pool/', 'classifier.attention_pool.').replace('head/classifier/', 'classifier.fc.').replace(/^norm\//, 'classifier.norm.')
}

const adapter: Adapter = (golden) => {
  const has = (name: string) => golden.tensors.has(`weight.${name}`)
  const [kernel, , , first] = shapeOf(golden, 'weight.tokenizer.conv_layers.0.0.kernel') as [number, number, number, number]
  const convolutions = countOf(golden, 'tokenizer.conv_layers.*.')
  if (convolutions > 1 && first !== 64) return { notCovered: `${first} channels inside the tokenizer` }
  const [width, hidden] = shapeOf(golden, 'weight.classifier.blocks.0.linear1.kernel') as [number, number]
  const learned = has('classifier.positional_emb')
  const sine = /sine/.test(String(golden.config['positions'] ?? ''))
  return {
    names: (ours) => fused(ours, rename),
    dead: ['classifier.positional_emb'].filter((name) => golden.tensors.has(`buffer.${name}`)),
    build: ofFamily(golden, {
      model: 'cct',
      with: {
        layers: countOf(golden, 'classifier.blocks.*.'), heads: numberOf(golden, 'heads'), width, ratio: hidden / width, convolutions, kernel, stride: Number(golden.config['stride'] ?? Math.max(1, (kernel >> 1) - 1)),
        pool: has('classifier.attention_pool.kernel') ? 'sequence' : 'cls', position: learned ? 'learned' : sine ? 'sine-1d' : 'none',
      },
    }),
  }
}
export default adapter
