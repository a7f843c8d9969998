/** Activations of PyTorch by the name of their function. */
import { activations } from '../../../main/engine/layers/activation.ts'
import { leakyRelu } from '../../../main/engine/tensorflow/kernels/index.ts'
import type { Adapter } from '../adapter.ts'

const names: [RegExp, keyof typeof activations][] = [
  [/approximate='tanh'/, 'geluTanh'], [/sigmoid\(1\.702/, 'quickGelu'], [/\bgelu\b/i, 'gelu'], [/hard_?sigmoid/i, 'hardSigmoid'], [/hard_?swish/i, 'hardSwish'],
  [/\b(silu|swish)\b/i, 'silu'], [/\bsigmoid\b/i, 'sigmoid'], [/\btanh\b/i, 'tanh'], [/\brelu6\b/i, 'relu6'], [/\brelu\b/i, 'relu'], [/\belu\b/i, 'elu'], [/softplus/i, 'softplus'], [/mish/i, 'mish'],
]

const adapter: Adapter = ({ source, config }) => {
  const slope = /leaky_?relu(?:\(([\d.e-]+)\))?/i.exec(source)
  if (slope) {
    const below = Number(slope[1] ?? config['negative_slope'] ?? 0.01)
    return { build: () => ({ x }) => leakyRelu(x!, below) }
  }
  const name = names.find(([pattern]) => pattern.test(source))?.[1]
  if (!name) return { notCovered: `Fovea has no activation ${source}` }
  return { build: () => ({ x }) => activations[name](x!) }
}
export default adapter
