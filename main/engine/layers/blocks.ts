/** Blocks that several models share. */
import { activations, type Activation } from './activation.ts'
import type { Layer } from './context.ts'
import { convolve, type ConvolutionConfig } from './convolution.ts'
import { batchNormalization } from './normalization.ts'
import type { Scope } from './scope.ts'

/** Layers one after another; what is missing is passed by. */
export function chain(...parts: (Layer | null | undefined)[]): Layer {
  const layers = parts.filter((part) => part !== null && part !== undefined)
  return (x, ctx) => layers.reduce((y, layer) => layer(y, ctx), x)
}

/** Convolution without bias, batch normalisation, ReLU or what is named; null: no activation. */
export function convolutionBlock(scope: Scope, { activation = 'relu', ...config }: ConvolutionConfig & { activation?: Activation | null }): Layer {
  const convolution = convolve(scope.child('convolution'), config)
  const norm = batchNormalization(scope.child('norm'), config.out)
  const active: Layer | null = activation && ((x) => activations[activation](x))
  return chain(convolution, norm, active)
}
