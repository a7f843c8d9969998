/** In which settings runs differ: the path of each, and its value in every run. What is alike is left out. */
import type { RunRecord } from '../../../../preload/contract/run.ts'
import { leaves } from './settings.ts'

export interface Difference { path: string; values: string[] }

export function differencesOf(runs: readonly RunRecord[]): Difference[] {
  const all = runs.map(({ config: { variant: { name: _name, ...variant }, ...config }, environment, cost }) =>
    leaves({ ...config, variant, environment, parameters: cost?.parameters ?? null, macs: cost?.macs ?? null }))
  const paths = [...new Set(all.flatMap((flat) => [...flat.keys()]))]
  return paths.map((path) => ({ path, values: all.map((flat) => String(flat.get(path) ?? '–')) })).filter(({ values }) => new Set(values).size > 1)
}
