/** In which settings runs differ: the path of each, and its value in every run. What is alike is left out. */
import type { RunRecord } from '../../../../preload/contract/run.ts'

export interface Difference { path: string; values: string[] }

function leaves(value: unknown, path: string, into: Map<string, string>): void {
  if (value && typeof value === 'object' && Object.keys(value).length) for (const [key, inner] of Object.entries(value)) leaves(inner, path ? `${path}.${key}` : key, into)
  else into.set(path, typeof value === 'string' ? value : JSON.stringify(value))
}

export function differencesOf(runs: readonly RunRecord[]): Difference[] {
  const all = runs.map(({ config: { variant: { name: _name, ...variant }, ...config }, environment, cost }) => {
    const flat = new Map<string, string>()
    leaves({ ...config, variant, environment, parameters: cost?.parameters ?? null, macs: cost?.macs ?? null }, '', flat)
    return flat
  })
  const paths = [...new Set(all.flatMap((flat) => [...flat.keys()]))]
  return paths.map((path) => ({ path, values: all.map((flat) => flat.get(path) ?? '–') })).filter(({ values }) => new Set(values).size > 1)
}
