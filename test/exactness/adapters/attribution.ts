/** Attribution of a little CNN's answers: captum's views of pixels, and Grad-CAM and its kin as the package grad-cam draws them. */
import * as tf from '@tensorflow/tfjs-core'
import { integratedGradients, saliency, type Answering } from '../../../main/engine/inference/attribution.ts'
import type { CamMethod } from '../../../main/engine/inference/class-activation.ts'
import { gradCam } from '../../../main/engine/inference/grad-cam.ts'
import { occlusion } from '../../../main/engine/inference/occlusion.ts'
import { gaussLegendre, middle, trapezoid, type Rule } from '../../../main/engine/inference/quadrature.ts'
import { evaluationContext, type Layer } from '../../../main/engine/layers/context.ts'
import { biasAdd, convolution, matMul, relu, resizeBilinear } from '../../../main/engine/tensorflow/kernels/index.ts'
import type { Adapter } from '../adapter.ts'
import type { Case } from '../case.ts'

/** conv 3×3, relu, conv 3×3 of stride 2, relu, mean, linear. */
function network(golden: Case): Layer {
  const stored = (name: string) => tf.tensor(golden.tensors.get(name)!.values, golden.tensors.get(name)!.shape)
  const convolved = (x: tf.Tensor, name: string, stride: number) => relu(biasAdd(convolution(x, stored(`weight.${name}.kernel`), { stride, padding: 1 }), stored(`weight.${name}.bias`)))
  return (x, ctx) => {
    const features = convolved(convolved(x, 'c1', 1), 'c2', 2)
    ctx.tap('features', features, { kind: 'features', mechanism: 'features', keyGrid: [features.shape[1]!, features.shape[2]!], queryGrid: null, extra: 0 })
    return biasAdd(matMul(tf.mean(features, [1, 2]), stored('weight.fc.kernel')), stored('weight.fc.bias'))
  }
}

/** captum's trapezoid counts every point 1/n, the ends half, so that it sums to (n − 1) / n. */
const captumTrapezoid = (points: number): Rule => trapezoid(points).map(({ at, weight }) => ({ at, weight: (weight * (points - 1)) / points }))
const rules: Record<string, (points: number) => Rule> = { riemann_trapezoid: captumTrapezoid, riemann_middle: middle, gausslegendre: gaussLegendre }

/** Each image from 0 to 1. */
function scaled(map: tf.Tensor): tf.Tensor {
  const above = tf.sub(map, tf.min(map, [1, 2], true))
  return tf.div(above, tf.add(tf.max(above, [1, 2], true), 1e-7))
}
const cams: Record<string, CamMethod> = { GradCAM: 'grad-cam', GradCAMPlusPlus: 'grad-cam++', XGradCAM: 'xgrad-cam', LayerCAM: 'layer-cam' }

/** One output of a case, by its name. */
function valueOf(output: string, layer: Layer, x: tf.Tensor, targets: tf.Tensor): tf.Tensor | null {
  const model: Answering = (images) => layer(images, evaluationContext(tf.tensor1d([0, 0], 'int32')))
  const [, rule, points, delta] = /^ig_([a-z_]+)_(\d+)(_delta)?$/.exec(output) ?? []
  if (rule && rules[rule]) return integratedGradients(model, x, targets, { baseline: tf.zerosLike(x), rule: rules[rule](Number(points)) })[delta ? 'delta' : 'attribution']
  const [, window, stride] = /^occlusion_(\d+)x\1_s(\d+)$/.exec(output) ?? []
  if (window) return tf.add(occlusion(model, x, targets, { window: Number(window), stride: Number(stride), fill: 0 }), tf.zerosLike(x))
  const [height, width] = x.shape.slice(1) as [number, number]
  const method = cams[output]
  if (method) return scaled(tf.squeeze(resizeBilinear(tf.expandDims(scaled(gradCam(layer, x, { method, targets }).map!), 3), height, width), [3]))
  switch (output) {
    case 'logits': return model(x)
    case 'saliency_signed': return saliency(model, x, targets)
    case 'input_x_gradient': return tf.mul(x, saliency(model, x, targets))
    case 'gradcam_relu2_raw': return gradCam(layer, x, { targets, signed: true }).map
    case 'gradcam_relu2': return gradCam(layer, x, { targets }).map
    default: return null
  }
}

const adapter: Adapter = (golden) => {
  if (!golden.tensors.has('weight.c2.kernel')) return { notCovered: golden.source }
  return {
    values: () => tf.tidy(() => {
      const input = (name: string, dtype: 'float32' | 'int32') => tf.tensor(golden.tensors.get(`input.${name}`)!.values, golden.tensors.get(`input.${name}`)!.shape, dtype)
      const outputs = [...golden.tensors.keys()].filter((name) => name.startsWith('output.')).map((name) => name.slice('output.'.length))
      const found = outputs.map((output) => [output, valueOf(output, network(golden), input('x', 'float32'), input('target', 'int32'))?.dataSync()] as const)
      return Object.fromEntries(found.filter(([, values]) => values)) as unknown as tf.TensorContainer
    }) as unknown as Record<string, Float32Array>,
  }
}
export default adapter
