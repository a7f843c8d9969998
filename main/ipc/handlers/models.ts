/** models.describe: one model at one size of image, by a family's id or a name of the field. models.match: the same model at another width. */
import { FoveaError } from '../../../preload/contract/errors.ts'
import type { Variant } from '../../../preload/contract/plan.ts'
import { knownModel, modelNames, sizedSites } from '../../engine/catalogue.ts'
import { nearestFew } from '../../plans/near.ts'
import type { Parts } from '../parts.ts'
import type { CallHandlers } from '../router.ts'

export function modelHandlers({ inference }: Pick<Parts, 'inference'>): CallHandlers<'models.describe' | 'models.match'> {
  return {
    'models.match': (request) => inference.match(request),
    'models.describe': async ({ model, with: given, side, classes }) => {
      const known = knownModel(model)
      if (!known) throw new FoveaError('not-found', 'engine.model-unknown-near', { model, near: nearestFew(model, modelNames()).join(', ') })
      const pixels = side ?? known.side
      const input: [number, number, number] = [pixels, pixels, 3]
      const kinds = classes ?? known.classes
      const variant: Variant = { id: 'described', name: model, model, with: given, insert: [], role: 'tried' }
      const sites = sizedSites(variant, input)
      return { id: model, family: known.family.id, input, classes: kinds, ...(await inference.cost(variant, input, kinds)), sites }
    },
  }
}
