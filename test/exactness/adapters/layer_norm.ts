/** Layer normalisation over the last axis. In (B, H, W, C) that is the channels of each place, which timm calls LayerNorm2d. */
import { layerNormalization } from '../../../main/engine/layers/normalization.ts'
import type { Adapter } from '../adapter.ts'
import { shapeOf } from '../case.ts'

const adapter: Adapter = (golden) => {
  const { eps, epsilon } = golden.config as { eps?: number; epsilon?: number }
  const width = shapeOf(golden, 'input.x').at(-1)!
  if (shapeOf(golden, 'weight.gamma').join() !== String(width)) return { notCovered: 'Fovea normalises over the last axis alone, with a scale' }
  return {
    build(scope) {
      const layer = layerNormalization(scope, width, eps ?? epsilon ?? 1e-5)
      return ({ x }, ctx) => layer(x!, ctx)
    },
  }
}
export default adapter
