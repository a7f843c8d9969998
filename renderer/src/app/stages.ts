/** Where a comparison opens: where something is going on, else where its finding is. */
import type { ComparisonSummary } from '../../../preload/contract/comparison.ts'
import type { Stage } from './routes.ts'

export function entryStage(comparison: ComparisonSummary): Stage {
  if (comparison.state === 'finished') return 'result'
  return 'run'
}
