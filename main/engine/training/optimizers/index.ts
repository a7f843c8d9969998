/** The optimisers a plan can name. */
import type { Training } from '../../../../preload/contract/plan.ts'
import { adamw } from './adamw.ts'
import type { Optimizer } from './optimizer.ts'
import { sgd } from './sgd.ts'

export type { Optimizer } from './optimizer.ts'

export const optimizerOf = (config: Training['optimizer']): Optimizer => (config.id === 'sgd' ? sgd(config) : adamw(config))
