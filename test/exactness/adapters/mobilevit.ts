/** MobileViT's block: vit-pytorch's, with normalisation behind the embedding and heads of a width of their own. */
import { mobileVitBlock } from '../../../main/engine/models/mobilevit-block.ts'
import type { Adapter, Named } from '../adapter.ts'
import { shapeOf } from '../case.ts'

const parts: Record<string, string> = { local: 'conv1', embed: 'conv2', project: 'conv3', fuse: 'conv4' }

function named(ours: string): Named {
  const [, layer, kind, part] = /^(local|embed|project|fuse)\/(convolution|norm)\/(\w+)$/.exec(ours) ?? []
  if (layer) return `${parts[layer]!}.${kind === 'norm' ? 1 : 0}.${part === 'variance' ? 'var' : part!}`
  const [, block, rest] = /^transformer\/block(\d+)\/(.+)$/.exec(ours) as unknown as [string, string, string]
  const [, projection] = /^attention\/(query|key|value)\/kernel$/.exec(rest) ?? []
  const at = `transformer.layers.${block}`
  if (projection) return [`${at}.0.to_qkv.kernel`, ['query', 'key', 'value'].indexOf(projection), 3]
  const [, theirs] = [
    [/^norm1\//, '0.norm.'], [/^attention\/out\//, '0.to_out.0.'], [/^norm2\//, '1.net.0.'], [/^mlp\/first\//, '1.net.1.'], [/^mlp\/second\//, '1.net.4.'],
  ].find(([pattern]) => (pattern as RegExp).test(rest)) as [RegExp, string]
  return `${at}.${theirs}${rest.split('/').at(-1)!}`
}

const adapter: Adapter = (golden) => {
  if (!golden.tensors.has('weight.conv4.0.kernel')) return { notCovered: golden.source }
  const [, height, width, channels] = shapeOf(golden, 'input.x') as [number, number, number, number]
  const [d, tripled] = shapeOf(golden, 'weight.transformer.layers.0.0.to_qkv.kernel') as [number, number]
  const [patch, other] = golden.config['patch'] as [number, number]
  if (patch !== other) return { notCovered: 'patches that are not square' }
  // The package has 4 heads of 8; the attention weights of a case say how many there are.
  const heads = golden.tensors.get('attn_0')?.shape[2] ?? 4
  const depth = [...golden.tensors.keys()].filter((key) => key.endsWith('.0.to_qkv.kernel') && key.startsWith('weight.')).length
  return {
    build(scope) {
      const block = mobileVitBlock(scope, {
        map: { channels, height, width }, width: d, depth, heads, attentionWidth: tripled / 3, hidden: shapeOf(golden, 'weight.transformer.layers.0.1.net.1.kernel')[1]!, patch,
        kernel: shapeOf(golden, 'weight.conv1.0.kernel')[0]!, bias: false, embedNorm: true, finalNorm: false, join: 'input-last',
      })
      return ({ x }, ctx) => block(x!, ctx)
    },
    names: named,
  }
}
export default adapter
