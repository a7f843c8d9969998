/** What is said of a mechanism by looking at a recorded pass of it: its flow, and what it costs as the map grows. */
import type { Flow, SizedCost } from '../../../preload/contract/flow.ts'
import { problemOf } from '../../../preload/contract/errors.ts'
import type { Cost } from '../../../preload/contract/run.ts'
import type { MapShape } from '../attention/mechanism.ts'
import { costOf } from '../tensorflow/cost.ts'
import { flowOf } from './flow.ts'
import { withPass, type Pass } from './mechanism-pass.ts'

const costOfPass = ({ scope, recording }: Pass): Cost => ({ parameters: scope.parameters(), ...costOf(recording) })

/** Throws where the mechanism cannot stand on such a map. */
export const mechanismFlow = (id: string, given: Record<string, unknown>, map: MapShape): Flow => ({
  steps: withPass(id, given, map, true, ({ recording, scope, seen }) => flowOf(recording, scope.all(), 'y', seen)),
  cost: withPass(id, given, map, false, costOfPass),
})

/** On square maps of these sides; a map that it refuses has the reason in place of the cost. */
export function mechanismCosts(id: string, given: Record<string, unknown>, channels: number, sides: readonly number[]): SizedCost[] {
  return sides.map((side) => {
    try {
      return { side, cost: withPass(id, given, { channels, height: side, width: side }, false, costOfPass), problem: null }
    } catch (error) {
      const problem = problemOf(error)
      if (problem.kind === 'internal') throw error
      return { side, cost: null, problem }
    }
  })
}
