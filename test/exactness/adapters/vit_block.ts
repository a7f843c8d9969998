/** Transformer blocks: timm's and Transformers' of ViT, PyTorch's encoder layer with norms before and after. */
import { vitBlock } from '../../../main/engine/models/vit-block.ts'
import type { Adapter } from '../adapter.ts'
import { numberOf, shapeOf, type Case } from '../case.ts'
import { fused } from '../fused.ts'
import { meta } from '../meta.ts'

/** How each source names what we call by a path. */
const timm = (ours: string) =>
  ours.replace('attention/scale', 'ls1.gamma').replace('mlp/scale', 'ls2.gamma').replace('attention/qkv/', 'attn.qkv.').replace('attention/out/', 'attn.proj.')
    .replace('attention/queryNorm/', 'attn.q_norm.').replace('attention/keyNorm/', 'attn.k_norm.').replace('mlp/first/', 'mlp.fc1.').replace('mlp/second/', 'mlp.fc2.').replace('/', '.')
const transformers = (ours: string) =>
  ours.replace(/^attention\/(\w)\w+\//, 'attention.$1_proj.').replace('norm1/', 'layernorm_before.').replace('norm2/', 'layernorm_after.').replace('mlp/first/', 'mlp.fc1.').replace('mlp/second/', 'mlp.fc2.')
const torch = (ours: string) =>
  ours.replace(/^attention\/(query|key|value)\//, (_, name: string) => `self_attn.${name[0]}_proj.`).replace('attention/out/', 'self_attn.out_proj.').replace('mlp/first/', 'linear1.').replace('mlp/second/', 'linear2.').replace('/', '.')

/** PyTorch's encoder layer takes ReLU unless it is told another activation; the source names it. */
const activationOf = ({ source, config }: Case) => {
  const named = `${String(config['activation'] ?? '')} ${source}`
  return /relu/i.test(named) || (/EncoderLayer/.test(source) && !/gelu/i.test(named)) ? 'relu' as const : 'gelu' as const
}

/** timm's own default is 1e-6, and its values are computed with it even where the config says 1e-5: ours then differs by 7e-7 and not by 8e-6. */
const epsilonOf = ({ source, config }: Case) => {
  const stated = Number(config['norm_eps'] ?? 1e-5)
  return /^timm/.test(source) && stated === 1e-5 ? 1e-6 : stated
}

const adapter: Adapter = (golden) => {
  const { tensors, config, source } = golden
  const has = (name: string) => tensors.has(`weight.${name}`)
  const forms = { 'attn.qkv.kernel': timm, 'attention.q_proj.kernel': transformers, 'self_attn.q_proj.kernel': torch }
  const [form, rename] = Object.entries(forms).find(([key]) => has(key)) ?? []
  if (!form || !rename) return { notCovered: source }
  const hidden = shapeOf(golden, has('linear1.kernel') ? 'weight.linear1.kernel' : 'weight.mlp.fc1.kernel')[1]!
  return {
    names: (ours) => (rename === timm ? fused(ours, timm) : rename(ours)),
    build(scope) {
      const block = vitBlock(scope, {
        width: shapeOf(golden, 'input.x')[2]!, heads: numberOf(golden, 'heads'), hidden, epsilon: epsilonOf(golden), activation: activationOf(golden),
        norm: /norm_first=False/.test(source) || config['norm_first'] === false ? 'post' : 'pre', scale: has('ls1.gamma') ? 1 : 0,
        bias: has(form.replace('kernel', 'bias')), queryKeyNorm: has('attn.q_norm.gamma') ? (has('attn.q_norm.beta') ? 'layer' : 'rms') : 'none', meta,
      })
      return ({ x }, ctx) => block(x!, ctx)
    },
  }
}
export default adapter
