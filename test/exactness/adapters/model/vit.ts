/** timm's VisionTransformer. */
import type { Adapter } from '../../adapter.ts'
import { numberOf, shapeOf } from '../../case.ts'
import { fused } from '../../fused.ts'
import { countOf, ofFamily } from './family.ts'

export const vitNames = (ours: string) =>
  ours.replace(/^patches\//, 'patch_embed.proj.').replace(/^cls$/, 'cls_token').replace('position/position', 'pos_embed').replace('head/classifier/', 'head.')
    .replace(/^block(\d+)\//, 'blocks.$1.').replace('attention/scale', 'ls1.gamma').replace('mlp/scale', 'ls2.gamma')
    .replace('attention/qkv/', 'attn.qkv.').replace('attention/out/', 'attn.proj.').replace('mlp/first/', 'mlp.fc1.').replace('mlp/second/', 'mlp.fc2.').replace('/', '.')

const adapter: Adapter = (golden) => {
  const { tensors } = golden
  const has = (name: string) => tensors.has(`weight.${name}`)
  const [patch, , , width] = shapeOf(golden, 'weight.patch_embed.proj.kernel') as [number, number, number, number]
  const [, places] = shapeOf(golden, 'output.y').length ? shapeOf(golden, 'weight.pos_embed') as [number, number, number] : []
  const [, height, columns] = shapeOf(golden, 'input.x') as [number, number, number, number]
  const cls = has('cls_token')
  if (has('reg_token') || has('dist_token')) return { notCovered: 'further tokens beside the class token' }
  if (has('norm_pre.gamma') || has('blocks.0.attn.q_norm.gamma')) return { notCovered: 'norms before the blocks or of queries and keys' }
  if (!has('blocks.0.attn.qkv.bias')) return { notCovered: 'queries, keys and values without a bias' }
  if (cls && has('fc_norm.gamma')) return { notCovered: 'a class token that is not read' }
  const [hiddenFrom, hidden] = shapeOf(golden, 'weight.blocks.0.mlp.fc1.kernel') as [number, number]
  return {
    names: (ours) => fused(ours, (name) => (has('fc_norm.gamma') ? vitNames(name).replace(/^norm\./, 'fc_norm.') : vitNames(name))),
    build: ofFamily(golden, {
      model: 'vit',
      with: {
        patch, width, depth: countOf(golden, 'blocks.*.'), heads: numberOf(golden, 'heads'), ratio: hidden / hiddenFrom,
        pool: cls ? 'cls' : has('fc_norm.gamma') ? 'mean-norm' : 'mean', classPosition: places === (height / patch) * (columns / patch) + 1, layerScale: has('blocks.0.ls1.gamma') ? 1 : 0,
      },
    }),
  }
}
export default adapter
