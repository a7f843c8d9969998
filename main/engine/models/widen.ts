/** The control "the same network without attention, but as large": attention must beat more than its parameters. */
import { FoveaError } from '../../../preload/contract/errors.ts'
import type { Variant } from '../../../preload/contract/plan.ts'
import { countParameters, models, type Task } from './catalogue.ts'
import { resolved } from './resolve.ts'

type Model = Pick<Variant, 'model' | 'with'>

/**
 * The model with its widths scaled so that it has as nearly as possible `parameters` parameters, and nothing inserted.
 * Throws 'engine.not-widened' for a family whose width is not free.
 */
export function widenedTo({ model, with: given }: Model, parameters: number, task: Task): Model & { parameters: number } {
  const { family, options } = resolved(models, { model, with: given, insert: [] }, task)
  const { widen } = family
  if (!widen) throw new FoveaError('invalid', 'engine.not-widened', { model })
  const at = (factor: number) => {
    // By the family's id, for a name may bring attention with it.
    const wider = { model: family.id, with: widen(options, factor) as Variant['with'] }
    return { ...wider, parameters: countParameters({ ...wider, insert: [] }, task) }
  }
  // Counts grow with the factor; 24 halvings leave a step far below one channel.
  let [low, high] = [0, 1]
  while (at(high).parameters < parameters) high *= 2
  for (let i = 0; i < 24; i++) {
    const middle = (low + high) / 2
    if (at(middle).parameters < parameters) low = middle
    else high = middle
  }
  const [below, above] = [at(low), at(high)]
  return parameters - below.parameters < above.parameters - parameters ? below : above
}
