/** Random numbers for generated data and splits: the same everywhere for the same seed (sfc32, PractRand). */

export interface Random {
  /** Uniform in [0, 1). */
  unit(): number
  /** A whole number in low..high, both included. */
  between(low: number, high: number): number
  pick<T>(items: ArrayLike<T>): T
  /** A new array in another order (Fisher-Yates). */
  shuffled<T>(items: readonly T[]): T[]
}

/** `stream` keeps apart what is drawn for different purposes under one seed. */
export function randomFrom(seed: number, stream: number): Random {
  const state = Uint32Array.of(0x9e3779b9 ^ stream, seed, 0xb7e15162 + Math.imul(stream, 0x85ebca6b), 1)
  function unit(): number {
    const [a, b, c, d] = state as unknown as [number, number, number, number]
    const sum = (a + b + d) >>> 0
    state.set([b ^ (b >>> 9), c + (c << 3), ((c << 21) | (c >>> 11)) + sum, d + 1])
    return sum / 2 ** 32
  }
  for (let i = 0; i < 20; i++) unit()
  const between = (low: number, high: number) => low + Math.floor(unit() * (high - low + 1))
  return {
    unit,
    between,
    pick: (items) => items[between(0, items.length - 1)]!,
    shuffled(items) {
      const order = [...items]
      for (let i = order.length - 1; i > 0; i--) {
        const j = between(0, i)
        ;[order[i], order[j]] = [order[j]!, order[i]!]
      }
      return order
    },
  }
}

/** `count` labels 0..classes−1, each as often as the others or once more, in random order. */
export const balancedLabels = (random: Random, count: number, classes: number): number[] => random.shuffled(Array.from({ length: count }, (_, i) => i % classes))
