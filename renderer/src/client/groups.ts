/** Groups of runs in an address: /groups?before=id,id&after=id,id. */
import type { LocationQuery } from 'vue-router'
import type { RunRecord } from '../../../preload/contract/run.ts'

export type Side = 'before' | 'after'
export type Groups = Record<Side, string[]>

export const groupsOf = (query: LocationQuery): Groups => {
  const ids = (side: Side) => [...new Set(String(query[side] ?? '').split(',').filter(Boolean))]
  return { before: ids('before'), after: ids('after') }
}

export const queryOf = ({ before, after }: Groups): Record<Side, string> => ({ before: before.join(','), after: after.join(',') })

export const addressOf = (groups: Groups): { path: string; query: Record<Side, string> } => ({ path: '/groups', query: queryOf(groups) })

export const turned = ({ before, after }: Groups): Groups => ({ before: after, after: before })

/** Runs that can be compared: finished, with answers to the test images. */
export const comparable = (runs: readonly RunRecord[]): RunRecord[] => runs.filter((run) => run.state === 'finished' && run.hasPredictions)

/** Ids of a variant's comparable runs. */
export const idsOf = (runs: readonly RunRecord[], variantId: string): string[] => comparable(runs).flatMap((run) => (run.variantId === variantId ? [run.id] : []))

/** The one variant whose comparable runs these are, all of them; null for any other choice. */
export function variantOf(runs: readonly RunRecord[], ids: readonly string[]): string | null {
  const [first] = runs.filter((run) => ids.includes(run.id))
  const own = first ? idsOf(runs, first.variantId) : []
  return first && own.length === ids.length && own.every((id) => ids.includes(id)) ? first.variantId : null
}
