/** A model of the catalogue on the images of a case, its input 'x' and output 'y'. */
import { buildModel } from '../../../../main/engine/models/catalogue.ts'
import type { Variant } from '../../../../preload/contract/plan.ts'
import type { LayerComparison } from '../../adapter.ts'
import { shapeOf, type Case } from '../../case.ts'

export function ofFamily(golden: Case, variant: Pick<Variant, 'model' | 'with'> & Partial<Pick<Variant, 'insert'>>): LayerComparison['build'] {
  const [, height, width, channels] = shapeOf(golden, 'input.x') as [number, number, number, number]
  const classes = shapeOf(golden, 'output.y')[1]!
  return (scope) => {
    const layer = buildModel(scope, { insert: [], ...variant }, { shape: [height, width, channels], classes })
    return ({ x }, ctx) => layer(x!, ctx)
  }
}

/** How many blocks a case has: the numbers that stand for * in `pattern`, 'blocks.*.'. */
export function countOf(golden: Case, pattern: string): number {
  const at = new RegExp(`^weight\\.${pattern.replaceAll('.', '\\.').replace('*', '(\\d+)')}`)
  return new Set([...golden.tensors.keys()].flatMap((key) => at.exec(key)?.[1] ?? [])).size
}
