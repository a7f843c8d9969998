/** A mechanism of the catalogue on the map of a case, its input 'x'. */
import { mechanismById } from '../../main/engine/attention/catalogue.ts'
import type { LayerComparison } from './adapter.ts'
import { shapeOf, type Case } from './case.ts'

export function ofCatalogue(golden: Case, id: string, options: object): LayerComparison['build'] {
  const [, height, width, channels] = shapeOf(golden, 'input.x') as [number, number, number, number]
  const mechanism = mechanismById.get(id)
  if (!mechanism) throw new Error(`no mechanism ${id}`)
  return (scope) => {
    const layer = mechanism.build(scope, mechanism.options.parse(options), { channels, height, width })
    return ({ x }, ctx) => layer(x!, ctx)
  }
}
