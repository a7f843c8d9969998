/** What there is, what a variant or a mechanism of it costs, how its shapes flow, and what the articles got wrong. */
import { textShapeOf } from '../../../preload/contract/dataset.ts'
import { FoveaError } from '../../../preload/contract/errors.ts'
import type { Cost } from '../../../preload/contract/run.ts'
import { articleFaults, validateVariant } from '../../engine/catalogue.ts'
import { catalogue } from '../catalogue.ts'
import type { Parts } from '../parts.ts'
import type { CallHandlers } from '../router.ts'

const mostKept = 500

export function catalogueHandlers({ datasets, inference }: Parts): CallHandlers<'catalogue.get' | 'catalogue.articles' | 'catalogue.flow' | 'catalogue.cost' | 'models.cost' | 'models.time'> {
  const costs = new Map<string, Cost>()
  return {
    'catalogue.get': catalogue,
    'catalogue.articles': () => articleFaults,
    'catalogue.flow': ({ mechanism, with: options, ...map }) => inference.flow({ mechanism, with: options, map }),
    'catalogue.cost': ({ mechanism, with: options, channels, sides }) => inference.costs({ mechanism, with: options, channels, sides }),
    'models.time': async ({ variant, dataset, training }) => {
      const manifest = datasets.manifest(datasets.key(dataset))
      const [wrong] = validateVariant(variant, { shape: manifest.shape, text: textShapeOf(manifest) })
      if (wrong) throw new FoveaError(wrong.problem.kind, wrong.problem.code, wrong.problem.params)
      return inference.time({ variant, dataset, training, seed: 1 }, datasets.folder(manifest.key))
    },
    'models.cost': async ({ variant, input, classes, text }) => {
      const [wrong] = validateVariant(variant, { shape: input, text })
      if (wrong) throw new FoveaError(wrong.problem.kind, wrong.problem.code, wrong.problem.params)
      const key = JSON.stringify([variant.model, variant.with, variant.insert, input, classes, text])
      const cost = costs.get(key) ?? (await inference.cost(variant, input, classes, text))
      if (costs.size >= mostKept) costs.clear()
      costs.set(key, cost)
      return cost
    },
  }
}
