/** Multi-head attention: PyTorch's and Keras' with their masks, timm's Attention and Attention2d. */
import * as tf from '@tensorflow/tfjs-core'
import type { Masks } from '../../../main/engine/attention/attend.ts'
import { multiHeadAttention } from '../../../main/engine/attention/multi-head-attention.ts'
import { toMap, toTokens } from '../../../main/engine/attention/tokens.ts'
import type { Adapter, Inputs, LayerComparison } from '../adapter.ts'
import { numberOf, shapeOf, type Case } from '../case.ts'
import { fused } from '../fused.ts'
import { meta } from '../meta.ts'

/** (Lq, Lk), (B, Lq, Lk) or (B, heads, Lq, Lk), to be broadcast over the heads; PyTorch also takes (B · heads, Lq, Lk). */
const perHead = (mask: tf.Tensor, batch: number) => {
  if (mask.rank !== 3) return mask
  const [first, queries, keys] = mask.shape as [number, number, number]
  return tf.reshape(mask, [batch, first / batch, queries, keys])
}

function masksOf({ q, attn_mask, key_keep_mask, mask }: Inputs, { layouts }: Case): Masks {
  const batch = q!.shape[0]!
  const added = /added/.test(layouts['input.attn_mask'] ?? '')
  const kept = [
    ...(attn_mask && !added ? [perHead(attn_mask, batch)] : []),
    ...(mask ? [perHead(mask, batch)] : []),
    ...(key_keep_mask ? [tf.reshape(key_keep_mask, [batch, 1, 1, -1])] : []),
  ]
  return {
    ...(attn_mask && added ? { bias: perHead(attn_mask, batch) } : {}),
    ...(kept.length ? { mask: kept.reduce((a, b) => tf.mul(a, b)) } : {}),
  }
}

/** PyTorch: projections of q, k and v apart, a bias on all or none. */
function torch(golden: Case): LayerComparison {
  const { tensors } = golden
  const [queryWidth, width] = shapeOf(golden, 'weight.q_proj.kernel') as [number, number]
  const [valueWidth, valuesOut] = shapeOf(golden, 'weight.v_proj.kernel') as [number, number]
  const [keyWidth] = shapeOf(golden, 'weight.k_proj.kernel') as [number]
  return {
    names: (ours) => ours.replace(/^(query|key|value|out)\/(\w+)$/, (_, name: string, kind: string) => `${name === 'out' ? 'out' : name[0]}_proj.${kind}`),
    build(scope) {
      const attention = multiHeadAttention(scope, {
        width, queryWidth, keyWidth, valueWidth, valuesOut, heads: numberOf(golden, 'num_heads'), out: shapeOf(golden, 'weight.out_proj.kernel')[1],
        bias: tensors.has('weight.q_proj.bias'), outBias: tensors.has('weight.out_proj.bias'),
      })
      return (inputs, ctx) => {
        const { q, k = q, v = k } = inputs
        return attention(q!, k!, v!, ctx, meta, masksOf(inputs, golden))
      }
    },
  }
}

/** Keras: kernels (D, heads, dim), and (heads, dim, D) of the output; keys are the values unless they are given. */
function keras(golden: Case): LayerComparison {
  const [queryWidth, heads, each] = shapeOf(golden, 'weight.query.kernel') as [number, number, number]
  const [keyWidth] = shapeOf(golden, 'weight.key.kernel') as [number]
  const [valueWidth, , eachValue] = shapeOf(golden, 'weight.value.kernel') as [number, number, number]
  const bias = golden.tensors.has('weight.query.bias')
  return {
    names: (ours) => ours.replace('out/', 'attention_output/').replace('/', '.'),
    build(scope) {
      const out = shapeOf(golden, 'weight.attention_output.kernel').at(-1)!
      const attention = multiHeadAttention(scope, { width: heads * each, heads, queryWidth, keyWidth, valueWidth, valuesOut: heads * eachValue, out, bias, outBias: bias })
      return (inputs, ctx) => {
        const { q, v = q, k = v } = inputs
        return attention(q!, k!, v!, ctx, meta, masksOf(inputs, golden))
      }
    },
  }
}

/** timm: one matrix for query, key and value; over tokens (B, N, D) or a map (B, H, W, C). */
function timm(golden: Case): LayerComparison {
  const { tensors } = golden
  const heads = numberOf(golden, 'num_heads')
  const [from, all] = shapeOf(golden, 'weight.qkv.kernel').slice(-2) as [number, number]
  const width = all / 3
  const gain = tensors.has('weight.q_norm.gamma')
  const rename = (ours: string) => ours.replace('out/', 'proj/').replace('queryNorm', 'q_norm').replace('keyNorm', 'k_norm').replace('/', '.')
  return {
    names: (ours) => fused(ours, rename, golden.config['head_first'] ? heads : 1),
    build(scope) {
      const attention = multiHeadAttention(scope, {
        width, heads, queryWidth: from, keyWidth: from, valueWidth: from, out: shapeOf(golden, 'weight.proj.kernel').at(-1),
        bias: tensors.has('weight.qkv.bias'), outBias: tensors.has('weight.proj.bias'),
        queryKeyNorm: gain ? (tensors.has('weight.q_norm.beta') ? 'layer' : 'rms') : 'none',
        epsilon: typeof golden.config['norm_eps'] === 'number' ? golden.config['norm_eps'] : undefined,
      })
      return ({ x }, ctx) => {
        const tokens = x!.rank === 4 ? toTokens(x!) : x!
        const y = attention(tokens, tokens, tokens, ctx, meta)
        return x!.rank === 4 ? toMap(y, x!.shape[1]!, x!.shape[2]!) : y
      }
    },
  }
}

const adapter: Adapter = (golden) => {
  const has = (name: string) => golden.tensors.has(`weight.${name}`)
  if (has('bias_k')) return { notCovered: 'a learned key and value of no place (bias_k, bias_v)' }
  if (golden.config['add_zero_attn']) return { notCovered: 'a key and value of zeros (add_zero_attn)' }
  if (has('q_proj.kernel')) return torch(golden)
  if (has('query.kernel')) return keras(golden)
  if (has('qkv.kernel')) return timm(golden)
  return { notCovered: golden.source }
}
export default adapter
