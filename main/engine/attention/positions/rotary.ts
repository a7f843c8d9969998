/**
 * Rotary position embedding (Su et al. Neurocomputing 2024): each pair of neighbouring numbers of a query or key is turned by an
 * angle that grows with the position, so that q · k depends on the offset alone. On a map half of the pairs turn with the row and
 * half with the column: by cell (timm; Heo et al. ECCV 2024), or by pixel frequencies over −1 … 1 (rotary-embedding-torch).
 */
import * as tf from '@tensorflow/tfjs-core'
import { given } from '../../layers/initializers.ts'
import type { HeadShape, RotaryPosition } from './position.ts'

/** x cos + x⊥ sin with x⊥ = (−x₁, x₀) for each pair. x (…, L, d); cosines and sines (L, d), the same for both of a pair. */
export function rotate(x: tf.Tensor, cosines: tf.Tensor, sines: tf.Tensor): tf.Tensor {
  const pairs = tf.reshape(x, [-1, x.shape.at(-1)! / 2, 2])
  const crossed = tf.reshape(tf.mul(tf.reverse(pairs, -1), tf.tensor1d([-1, 1])), x.shape)
  return tf.add(tf.mul(x, cosines), tf.mul(crossed, sines))
}

/** Angles (places, d). */
type Angles = (shape: Pick<HeadShape, 'height' | 'width' | 'each'>) => Float64Array

/** One angle a place and pair, written for both of the pair. */
function anglesOf({ height, width, each }: Pick<HeadShape, 'height' | 'width' | 'each'>, angle: (y: number, x: number, pair: number) => number): Float64Array {
  return Float64Array.from({ length: height * width * each }, (_, i) => {
    const place = Math.floor(i / each)
    return angle(Math.floor(place / width), place % width, Math.floor((i % each) / 2))
  })
}

/** By the row-major index, 10000^(−2i/d). */
export const angles1d: Angles = (shape) => anglesOf(shape, (y, x, pair) => (y * shape.width + x) * 10000 ** ((-2 * pair) / shape.each))

/** By cells, 10000^(−4i/d); the pairs of the row first. */
export const angles2d: Angles = (shape) => {
  const bands = shape.each / 4
  return anglesOf(shape, (y, x, pair) => (pair < bands ? y : x) * 10000 ** (-(pair % bands) / bands))
}

const MOST = 10

/** Places from −1 to 1, frequencies from π to 5π in even steps. */
export const anglesPixel: Angles = (shape) => {
  const bands = shape.each / 4
  const along = (index: number, length: number) => (length > 1 ? (2 * index) / (length - 1) - 1 : -1)
  const frequency = (band: number) => Math.PI * (bands > 1 ? 1 + (band * (MOST / 2 - 1)) / (bands - 1) : 1)
  return anglesOf(shape, (y, x, pair) => (pair < bands ? along(y, shape.height) : along(x, shape.width)) * frequency(pair % bands))
}

const rotary = (id: string, name: RotaryPosition['name'], multiple: number, angles: Angles): RotaryPosition => ({
  id, name, multiple, applies: 'queries-keys',
  build: (scope, { height, width, each, extra = 0 }) => {
    const turns = Float64Array.from([...new Float64Array(extra * each), ...angles({ height, width, each })])
    const table = (weight: string, wave: (angle: number) => number) => scope.weight(weight, [turns.length / each, each], given(Float32Array.from(turns, wave)), { trainable: false })
    const [cosines, sines] = [table('cosines', Math.cos), table('sines', Math.sin)]
    return (x) => rotate(x, cosines, sines)
  },
})

export const rope1d = rotary('rope-1d', { en: 'Rotary, 1-D', 'zh-CN': '一维旋转' }, 2, angles1d)
export const rope2d = rotary('rope-2d', { en: 'Rotary, 2-D', 'zh-CN': '二维旋转' }, 4, angles2d)
export const rope2dPixel = rotary('rope-2d-pixel', { en: 'Rotary, 2-D (pixel)', 'zh-CN': '二维旋转（像素）' }, 4, anglesPixel)
