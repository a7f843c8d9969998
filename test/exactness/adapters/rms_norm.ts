/** Root mean square normalisation. */
import { rmsNormalization } from '../../../main/engine/layers/normalization.ts'
import type { Adapter } from '../adapter.ts'
import { numberOf, shapeOf } from '../case.ts'

const adapter: Adapter = (golden) => ({
  build(scope) {
    const layer = rmsNormalization(scope, shapeOf(golden, 'input.x').at(-1)!, numberOf(golden, 'eps'))
    return ({ x }, ctx) => layer(x!, ctx)
  },
  names: () => 'weight',
})
export default adapter
