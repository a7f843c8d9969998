/** Scores of queries against keys, one head over (B, L, D): Keras, PyTorch, timm and the papers. */
import * as tf from '@tensorflow/tfjs-core'
import { attend } from '../../../main/engine/attention/attend.ts'
import { scores } from '../../../main/engine/attention/scores/catalogue.ts'
import { fixedCosine } from '../../../main/engine/attention/scores/cosine.ts'
import { gaussian } from '../../../main/engine/attention/scores/l2.ts'
import { selfAttention } from '../../../main/engine/attention/self-attention.ts'
import type { Score } from '../../../main/engine/attention/scores/score.ts'
import type { Layer } from '../../../main/engine/layers/context.ts'
import { dense } from '../../../main/engine/layers/dense.ts'
import type { Scope } from '../../../main/engine/layers/scope.ts'
import type { Adapter, LayerComparison } from '../adapter.ts'
import { shapeOf, type Case } from '../case.ts'
import { fused } from '../fused.ts'
import { meta } from '../meta.ts'

/** The projection W1 or W2, where the case has it. */
function projection(golden: Case, scope: Scope, name: string): Layer {
  if (!golden.tensors.has(`weight.${name}.kernel`)) return (x) => x
  const [from, out] = shapeOf(golden, `weight.${name}.kernel`) as [number, number]
  return dense(scope.child(name), { in: from, out, bias: golden.tensors.has(`weight.${name}.bias`) })
}

/** One head between raw or projected vectors; keys are the values unless they are given. */
const single = (golden: Case, scored: Score, names: (ours: string) => string): LayerComparison => ({
  names: (ours) => (/^W[12]\//.test(ours) ? ours.replace('/', '.') : names(ours.replace('/', '.'))),
  build(scope) {
    const [first, second] = ['W1', 'W2'].map((name) => projection(golden, scope, name)) as [Layer, Layer]
    const widthOf = (name: string, input: string) => (golden.tensors.get(`weight.${name}.kernel`) ?? golden.tensors.get(`input.${input}`) ?? golden.tensors.get('input.v'))!.shape.at(-1)!
    const score = scored.build(scope, { heads: 1, width: widthOf('W1', 'q'), keyWidth: widthOf('W2', 'k') })
    return ({ q, v, k = v, vmask }, ctx) => {
      const [q1, k1, v1] = [first(q!, ctx), second(k!, ctx), v!].map((x) => tf.expandDims(x, 1)) as [tf.Tensor, tf.Tensor, tf.Tensor]
      const mask = vmask ? tf.reshape(vmask, [vmask.shape[0]!, 1, 1, -1]) : undefined
      const y = attend(q1, k1, v1, ctx, { path: '', meta, score, mask })
      return golden.tensors.has('output.scores') ? { y, scores: score(q1, k1) } : y
    }
  },
})

/** timm's window attention of Swin V2, of which every window is a sample: cosine with a learned temperature, continuous bias, no bias of the keys. */
function windowCosine(golden: Case): LayerComparison {
  const [, rows, columns] = shapeOf(golden, 'buffer.relative_coords_table') as [number, number, number]
  const rename = (ours: string) =>
    ours.replace('score/temperature', 'logit_scale').replace('position/offsets', 'relative_coords_table').replace('position/first', 'cpb_mlp.0').replace('position/second', 'cpb_mlp.2').replace('out/', 'proj/').replace('/', '.')
  return {
    names: (ours) => (/^(query|value)\/bias$/.test(ours) ? `${ours[0]}_bias` : fused(ours, rename)),
    dead: ['k_bias', 'relative_position_index'],
    build(scope) {
      const [heads] = shapeOf(golden, 'weight.logit_scale') as [number]
      const attention = selfAttention(scope, { channels: shapeOf(golden, 'input.x')[2]!, height: (rows + 1) / 2, width: (columns + 1) / 2, extra: 0 },
        { mechanism: 'golden', heads, score: 'cosine', position: 'continuous-bias', bias: golden.tensors.has('weight.q_bias'), keyBias: false })
      return ({ x }, ctx) => attention(x!, ctx)
    },
  }
}

const adapter: Adapter = (golden) => {
  const { source, config, tensors } = golden
  const formula = String(config['formula'] ?? '')
  const has = (name: string) => tensors.has(`weight.${name}`)
  if (/keras.layers.(\w+ \+ keras.layers.)?AdditiveAttention/.test(source)) {
    const scale = has('additive.scale') ? 'additive.scale' : 'scale'
    return single(golden, has(scale) ? scores.additive : scores['additive-sum'], (ours) => (ours === 'v' ? scale : ours))
  }
  if (has('concat_score_weight')) {
    if (!has('scale')) return { notCovered: 'concat without an inner scale' }
    return single(golden, scores['concat-scalars'], (ours) => (ours === 'weight' ? 'concat_score_weight' : ours))
  }
  if (/keras.layers.Attention/.test(source)) {
    if (/concat/.test(source)) return { notCovered: 'concat with one number' }
    return single(golden, has('scale') ? scores['learned-dot'] : scores.dot, (ours) => ours)
  }
  if (has('logit_scale')) return windowCosine(golden)
  if (has('v.kernel') && !has('W1.kernel')) return { notCovered: 'one matrix over query and key put together' }
  if (has('v.kernel')) return single(golden, scores.additive, (ours) => (ours === 'v' ? 'v.kernel' : ours))
  if (has('W')) return single(golden, scores.bilinear, (ours) => ours)
  if (typeof config['sigma'] === 'number') return single(golden, gaussian(config['sigma']), (ours) => ours)
  const cosine = /^([\d.]+)\s*\*\s*cos/.exec(formula)
  if (cosine) return single(golden, fixedCosine(Number(cosine[1])), (ours) => ours)
  if (/sqrt\(d/.test(formula)) return single(golden, scores['scaled-dot'], (ours) => ours)
  if (/^q\W*k/.test(formula)) return single(golden, scores.dot, (ours) => ours)
  return { notCovered: source }
}
export default adapter
