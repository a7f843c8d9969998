/** Nyström attention of nystrom-attention and of Transformers, whose pseudo-inverse starts from a maximum over the whole batch. */
import * as tf from '@tensorflow/tfjs-core'
import { attend } from '../../../main/engine/attention/attend.ts'
import { nystromAnswer, nystromFactors, nystromWeights } from '../../../main/engine/attention/nystrom.ts'
import { projectedHeads } from '../../../main/engine/attention/projected-heads.ts'
import { scores } from '../../../main/engine/attention/scores/catalogue.ts'
import { valueConvolution } from '../../../main/engine/attention/token/nystrom.ts'
import type { Adapter } from '../adapter.ts'
import { numberOf, shapeOf } from '../case.ts'
import { fused } from '../fused.ts'
import { meta } from '../meta.ts'

const rename = (ours: string) => ours.replace('qkv/', 'to_qkv.').replace('out/', 'to_out.0.').replace('values/', 'res_conv.')

const adapter: Adapter = (golden) => {
  const { config, tensors } = golden
  const [, length, width] = shapeOf(golden, 'input.x') as [number, number, number]
  const [heads, landmarks] = [numberOf(golden, 'heads'), numberOf(golden, 'landmarks')]
  const package_ = tensors.has('weight.to_qkv.kernel')
  if (!package_ && !tensors.has('weight.query.kernel')) return { notCovered: golden.source }
  if (tensors.has('input.mask')) return { notCovered: 'a mask over the tokens' }
  const filter = tensors.get(package_ ? 'weight.res_conv.kernel' : 'weight.conv.kernel')
  // Transformers attends in full where every token is a landmark.
  const full = !package_ && landmarks === length
  // The original start; the other one of Transformers takes a maximum for each head of each sample, as ours.
  const start = package_ || (config['init'] ?? 'original') === 'original' ? 'batch' : 'sample'
  return {
    names: (ours) => (package_ ? fused(ours, rename) : ours.replace('values/', 'conv.').replace('/', '.')),
    build(scope) {
      const convolution = filter ? valueConvolution(scope.child('values'), heads, filter.shape[0]!) : null
      const withConvolution = (answer: tf.Tensor, values: tf.Tensor) => (convolution ? tf.add(answer, convolution(values)) : answer)
      const attention = projectedHeads(scope, { width, heads, bias: tensors.has('weight.query.bias') || tensors.has('weight.to_qkv.bias'), output: package_ }, (q, k, v, ctx) => {
        if (full) return withConvolution(attend(q, k, v, ctx, { path: '', meta, score: scores['scaled-dot'].build(scope, { heads, width: width / heads }) }), v)
        const factors = nystromFactors(q, k, { landmarks, iterations: Number(config['pinv_iterations'] ?? 6), start })
        const shown = tensors.has('attn_full') ? [nystromWeights(factors)] : [factors.queries, factors.between, factors.keys]
        for (const weights of shown) ctx.tap('', weights, meta)
        return withConvolution(nystromAnswer(factors, v), v)
      })
      const missing = package_ ? (landmarks - (length % landmarks)) % landmarks : 0
      // Where the landmarks do not divide the tokens, the package puts zeros before them.
      return ({ x }, ctx) => (missing ? tf.slice(attention(tf.pad(x!, [[0, 0], [missing, 0], [0, 0]]), ctx), [0, missing, 0], [-1, -1, -1]) : attention(x!, ctx))
    },
  }
}
export default adapter
