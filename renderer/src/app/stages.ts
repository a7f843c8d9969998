/** Where a comparison opens: where something is going on, else where its finding is. */
import type { ComparisonSummary } from '../../../preload/contract/comparison.ts'
import type { Stage } from './routes.ts'

export const entryStage = ({ state }: ComparisonSummary): Stage => (state === 'finished' ? 'result' : 'run')
