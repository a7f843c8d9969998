/** timm's attention of LeViT, with SiLU unless the case says another activation. */
import { levitAttention } from '../../../main/engine/attention/levit-attention.ts'
import type { Activation } from '../../../main/engine/layers/activation.ts'
import type { Adapter } from '../adapter.ts'
import { numberOf, shapeOf } from '../case.ts'

const named: Record<string, Activation> = { silu: 'silu', swish: 'silu', hard_swish: 'hardSwish', hardswish: 'hardSwish', gelu: 'gelu', relu: 'relu' }

const rename = (ours: string) => ours.replace('biases', 'attention_biases').replace('out/', 'proj.ln.').replace('query/', 'q.ln.').replace(/^(qkv|kv)\//, '$1.').replace('kernel', 'linear.kernel').replace('norm/', 'bn.').replace('variance', 'var')

const adapter: Adapter = (golden) => {
  const { config, tensors } = golden
  const down = tensors.has('weight.kv.linear.kernel')
  if (!down && !tensors.has('weight.qkv.linear.kernel')) return { notCovered: golden.source }
  const activation = named[String(config['act'] ?? 'silu').toLowerCase()]
  if (!activation) return { notCovered: `activation ${String(config['act'])}` }
  const [, length, channels] = shapeOf(golden, 'input.x') as [number, number, number]
  const { resolution = Math.sqrt(length) } = config as { resolution?: number | [number, number] }
  const [height, width] = typeof resolution === 'number' ? [resolution, resolution] : resolution
  const [heads, keyWidth] = [numberOf(golden, 'heads'), numberOf(golden, 'key_dim')]
  return {
    names: rename,
    dead: ['attention_bias_idxs'],
    build(scope) {
      const layer = levitAttention(scope, { channels, height, width }, { heads, keyWidth, valueWidth: Math.trunc(keyWidth * numberOf(golden, 'attn_ratio')), activation, out: shapeOf(golden, 'weight.proj.ln.linear.kernel')[1]!, stride: down ? 2 : 1 })
      return ({ x }, ctx) => layer(x!, ctx)
    },
  }
}
export default adapter
