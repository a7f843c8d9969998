/** Attention with BoTNet's relative position over a map, with the position scaled or not: timm's and bottleneck-transformer-pytorch's. */
import { multiHeadAttention } from '../../../main/engine/attention/multi-head-attention.ts'
import { bot, botScaled } from '../../../main/engine/attention/positions/bot.ts'
import { toMap, toTokens } from '../../../main/engine/attention/tokens.ts'
import type { Adapter } from '../adapter.ts'
import { numberOf, shapeOf } from '../case.ts'
import { fused } from '../fused.ts'
import { meta } from '../meta.ts'

const sources = {
  timm: { qkv: 'qkv', rows: 'pos_embed.height_rel', columns: 'pos_embed.width_rel' },
  lucid: { qkv: 'to_qkv', rows: 'pos_emb.rel_height', columns: 'pos_emb.rel_width' },
}

const adapter: Adapter = (golden) => {
  const { tensors, config } = golden
  const source = Object.values(sources).find(({ rows }) => tensors.has(`weight.${rows}`))
  if (!source) return { notCovered: golden.source }
  const [, height, width, channels] = shapeOf(golden, 'input.x') as [number, number, number, number]
  const heads = numberOf(golden, 'heads')
  const each = numberOf(golden, 'dim_head')
  const all = shapeOf(golden, `weight.${source.qkv}.kernel`).at(-1)!
  if (all !== 3 * heads * each) return { notCovered: 'values of another width than queries' }
  const scaled = config['scale_pos_embed'] ?? /scaled too/.test(String(config['note']))
  return {
    names: (ours) => fused(ours, (name) => name.replace('qkv/', `${source.qkv}.`).replace('position/rows', source.rows).replace('position/columns', source.columns)),
    build(scope) {
      const bias = (scaled ? botScaled : bot).build(scope.child('position'), { height, width, heads, each })
      const attention = multiHeadAttention(scope, {
        width: heads * each, heads, queryWidth: channels, keyWidth: channels, valueWidth: channels, bias: tensors.has(`weight.${source.qkv}.bias`), project: false, position: { bias },
      })
      return ({ x }, ctx) => {
        const tokens = toTokens(x!)
        return toMap(attention(tokens, tokens, tokens, ctx, meta), height, width)
      }
    },
  }
}
export default adapter
