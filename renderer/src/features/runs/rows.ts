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
/** Parts are made when the line is opened. */
interface Node { row: Row; children?: () => Node[] }

export interface Order { column: Column; descending: boolean }
export interface Grouping { by: readonly Column[]; together: boolean }

const words = new Intl.Collator(undefined, { numeric: true })

/** Numbers in the order of the values; words are put in order once each, for many runs have the same. What has no value has none. */
function ranks(values: readonly Leaf[]): (number | null)[] {
  const texts = new Set(values.filter((value) => value !== null && typeof value !== 'number').map(String))
  if (!texts.size) return values as (number | null)[]
  const all = new Set([...values].filter((value) => value !== null).map(String))
  const rank = new Map([...all].sort(words.compare).map((text, i) => [text, i]))
  return values.map((value) => (value === null ? null : rank.get(String(value))!))
}

/** What has no value stands last in both directions. */
export function sortedBy<T>(items: readonly T[], value: (item: T) => Leaf, descending: boolean): T[] {
  const turn = descending ? -1 : 1
  const places = ranks(items.map(value))
  const order = Array.from(items.keys()).sort((i, j) => {
    const [a, b] = [places[i]!, places[j]!]
    return a === null || b === null ? Number(a === null) - Number(b === null) || i - j : turn * (a - b) || i - j
  })
  return order.map((i) => items[i]!)
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

const made = new WeakMap<RunRecord, Map<number, Row>>()
/** The same line for the same run, so that what is drawn of it may stay. */
function single(run: RunRecord, level: number): Row {
  const known = made.get(run) ?? new Map<number, Row>()
  made.set(run, known)
  const row = known.get(level) ?? { id: run.id, kind: 'run', level, runs: [run], models: 1, shared: [] }
  known.set(level, row)
  return row
}
const leavesOf = (runs: readonly RunRecord[], level: number): Node[] => runs.map((run) => ({ row: single(run, level) }))

function modelNode(id: string, own: RunRecord[], level: number): Node {
  if (own.length === 1) return { row: single(own[0]!, level) }
  return { row: { id, kind: 'model', level, runs: own, models: 1, shared: [] }, children: () => leavesOf(own, level + 1) }
}
const modelNodes = (runs: readonly RunRecord[], level: number, within: string): Node[] => [...split(runs, modelKey)].map(([key, own]) => modelNode(`${within}${key}`, own, level))

const inOrder = (nodes: Node[], order: Order, names: Names): Node[] => sortedBy(nodes, ({ row }) => cellValue(row, order.column, names).value, order.descending)

function groupNodes(runs: readonly RunRecord[], { by, together }: Grouping, order: Order, names: Names): Node[] {
  const valuesOf = (run: RunRecord) => by.map((column) => column.of(run, names))
  return [...split(runs, (run) => JSON.stringify(valuesOf(run)))].map(([key, own]) => {
    const models = new Set(own.map(modelKey)).size
    const row: Row = { id: key, kind: 'group', level: 1, runs: own, models, shared: valuesOf(own[0]!) }
    // A group of one model is that model's line itself.
    return { row, children: () => (together && models > 1 ? inOrder(modelNodes(own, 2, `${key} `), order, names) : leavesOf(own, 2)) }
  })
}

/** Lines in sight from the top: the parts of a line that is not open are left out. `runs` are in order already. */
export function linesOf(runs: readonly RunRecord[], grouping: Grouping, order: Order, open: ReadonlySet<string>, names: Names): Row[] {
  if (!grouping.by.length && !grouping.together) return runs.map((run) => single(run, 1))
  const lines: Row[] = []
  const add = (nodes: Node[]) => {
    for (const { row, children } of nodes) {
      lines.push(row)
      if (children && open.has(row.id)) add(children())
    }
  }
  add(inOrder(grouping.by.length ? groupNodes(runs, grouping, order, names) : modelNodes(runs, 1, ''), order, names))
  return lines
}
