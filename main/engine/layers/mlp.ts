/** Two dense layers with an activation between them. x (…, width) → (…, out). */
import { activations, type Activation } from './activation.ts'
import type { Layer } from './context.ts'
import { dense } from './dense.ts'
import type { Initializer } from './initializers.ts'
import type { Scope } from './scope.ts'

export interface MlpConfig {
  width: number
  hidden: number
  out?: number
  activation?: Activation
  kernel?: Initializer
}

export function mlp(scope: Scope, { width, hidden, out = width, activation = 'gelu', kernel }: MlpConfig): Layer {
  const first = dense(scope.child('first'), { in: width, out: hidden, kernel })
  const second = dense(scope.child('second'), { in: hidden, out, kernel })
  const active = activations[activation]
  return (x, ctx) => second(active(first(x, ctx)), ctx)
}
