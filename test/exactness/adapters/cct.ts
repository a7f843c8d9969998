/** vit-pytorch's compact Transformer: its block and its tokenizer. */
import { cctBlock } from '../../../main/engine/models/cct-block.ts'
import { cctTokenizer } from '../../../main/engine/models/cct-tokenizer.ts'
import { toTokens } from '../../../main/engine/attention/tokens.ts'
import type { Adapter } from '../adapter.ts'
import { numberOf, shapeOf } from '../case.ts'
import { fused } from '../fused.ts'
import { meta } from '../meta.ts'

export const blockNames = (ours: string) =>
  ours.replace('attention/qkv/', 'self_attn.qkv.').replace('attention/out/', 'self_attn.proj.').replace('mlp/first/', 'linear1.').replace('mlp/second/', 'linear2.').replace('preNorm/', 'pre_norm.').replace('norm/', 'norm1.')

const adapter: Adapter = (golden) => {
  const { tensors, config } = golden
  if (tensors.has('weight.self_attn.qkv.kernel')) {
    const [width, hidden] = shapeOf(golden, 'weight.linear1.kernel') as [number, number]
    return {
      names: (ours) => fused(ours, blockNames),
      build(scope) {
        const block = cctBlock(scope, { width, hidden, heads: numberOf(golden, 'heads'), meta })
        return ({ x }, ctx) => block(x!, ctx)
      },
    }
  }
  if (!tensors.has('weight.conv_layers.0.0.kernel')) return { notCovered: golden.source }
  if (tensors.has('weight.conv_layers.0.0.bias')) return { notCovered: 'convolutions of the tokenizer with a bias' }
  const convolutions = [...tensors.keys()].filter((key) => /^weight\.conv_layers\.\d+\.0\.kernel$/.test(key)).length
  const [kernel, , channels] = shapeOf(golden, 'weight.conv_layers.0.0.kernel') as [number, number, number]
  const width = shapeOf(golden, `weight.conv_layers.${convolutions - 1}.0.kernel`)[3]!
  if (config['padding'] !== undefined && config['padding'] !== kernel >> 1) return { notCovered: `a padding of ${String(config['padding'])}` }
  if (config['pool'] !== undefined && !/^3\/2\/1/.test(String(config['pool']))) return { notCovered: `pooling ${String(config['pool'])}` }
  return {
    names: (ours) => ours.replace(/^convolution(\d+)\//, 'conv_layers.$1.0.'),
    build(scope) {
      const tokenize = cctTokenizer(scope, { in: channels, width, tokenizer: 'convolutions', convolutions, kernel, stride: Number(config['stride'] ?? 1), patch: 1 })
      return ({ x }, ctx) => toTokens(tokenize(x!, ctx))
    },
  }
}
export default adapter
