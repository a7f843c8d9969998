/** From the last feature map to logits: pooling (mean, or what is inserted as the head), then a linear layer or an MLP. */
import type { Layer } from '../layers/context.ts'
import { dense } from '../layers/dense.ts'
import { mlp } from '../layers/mlp.ts'
import { meanPool } from '../layers/pooling.ts'
import type { Scope } from '../layers/scope.ts'

export interface HeadConfig {
  channels: number
  classes: number
  /** Width of a hidden layer; 0 = linear. */
  hidden?: number
  pool: Layer | null
}

/** The map is handed out as features, for evidence maps (Grad-CAM) of models without attention. */
export function classificationHead(scope: Scope, { channels, classes, hidden = 0, pool }: HeadConfig): Layer {
  const inner = scope.child('classifier')
  const classify = hidden ? mlp(inner, { width: channels, hidden, out: classes, activation: 'relu' }) : dense(inner, { in: channels, out: classes })
  return (x, ctx) => {
    const [, height, width] = x.shape as [number, number, number, number]
    ctx.tap('features', x, { kind: 'features', mechanism: 'features', keyGrid: [height, width], queryGrid: null, extra: 0 })
    return classify(pool ? pool(x, ctx) : meanPool(x), ctx)
  }
}
