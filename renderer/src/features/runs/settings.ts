/** The settings of a run as flat paths of its plan, such as training.optimizer.learningRate; what may be a column or group runs. */
import type { RunRecord } from '../../../../preload/contract/run.ts'

export type Leaf = string | number | boolean | null

/** Every value without parts under its path. Of a list or object its parts are fields, an empty one is none. */
export function leaves(value: unknown, path = '', into = new Map<string, Leaf>()): Map<string, Leaf> {
  if (value && typeof value === 'object') for (const [key, inner] of Object.entries(value)) leaves(inner, path ? `${path}.${key}` : key, into)
  else into.set(path, value as Leaf)
  return into
}

/** null where the run has no such setting. */
export function settingAt(run: RunRecord, path: string): Leaf {
  let value: unknown = run.config
  for (const key of path.split('.')) value = value && typeof value === 'object' ? (value as Record<string, unknown>)[key] : undefined
  if (value === undefined || value === null) return null
  if (typeof value !== 'object') return value as Leaf
  return Object.keys(value).length ? null : JSON.stringify(value)
}

/** Paths under which runs differ. All runs of a model in a comparison have the same settings but for the seed, so one of them is read. */
export function differingPaths(runs: readonly RunRecord[]): string[] {
  const one = new Map(runs.map((run) => [`${run.comparisonId} ${run.variantId}`, run]))
  const values = new Map<string, { first: Leaf; count: number; differs: boolean }>()
  for (const { config: { seed: _seed, variant: { name: _name, ...variant }, ...config } } of one.values()) {
    for (const [path, value] of leaves({ ...config, variant })) {
      const known = values.get(path)
      if (!known) values.set(path, { first: value, count: 1, differs: false })
      else { known.count += 1; known.differs ||= known.first !== value }
    }
  }
  return [...values].filter(([, { differs, count }]) => differs || count < one.size).map(([path]) => path).sort()
}
