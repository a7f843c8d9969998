/** Linear attention on heads as they are, causal or not; efficient attention; timm's multi-scale attention with ReLU features. */
import * as tf from '@tensorflow/tfjs-core'
import { causalKernelised, kernelised } from '../../../main/engine/attention/kernelised.ts'
import { linearAnswer, linearFeatures } from '../../../main/engine/attention/token/linear.ts'
import { liteMultiScaleAttention } from '../../../main/engine/attention/token/lite-mla.ts'
import type { Adapter } from '../adapter.ts'
import { numberOf, shapeOf } from '../case.ts'
import { meta } from '../meta.ts'

/** Sources differ in the small number of the denominator; where a case states none it has none. */
const adapter: Adapter = (golden) => {
  const { config, tensors } = golden
  const epsilon = Number(config['eps'] ?? 0)
  if (tensors.has('weight.qkv.conv.kernel')) {
    if (tensors.has('weight.qkv.conv.bias') || tensors.has('weight.proj.conv.bias')) return { notCovered: 'biases in multi-scale linear attention' }
    const [, height, width, channels] = shapeOf(golden, 'input.x') as [number, number, number, number]
    const names: Record<string, string> = { project: 'qkv.conv', out: 'proj.conv', norm: 'proj.norm', gather: '0', mix: '1' }
    return {
      names: (ours) => ours.replace('variance', 'var').replace(/^scale(\d+)\/(gather|mix)/, (_, i: string, part: string) => `aggreg.${i}.${names[part]}`).replace(/^(project|out|norm)/, (part) => names[part]!).replaceAll('/', '.'),
      build(scope) {
        const layer = liteMultiScaleAttention(scope, { channels, height, width }, {
          heads: numberOf(golden, 'heads'), width: numberOf(golden, 'heads') * numberOf(golden, 'dim'), out: shapeOf(golden, 'weight.proj.conv.kernel')[3],
          scales: config['scales'] as number[], epsilon: Number(config['eps'] ?? 1e-5),
        })
        return ({ x }, ctx) => layer(x!, ctx)
      },
    }
  }
  if (!tensors.has('input.q')) return { notCovered: golden.source }
  const features = config['feature_map'] as string | undefined
  if (features === undefined) {
    return {
      build: () => ({ q, k, v }, ctx) => {
        const [queries, keys] = linearFeatures(q!, k!, 'efficient')
        for (const weights of [queries, keys]) ctx.tap('', weights, meta)
        // This source also divides by √d, which the paper leaves to the projection of the values.
        return tf.mul(linearAnswer(queries, keys, v!, 'efficient', 0), q!.shape[3]! ** -0.5)
      },
    }
  }
  const form = features === 'elu(x)+1' ? 'elu' : features === 'relu' ? 'relu' : null
  if (!form) return { notCovered: `features ${features}` }
  return {
    build: () => ({ q, k, v }) => {
      const [queries, keys] = linearFeatures(q!, k!, form)
      return config['causal'] ? causalKernelised(queries, keys, v!, epsilon) : kernelised(queries, keys, v!, epsilon)
    },
  }
}
export default adapter
