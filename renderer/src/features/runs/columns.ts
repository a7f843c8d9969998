/** What may stand in a column of the table of runs: how it is read from a run, written, and taken together over several runs. */
import { duration, fixed, points, scaled, thousands } from '../../../../preload/contract/format.ts'
import type { MapScores } from '../../../../preload/contract/measure.ts'
import type { RunRecord } from '../../../../preload/contract/run.ts'
import { inLanguage, type Language } from '../../../../preload/contract/text.ts'
import { settingAt, type Leaf } from './settings.ts'

export const columnGroups = ['run', 'result', 'cost', 'measure', 'setting', 'environment'] as const
export type ColumnGroup = (typeof columnGroups)[number]

/** What a run's own record does not say. */
export interface Names { language: Language; comparison(id: string): string }

export interface Column {
  id: string
  group: ColumnGroup
  /** A path of the plan or of the environment, which is its own name. */
  path?: string
  /** Smallest width in pixels. */
  width: number
  /** Takes its share of what is left. */
  grows?: true
  numeric?: true
  /** The first click puts the largest first. */
  largestFirst?: true
  /** Of several runs: the mean with the interval over seeds, the mean, the smallest, or what they share. */
  several: 'interval' | 'mean' | 'smallest' | 'same'
  of(run: RunRecord, names: Names): Leaf
  /** Of numbers only; others stand as they are. */
  write?(value: number, language: Language): string
  /** The same of a random order and of the middle first, beside a measure of maps. */
  controls?(run: RunRecord): { random: number; centre: number } | null
}

const shortTime = { dateStyle: 'short', timeStyle: 'short' } as const
/** Made once: making one takes longer than writing a hundred times. */
const times = { en: new Intl.DateTimeFormat('en', shortTime), 'zh-CN': new Intl.DateTimeFormat('zh-CN', shortTime) }
const written = (digits: number) => (value: number) => fixed(value, digits)
const own = (id: string, group: ColumnGroup, width: number, rest: Omit<Column, 'id' | 'group' | 'width' | 'several'> & Partial<Pick<Column, 'several'>>): Column => ({ id, group, width, several: 'same', ...rest })
const mean = (id: string, group: ColumnGroup, width: number, of: Column['of'], write: NonNullable<Column['write']>, rest: Partial<Column> = {}): Column => ({ id, group, width, numeric: true, several: 'mean', of, write, ...rest })

function ofMaps(id: keyof MapScores, largestFirst?: true): Column {
  return mean(id, 'measure', 112, ({ measures: { faithfulness } }) => faithfulness?.model[id] ?? null, written(3), {
    several: 'interval',
    ...(largestFirst && { largestFirst }),
    controls({ measures: { faithfulness } }) {
      const random = faithfulness?.random[id] ?? null
      const centre = faithfulness?.centre[id] ?? null
      return random === null || centre === null ? null : { random, centre }
    },
  })
}

export const columns: readonly Column[] = [
  own('comparison', 'run', 150, { grows: true, of: (run, names) => names.comparison(run.comparisonId) }),
  own('model', 'run', 150, { grows: true, of: (run, names) => inLanguage(run.config.variant.name, names.language) }),
  own('dataset', 'run', 120, { of: (run) => run.config.dataset.id }),
  own('seed', 'run', 76, { numeric: true, of: (run) => run.seed }),
  own('state', 'run', 92, { of: (run) => run.state }),
  own('tags', 'run', 130, { of: (run) => run.tags.join(', ') || null }),
  own('note', 'run', 180, { of: (run) => run.note || null }),
  own('createdAt', 'run', 140, { several: 'smallest', largestFirst: true, of: (run) => run.startedAt ?? run.createdAt, write: (value, language) => times[language].format(value) }),
  mean('accuracy', 'result', 128, (run) => run.testAccuracy, (value) => points(value), { several: 'interval', largestFirst: true }),
  mean('loss', 'result', 110, (run) => run.testLoss, written(3), { several: 'interval' }),
  // A run that never began has no time, rather than one of 0 s.
  mean('seconds', 'result', 96, (run) => (run.startedAt === null ? null : run.seconds), duration),
  mean('speed', 'result', 92, (run) => run.imagesPerSecond, thousands, { largestFirst: true }),
  mean('parameters', 'cost', 92, (run) => run.cost?.parameters ?? null, (value) => scaled(value, 1e3)),
  mean('macs', 'cost', 92, (run) => run.cost?.macs ?? null, (value) => scaled(value, 1e6)),
  mean('attentionShare', 'cost', 110, (run) => run.cost?.attentionShare ?? null, (value) => points(value)),
  mean('activations', 'cost', 110, (run) => run.cost?.activationBytes ?? null, (value) => scaled(value, 1e6)),
  mean('latency', 'measure', 108, (run) => run.measures.latency?.milliseconds ?? null, written(2), { several: 'interval' }),
  ofMaps('deletion'), ofMaps('insertion', true), ofMaps('pointing', true), ofMaps('iou', true),
]
const byId = new Map(columns.map((column) => [column.id, column]))

export const firstColumns: readonly string[] = ['comparison', 'model', 'parameters', 'seed', 'state', 'accuracy', 'loss', 'seconds', 'speed', 'createdAt', 'tags']

const environment = ['device', 'cores', 'fovea', 'tensorflow', 'node', 'platform', 'datasetFingerprint'] as const
const settingColumn = (path: string): Column => own(`setting:${path}`, 'setting', 120, { path, of: (run) => settingAt(run, path) })
const environmentColumn = (path: (typeof environment)[number]): Column => own(`environment:${path}`, 'environment', 120, { path, of: (run) => run.environment?.[path] ?? null })
export const environmentColumns: readonly Column[] = environment.map(environmentColumn)

const made = new Map<string, Column>(environmentColumns.map((column) => [column.id, column]))

/** A column by its id; any path of a plan has one. null for what no version of the table knows. */
export function columnOf(id: string): Column | null {
  const known = byId.get(id) ?? made.get(id)
  if (known || !id.startsWith('setting:')) return known ?? null
  const column = settingColumn(id.slice('setting:'.length))
  made.set(id, column)
  return column
}
