/** catalogue.get and models.cost: what there is, and what a variant of it costs. */
import { FoveaError } from '../../../preload/contract/errors.ts'
import type { Cost } from '../../../preload/contract/run.ts'
import { validateVariant } from '../../engine/catalogue.ts'
import { catalogue } from '../catalogue.ts'
import type { Parts } from '../parts.ts'
import type { CallHandlers } from '../router.ts'

const mostKept = 500

export function catalogueHandlers({ inference }: Parts): CallHandlers<'catalogue.get' | 'models.cost'> {
  const costs = new Map<string, Cost>()
  return {
    'catalogue.get': catalogue,
    'models.cost': async ({ variant, input, classes }) => {
      const [wrong] = validateVariant(variant, { shape: input })
      if (wrong) throw new FoveaError(wrong.problem.kind, wrong.problem.code, wrong.problem.params)
      const key = JSON.stringify([variant.model, variant.with, variant.insert, input, classes])
      const cost = costs.get(key) ?? (await inference.cost(variant, input, classes))
      if (costs.size >= mostKept) costs.clear()
      costs.set(key, cost)
      return cost
    },
  }
}
