/** CvT's attention: Transformers' with three projections and a class token, vit-pytorch's with keys and values through one. */
import { convProjectionAttention } from '../../../main/engine/attention/conv-projection.ts'
import { toMap, toTokens } from '../../../main/engine/attention/tokens.ts'
import { layerNormalization } from '../../../main/engine/layers/normalization.ts'
import type { Adapter, Named } from '../adapter.ts'
import { numberOf, shapeOf } from '../case.ts'

/** query/convolution/kernel, query/norm/gamma and query/kernel, as Transformers calls them. */
const transformers = (ours: string) => ours.replace(/^(query|key|value)\/(convolution|norm)\/(\w+)$/, (_, of: string, part: string, what: string) =>
  `convolution_projection_${of}.convolution_projection.${part === 'norm' ? 'normalization' : part}.${what === 'variance' ? 'var' : what}`).replace(/^(query|key|value)\/(\w+)$/, 'projection_$1.$2')

function lucid(ours: string): Named {
  if (ours.startsWith('norm/')) return ours.replace('norm/gamma', 'norm.g').replace('norm/beta', 'norm.b')
  if (ours.startsWith('out/')) return ours.replace('out/', 'to_out.0.')
  const [, of, rest] = /^(query|key|value)\/(.+)$/.exec(ours)!
  const net = of === 'query' ? 'to_q' : 'to_kv'
  if (rest === 'kernel') return of === 'query' ? `${net}.net.2.kernel` : [`${net}.net.2.kernel`, of === 'key' ? 0 : 1, 2]
  return `${net}.net.${rest!.replace('convolution/', '0.').replace('norm/', '1.').replace('variance', 'var')}`
}

/** Sides that make so many places of queries and keys: of several the most square, and of those the one that is wider than high. */
function gridOf(queries: number, keys: number, kernel: number, stride: number): [number, number] {
  const strided = (side: number) => Math.floor((side + 2 * (kernel >> 1) - kernel) / stride) + 1
  const heights = Array.from({ length: Math.floor(Math.sqrt(queries)) }, (_, i) => i + 1).filter((side) => queries % side === 0 && strided(side) * strided(queries / side) === keys)
  const height = heights.at(-1)
  if (height === undefined) throw new Error(`no map has ${queries} places and ${keys} keys`)
  return [height, queries / height]
}

const adapter: Adapter = (golden) => {
  const { config, tensors } = golden
  const shape = shapeOf(golden, 'input.x')
  const heads = numberOf(golden, 'heads')
  const stride = Number(config['kv_stride'] ?? 2)
  const scale = String(config['scale'] ?? '').startsWith('dim_head') ? 'head' as const : 'width' as const
  const depthwise = 'weight.convolution_projection_query.convolution_projection.convolution.kernel'
  if (tensors.has(depthwise)) {
    const [, length, channels] = shape as [number, number, number]
    const extra = config['cls'] ? 1 : 0
    const [height, width] = (config['grid'] as [number, number] | undefined) ?? gridOf(length - extra, shapeOf(golden, 'attn_0')[3]! - extra, shapeOf(golden, depthwise)[0]!, stride)
    return {
      names: transformers,
      build(scope) {
        const layer = convProjectionAttention(scope, { channels, height, width, extra }, { heads, width: shapeOf(golden, 'weight.projection_query.kernel')[1], kernel: shapeOf(golden, depthwise)[0]!, stride, bias: tensors.has('weight.projection_query.bias'), scale, output: false })
        return ({ x }, ctx) => layer(x!, ctx)
      },
    }
  }
  if (!tensors.has('weight.to_kv.net.0.kernel')) return { notCovered: golden.source }
  const [, height, width, channels] = shape as [number, number, number, number]
  return {
    names: lucid,
    build(scope) {
      const norm = layerNormalization(scope.child('norm'), channels)
      const layer = convProjectionAttention(scope, { channels, height, width, extra: 0 }, { heads, width: shapeOf(golden, 'weight.to_q.net.2.kernel')[3], kernel: shapeOf(golden, 'weight.to_q.net.0.kernel')[0]!, stride, bias: false, scale, shared: true })
      return ({ x }, ctx) => toMap(layer(toTokens(norm(x!, ctx)), ctx), height, width)
    },
  }
}

export default adapter
