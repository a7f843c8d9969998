/**
 * Axial attention (Ho et al. 1912.12180; Wang et al. ECCV 2020, Axial-DeepLab): multi-head attention along the columns and along the
 * rows, one after the other or summed. y = x + rows(columns(norm(x) + position)). N(H + W) pairs a head instead of N².
 * Parameters 2(4C² + 4C), and 2C for the norm.
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import { FoveaError } from '../../../../preload/contract/errors.ts'
import type { Context, Layer, TapMeta } from '../../layers/context.ts'
import { layerNormalization } from '../../layers/normalization.ts'
import type { Scope } from '../../layers/scope.ts'
import { isLaidOut, overColumns, overRows, turned } from '../lines.ts'
import { checkPairs } from '../memory.ts'
import { mechanism, type MapShape } from '../mechanism.ts'
import { checkHeads, multiHeadAttention } from '../multi-head-attention.ts'
import { checkPosition, placing, positionIds, positionNames, positions, type PositionId } from '../positions/catalogue.ts'
import { toMap, toTokens } from '../tokens.ts'

interface Axes {
  heads: number
  combine: 'sequence' | 'sum'
  position: PositionId
}

/** Attention within each row of a map (B, H, W, C), with a position along the row; `layOut` takes its weights (B, heads, H, W, W). */
function withinRows(scope: Scope, { channels, width: length }: MapShape, { heads, position }: Axes, meta: TapMeta) {
  const inside = positions[position].applies === 'tokens' ? {} : placing(scope, position, { height: 1, width: length, channels, heads, each: channels / heads }).heads
  const attention = multiHeadAttention(scope, { width: channels, heads, position: inside })
  return (x: tf.Tensor, ctx: Context, layOut: (weights: tf.Tensor) => tf.Tensor): tf.Tensor => {
    const [batch, height, width] = x.shape as [number, number, number]
    const lines = tf.reshape(x, [batch * height, width, channels])
    const tap: Context['tap'] = (name, weights) => {
      if (isLaidOut(ctx, heads, height * width)) ctx.tap(name, layOut(tf.transpose(tf.reshape(weights, [batch, height, heads, width, width]), [0, 2, 1, 3, 4])), meta)
    }
    return tf.reshape(attention(lines, lines, lines, { ...ctx, tap }, meta), x.shape)
  }
}

/** Weights of the turned map, (B, heads, W, H, H), as those of the map's columns, (B, heads, H, W, H). */
const ofColumns = (weights: tf.Tensor) => overColumns(tf.transpose(weights, [0, 1, 3, 2, 4]))

function axes(scope: Scope, options: Axes, map: MapShape): Layer {
  const { channels, height, width } = map
  const meta: TapMeta = { kind: 'attention', mechanism: 'axial', keyGrid: [height, width], queryGrid: [height, width], extra: 0 }
  const columns = withinRows(scope.child('columns'), { channels, height: width, width: height }, options, meta)
  const rows = withinRows(scope.child('rows'), map, options, meta)
  return (x, ctx) => {
    const down = turned(columns(turned(x), ctx, ofColumns))
    return options.combine === 'sum' ? tf.add(down, rows(x, ctx, overRows)) : rows(down, ctx, overRows)
  }
}

/** Position and both axes: (B, H·W, C) → the same. */
function overTokens(scope: Scope, options: Axes, map: MapShape): Layer {
  const position = positions[options.position]
  const place: Layer = position.applies === 'tokens' ? position.build(scope, { channels: map.channels, height: map.height, width: map.width }) : (x) => x
  const attention = axes(scope, options, map)
  return (x, ctx) => toTokens(attention(toMap(place(x, ctx), map.height, map.width), ctx))
}

export const axial = mechanism({
  id: 'axial',
  name: { en: 'Axial attention', 'zh-CN': '轴向注意力' },
  kind: 'map',
  group: 'map',
  summary: {
    en: 'Every place looks along its column, then along its row, with several heads each. Two short looks reach the whole map at a fraction of the comparisons.',
    'zh-CN': '每个位置先沿所在列、再沿所在行做多头注意力。两次短程关注即可覆盖整张特征图，比较次数少得多。',
  },
  formula: 'y = x + \\mathrm{MHA}_{\\mathrm{rows}}\\big(\\mathrm{MHA}_{\\mathrm{columns}}(\\mathrm{LN}(x) + p)\\big)',
  cost: { parameters: '8C^2 + 10C', macs: '8NC^2 + 2NC(H + W)' },
  paper: { title: 'Axial-DeepLab: Stand-Alone Axial-Attention for Panoptic Segmentation', authors: 'Wang et al.', venue: 'ECCV', year: 2020, link: 'https://arxiv.org/abs/2003.07853' },
  articles: [],
  showsPlaces: true,
  options: z.strictObject({
    heads: option(z.int().min(1).max(64).default(4), { en: 'Heads', 'zh-CN': '头数' }, { en: 'Must divide the width of the map.', 'zh-CN': '必须能整除特征图的通道数。' }),
    combine: option(z.enum(['sequence', 'sum']).default('sequence'), { en: 'Columns and rows', 'zh-CN': '列与行' }, undefined, {
      sequence: { en: 'One after the other', 'zh-CN': '先列后行' },
      sum: { en: 'Side by side, summed', 'zh-CN': '并行相加' },
    }),
    position: option(z.enum(positionIds).default('sine-2d'), { en: 'Position', 'zh-CN': '位置编码' }, {
      en: 'What is added to the tokens covers the whole map; what acts on scores, queries or keys covers each line by itself.', 'zh-CN': '加到标记上的编码覆盖整张特征图；作用于打分、查询或键的编码在每条线内单独计算。',
    }, positionNames(positionIds)),
  }),
  check({ heads, position }, { channels, height, width, extra = 0 }) {
    checkHeads(channels, heads)
    checkPosition(position, channels, channels / heads)
    checkPairs({ queries: height * width, keys: Math.max(height, width), heads, width: channels })
    if (extra) throw new FoveaError('invalid', 'engine.no-extra-tokens', { mechanism: 'axial' })
  },
  build(scope, options, map) {
    const norm = layerNormalization(scope.child('norm'), map.channels)
    const attention = overTokens(scope, options, map)
    return (x, ctx) => tf.add(x, toMap(attention(norm(toTokens(x), ctx), ctx), map.height, map.width))
  },
  replace: overTokens,
})
