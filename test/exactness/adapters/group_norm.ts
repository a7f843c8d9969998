/** Group normalisation. */
import { groupNormalization } from '../../../main/engine/layers/normalization.ts'
import type { Adapter } from '../adapter.ts'
import { numberOf, shapeOf } from '../case.ts'

const adapter: Adapter = (golden) => ({
  build(scope) {
    const layer = groupNormalization(scope, shapeOf(golden, 'input.x').at(-1)!, { groups: numberOf(golden, 'groups'), epsilon: numberOf(golden, 'eps') })
    return ({ x }, ctx) => layer(x!, ctx)
  },
})
export default adapter
