/**
 * External attention (Guo et al. TPAMI 2023): every place is compared with S learned keys that all images share, and reads from S
 * learned values. The weights are normalised twice: by a softmax over the places, then to a sum of 1 over the S.
 * Parameters 2CS, and 2C for the norm.
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import type { Layer, TapMeta } from '../../layers/context.ts'
import { dense } from '../../layers/dense.ts'
import type { Scope } from '../../layers/scope.ts'
import { softmax } from '../../tensorflow/kernels/index.ts'
import { mechanism, type TokenShape } from '../mechanism.ts'
import { checkPosition } from '../positions/catalogue.ts'
import { onMap, placed, tokenPositionOption } from './on-map.ts'

const options = z.strictObject({
  memory: option(z.int().min(1).max(1024).default(64), { en: 'Learned keys and values', 'zh-CN': '可学习的键值数' }),
  position: tokenPositionOption('sine-2d'),
})

/** (B, L, C) → the same. Each learned key's softmax over the tokens is handed out as a head without queries of its own. */
export function externalAttention(scope: Scope, { channels, height, width, extra }: TokenShape, memory: number): Layer {
  const keys = dense(scope.child('keys'), { in: channels, out: memory, bias: false })
  const values = dense(scope.child('values'), { in: memory, out: channels, bias: false })
  const meta: TapMeta = { kind: 'attention', mechanism: 'external', keyGrid: [height, width], queryGrid: null, extra }
  return (x, ctx) => {
    const over = softmax(tf.transpose(keys(x, ctx), [0, 2, 1]))
    ctx.tap(scope.path, tf.expandDims(over, 2), meta)
    const shares = tf.div(over, tf.maximum(tf.sum(over, 1, true), 1e-30))
    return values(tf.transpose(shares, [0, 2, 1]), ctx)
  }
}

export const external = mechanism({
  id: 'external',
  name: { en: 'External attention', 'zh-CN': '外部注意力' },
  kind: 'map',
  group: 'tokens',
  summary: {
    en: 'Every place is compared with a few learned keys that are the same for all images, and takes the values that belong to them. Places do not read each other, so the cost is linear in them.',
    'zh-CN': '每个位置与少量对所有图像都相同的可学习键比较，并取用对应的值。位置之间互不读取，代价随位置数线性增长。',
  },
  formula: 'y = x + A\\,M_v, \\qquad A_{ns} = \\frac{\\hat A_{ns}}{\\sum_{s\'} \\hat A_{ns\'}}, \\quad \\hat A = \\mathrm{softmax}_N(x M_k^\\top)',
  cost: { parameters: '2CS + 2C', macs: '2NCS' },
  paper: { title: 'Beyond Self-Attention: External Attention Using Two Linear Layers for Visual Tasks', authors: 'Guo et al.', venue: 'TPAMI', year: 2023, link: 'https://arxiv.org/abs/2105.02358' },
  articles: [],
  showsPlaces: true,
  options,
  check({ position }, { channels }) {
    checkPosition(position, channels)
  },
  ...onMap<z.infer<typeof options>>((scope, { memory, position }, tokens) => placed(scope, position, tokens, externalAttention(scope, tokens, memory))),
})
