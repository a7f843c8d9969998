/** Fully connected layer y = xW + b over the last axis. x (…, in) → (…, out). */
import { biasAdd, matMul } from '../tensorflow/kernels/index.ts'
import type { Layer } from './context.ts'
import { fanInUniform, zeros, type Initializer } from './initializers.ts'
import type { Scope } from './scope.ts'

export interface DenseConfig {
  in: number
  out: number
  bias?: boolean
  kernel?: Initializer
}

export function dense(scope: Scope, { in: width, out, bias = true, kernel = fanInUniform() }: DenseConfig): Layer {
  const w = scope.weight('kernel', [width, out], kernel)
  const b = bias ? scope.weight('bias', [out], zeros) : null
  return (x) => {
    const product = matMul(x, w)
    return b ? biasAdd(product, b) : product
  }
}
