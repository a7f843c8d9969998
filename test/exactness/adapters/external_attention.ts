/** External attention. */
import { externalAttention } from '../../../main/engine/attention/token/external.ts'
import type { Adapter } from '../adapter.ts'
import { shapeOf } from '../case.ts'

const adapter: Adapter = (golden) => {
  if (!golden.tensors.has('weight.mk.kernel')) return { notCovered: golden.source }
  const [, length, channels] = shapeOf(golden, 'input.x') as [number, number, number]
  return {
    names: (ours) => ours.replace('keys/', 'mk.').replace('values/', 'mv.'),
    // Stored (B, N, S); ours is (B, S, 1, N).
    attention({ shape: [batch, places, memory], values, ...rest }) {
      const turned = Float32Array.from(values as Float32Array, (_, i) => {
        const [b, s, n] = [Math.floor(i / (memory! * places!)), Math.floor(i / places!) % memory!, i % places!]
        return (values as Float32Array)[(b * places! + n) * memory! + s]!
      })
      return { ...rest, shape: [batch!, memory!, 1, places!], values: turned }
    },
    build(scope) {
      const layer = externalAttention(scope, { channels, height: 1, width: length, extra: 0 }, shapeOf(golden, 'weight.mk.kernel')[1]!)
      return ({ x }, ctx) => layer(x!, ctx)
    },
  }
}
export default adapter
