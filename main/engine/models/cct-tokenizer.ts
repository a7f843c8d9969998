/** How the compact Transformers make tokens of an image (Hassani et al. 2104.05704): convolutions (CCT), or patches (CVT, ViT-Lite). */
import { chain } from '../layers/blocks.ts'
import type { Layer } from '../layers/context.ts'
import { convolvedLength, convolve } from '../layers/convolution.ts'
import { maxPool } from '../layers/pooling.ts'
import type { Scope } from '../layers/scope.ts'
import { relu } from '../tensorflow/kernels/index.ts'

export interface TokenizerConfig {
  tokenizer: 'convolutions' | 'patches'
  convolutions: number
  kernel: number
  stride: number
  patch: number
}

/** Of all convolutions but the last. */
const WIDTH = 64

const POOL = { size: 3, stride: 2, padding: 1 }

/** Places of one axis. */
export function tokenizedLength({ tokenizer, convolutions, kernel, stride, patch }: TokenizerConfig, length: number): number {
  if (tokenizer === 'patches') return Math.floor(length / patch)
  return Array.from({ length: convolutions }).reduce<number>((rest) => convolvedLength(convolvedLength(rest, kernel, stride), POOL.size, POOL.stride, POOL.padding), length)
}

/**
 * (B, H, W, in) → (B, H', W', width), the map whose places are the tokens. Each convolution is followed by ReLU and a 3×3
 * max-pool of stride 2 and has no bias; patches are one convolution with a bias.
 */
export function cctTokenizer(scope: Scope, { in: channels, width, tokenizer, convolutions, kernel, stride, patch }: TokenizerConfig & { in: number; width: number }): Layer {
  if (tokenizer === 'patches') return convolve(scope.child('patches'), { in: channels, out: width, kernel: patch, stride: patch, padding: 0, bias: true })
  const widths = [channels, ...Array<number>(convolutions - 1).fill(WIDTH), width]
  const parts = widths.slice(1).map((out, i): Layer => {
    const convolution = convolve(scope.child(`convolution${i}`), { in: widths[i]!, out, kernel, stride })
    return (x, ctx) => maxPool(relu(convolution(x, ctx)), POOL.size, POOL.stride, POOL.padding)
  })
  return chain(...parts)
}
