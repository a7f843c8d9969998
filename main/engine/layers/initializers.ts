/** First values of weights, drawn in JavaScript from a generator keyed by (seed, path), so that they are the same everywhere. */

/** Uniform numbers in [0, 1). */
export type Generator = () => number
export type Initializer = (shape: number[], generator: Generator) => Float32Array

export const sizeOf = (shape: number[]) => shape.reduce((a, b) => a * b, 1)
const filled = (shape: number[], next: () => number) => Float32Array.from({ length: sizeOf(shape) }, next)

/** FNV-1a of a text, 32 bit. */
export function hash(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return h >>> 0
}

/** sfc32 (PractRand's small fast counter), seeded from (seed, path). */
export function generatorFor(seed: number, path: string): Generator {
  let a = hash(path), b = seed | 0, c = Math.imul(seed, 0x9e3779b9) | 0, d = 1
  const next = () => {
    const t = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + t) | 0
    return (t >>> 0) / 2 ** 32
  }
  for (let i = 0; i < 15; i++) next()
  return next
}

/** Standard normal numbers (Box-Muller). */
export function normalFrom(generator: Generator): Generator {
  return () => Math.sqrt(-2 * Math.log(1 - generator())) * Math.cos(2 * Math.PI * generator())
}

export const zeros: Initializer = (shape) => new Float32Array(sizeOf(shape))
export const ones: Initializer = (shape) => new Float32Array(sizeOf(shape)).fill(1)
export const constant = (value: number): Initializer => (shape) => new Float32Array(sizeOf(shape)).fill(value)
export const given = (values: Float32Array): Initializer => () => Float32Array.from(values)
export const uniform = (limit: number): Initializer => (shape, generator) => filled(shape, () => (2 * generator() - 1) * limit)
export const normal = (std: number): Initializer => (shape, generator) => {
  const next = normalFrom(generator)
  return filled(shape, () => next() * std)
}
/** Normal cut at ±2 std, as ViT uses it (std 0.02). */
export const truncatedNormal = (std: number): Initializer => (shape, generator) => {
  const next = normalFrom(generator)
  const cut = () => {
    let z = next()
    while (Math.abs(z) > 2) z = next()
    return z * std
  }
  return filled(shape, cut)
}

/** Fan-in and fan-out of (…, in, out) kernels: (in, out) dense, (kh, kw, in, out) convolution. */
function fans(shape: number[]): { fanIn: number; fanOut: number } {
  const field = sizeOf(shape.slice(0, -2))
  return { fanIn: field * (shape.at(-2) ?? 1), fanOut: field * (shape.at(-1) ?? 1) }
}

/** He et al. ICCV 2015, for ReLU. */
export const kaimingNormal = (mode: 'fanIn' | 'fanOut' = 'fanIn'): Initializer => (shape, generator) => normal(Math.sqrt(2 / fans(shape)[mode]))(shape, generator)
/** Glorot and Bengio AISTATS 2010. */
export const xavierUniform: Initializer = (shape, generator) => {
  const { fanIn, fanOut } = fans(shape)
  return uniform(Math.sqrt(6 / (fanIn + fanOut)))(shape, generator)
}
/** PyTorch's default of Linear and Conv2d: uniform in ±1/sqrt(fan in). */
export const fanInUniform = (fanIn?: number): Initializer => (shape, generator) => uniform(1 / Math.sqrt(fanIn ?? fans(shape).fanIn))(shape, generator)
