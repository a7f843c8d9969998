/** The order of the training images in an epoch: a function of (seed, epoch) alone. */
import { generatorFor } from '../layers/initializers.ts'

/** Fisher and Yates's shuffle of a copy. */
export function epochOrder(indices: Int32Array, seed: number, epoch: number): Int32Array {
  const order = Int32Array.from(indices)
  const generator = generatorFor(seed, `order/${epoch}`)
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(generator() * (i + 1))
    const other = order[j]!
    order[j] = order[i]!
    order[i] = other
  }
  return order
}
