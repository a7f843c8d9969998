/** Runs as lines of the table: sorted, and under the lines of their group and of their model where they are taken together. */
import type { RunRecord } from '../../../../preload/contract/run.ts'
import { cellValue } from './cells.ts'
import type { Column, Names } from './columns.ts'
import type { Leaf } from './settings.ts'

/** run: one run. model: the seeds of one model in one comparison. group: what shares the values of the fields grouped by. */
export interface Row {
  id: string
  kind: 'run' | 'model' | 'group'
  level: number
  runs: RunRecord[]
  /** How many models of comparisons the runs belong to. */
  models: number
  /** What a group's runs share, in the order of the fields. */
  shared: Leaf[]
}
interface Node { row: Row; children: Node[] }

export interface Order { column: Column; descending: boolean }
export interface Grouping { by: readonly Column[]; together: boolean }

const words = new Intl.Collator(undefined, { numeric: true })
const compare = (a: Leaf, b: Leaf) => (typeof a === 'number' && typeof b === 'number' ? a - b : words.compare(String(a), String(b)))

/** What has no value stands last in both directions. */
export function sortedBy<T>(items: readonly T[], value: (item: T) => Leaf, descending: boolean): T[] {
  const turn = descending ? -1 : 1
  return items
    .map((item) => [value(item), item] as const)
    .sort(([a], [b]) => (a === null || b === null ? Number(a === null) - Number(b === null) : turn * compare(a, b)))
    .map(([, item]) => item)
}

export const sortedRuns = (runs: readonly RunRecord[], { column, descending }: Order, names: Names): RunRecord[] => sortedBy(runs, (run) => column.of(run, names), descending)

function split<K>(runs: readonly RunRecord[], keyOf: (run: RunRecord) => K): Map<K, RunRecord[]> {
  const groups = new Map<K, RunRecord[]>()
  for (const run of runs) {
    const key = keyOf(run)
    const group = groups.get(key)
    if (group) group.push(run)
    else groups.set(key, [run])
  }
  return groups
}
const modelKey = (run: RunRecord) => `${run.comparisonId} ${run.variantId}`

const single = (run: RunRecord, level: number): Row => ({ id: run.id, kind: 'run', level, runs: [run], models: 1, shared: [] })
const leavesOf = (runs: readonly RunRecord[], level: number): Node[] => runs.map((run) => ({ row: single(run, level), children: [] }))

const modelNodes = (runs: readonly RunRecord[], level: number, within: string): Node[] =>
  [...split(runs, modelKey)].map(([key, own]) => ({ row: { id: `${within}${key}`, kind: 'model', level, runs: own, models: 1, shared: [] }, children: leavesOf(own, level + 1) }))

function groupNodes(runs: readonly RunRecord[], { by, together }: Grouping, names: Names): Node[] {
  const valuesOf = (run: RunRecord) => by.map((column) => column.of(run, names))
  return [...split(runs, (run) => JSON.stringify(valuesOf(run)))].map(([key, own]) => {
    const models = new Set(own.map(modelKey)).size
    const row: Row = { id: key, kind: 'group', level: 1, runs: own, models, shared: valuesOf(own[0]!) }
    // A group of one model is that model's line itself.
    return { row, children: together && models > 1 ? modelNodes(own, 2, `${key} `) : leavesOf(own, 2) }
  })
}

const ordered = (nodes: Node[], order: Order, names: Names): Node[] =>
  sortedBy(nodes, ({ row }) => cellValue(row, order.column, names).value, order.descending).map(({ row, children }) => ({ row, children: row.kind === 'group' && children[0]?.row.kind === 'model' ? ordered(children, order, names) : children }))

/** Lines in sight from the top: the parts of a line that is not open are left out. `runs` are in order already. */
export function linesOf(runs: readonly RunRecord[], grouping: Grouping, order: Order, open: ReadonlySet<string>, names: Names): Row[] {
  if (!grouping.by.length && !grouping.together) return runs.map((run) => single(run, 1))
  const lines: Row[] = []
  const add = (nodes: Node[]) => {
    for (const { row, children } of nodes) {
      lines.push(row)
      if (open.has(row.id)) add(children)
    }
  }
  add(ordered(grouping.by.length ? groupNodes(runs, grouping, names) : modelNodes(runs, 1, ''), order, names))
  return lines
}
