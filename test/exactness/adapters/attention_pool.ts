/** timm's AttentionPool2d (CLIP) and AttentionPoolLatent. */
import { attentionPool } from '../../../main/engine/attention/attention-pool.ts'
import { latentPool } from '../../../main/engine/attention/latent-pool.ts'
import { toTokens } from '../../../main/engine/attention/tokens.ts'
import { positions } from '../../../main/engine/attention/positions/catalogue.ts'
import type { Stored } from '../../../main/engine/training/safetensors.ts'
import type { Adapter, LayerComparison, Named } from '../adapter.ts'
import { numberOf, shapeOf, type Case } from '../case.ts'
import { fused, fusedKeyValue } from '../fused.ts'
import { meta } from '../meta.ts'

/** The first query of the source's square maps. */
function firstQuery({ shape, values, ...rest }: Stored): Stored {
  const [batch, heads, queries, keys] = shape as [number, number, number, number]
  return { ...rest, shape: [batch, heads, 1, keys], values: (values as Float32Array).filter((_, i) => Math.floor(i / keys) % queries === 0) }
}

function pool2d(golden: Case): LayerComparison {
  const { tensors } = golden
  const apart = tensors.has('weight.q.kernel')
  const [from, all] = shapeOf(golden, apart ? 'weight.q.kernel' : 'weight.qkv.kernel') as [number, number]
  const width = apart ? all : all / 3
  const rename = (ours: string) => ours.replace(/^position$/, 'pos_embed').replace(/^token$/, 'cls_token').replace('out/', 'proj/').replace('/', '.')
  return {
    attention: firstQuery,
    names: (ours): Named => (apart ? rename(ours).replace(/^(q|k|v)[a-z]+\./, '$1.') : fused(ours, rename)),
    build(scope) {
      const [, height, columns] = shapeOf(golden, 'input.x') as [number, number, number, number]
      const pool = attentionPool(scope, {
        width, queryWidth: from, keyWidth: from, valueWidth: from, out: shapeOf(golden, 'weight.proj.kernel')[1], heads: numberOf(golden, 'heads'),
        bias: tensors.has(apart ? 'weight.q.bias' : 'weight.qkv.bias'), places: height * columns, query: tensors.has('weight.cls_token') ? 'learned' : 'mean',
      })
      return ({ x }, ctx) => pool(toTokens(x!), ctx, meta)
    },
  }
}

function latent(golden: Case): LayerComparison {
  const { tensors } = golden
  const [, places, channels] = shapeOf(golden, 'input.x') as [number, number, number]
  const [, latents, queryWidth] = shapeOf(golden, 'weight.latent') as [number, number, number]
  const normed = tensors.has('weight.q_norm.gamma')
  const rename = (ours: string) =>
    ours.replace('position/position', 'pos_embed').replace('query/', 'q/').replace('out/', 'proj/').replace('queryNorm', 'q_norm').replace('keyNorm', 'k_norm')
      .replace('mlp/first', 'mlp.fc1').replace('mlp/second', 'mlp.fc2').replaceAll('/', '.')
  return {
    names: (ours) => fusedKeyValue(ours, rename),
    build(scope) {
      const place = positions[tensors.has('weight.pos_embed') ? 'learned' : 'none'].build(scope.child('position'), { height: 1, width: places, channels })
      const pool = latentPool(scope, {
        width: shapeOf(golden, 'weight.kv.kernel')[1]! / 2, queryWidth, keyWidth: channels, valueWidth: channels, out: shapeOf(golden, 'weight.proj.kernel')[1],
        heads: numberOf(golden, 'heads'), latents, bias: tensors.has('weight.kv.bias'), queryKeyNorm: normed ? (tensors.has('weight.q_norm.beta') ? 'layer' : 'rms') : 'none',
        hidden: tensors.has('weight.mlp.fc1.kernel') ? shapeOf(golden, 'weight.mlp.fc1.kernel')[1]! : 0, norm: tensors.has('weight.norm.gamma'),
      })
      return ({ x }, ctx) => pool(place(x!, ctx), ctx, meta)
    },
  }
}

const adapter: Adapter = (golden) => {
  const has = (name: string) => golden.tensors.has(`weight.${name}`)
  if (has('latent')) {
    if (!has('q.kernel')) return { notCovered: 'latents that are the queries themselves' }
    const latents = shapeOf(golden, 'weight.latent')[1]!
    if (latents > 1 && golden.config['pool_type'] !== 'avg') return { notCovered: 'several latents of which only the first is read' }
    return latent(golden)
  }
  if (has('pos_embed') && has('proj.kernel')) return pool2d(golden)
  return { notCovered: golden.source }
}
export default adapter
