/** How a user likes the curves of a page: kept by page and dataset on this computer; a dataset seen for the first time begins with what was last used. */
import { computed, reactive, ref, watch, type ComputedRef } from 'vue'
import { alongs, worthOf, type Along, type Pace } from './along.ts'
import { linkedCharts, within, type LinkedCharts, type Range } from './linked.ts'

export interface BoardSettings {
  along: Along
  logX: boolean
  logY: boolean
  /** 0 is not smoothed. */
  smoothing: number
  /** Metrics without layers, in the order in which they stand. */
  shown: string[]
  pinned: string[]
  /** Null is the mean over the layers. */
  layer: string | null
  /** Every run in the charts of every step, too. */
  everyRun: boolean
}
export const plain = (shown: readonly string[]): BoardSettings => ({ along: 'epoch', logX: false, logY: false, smoothing: 0.8, shown: [...shown], pinned: [], layer: null, everyRun: false })

const words = (value: unknown): value is string[] => Array.isArray(value) && value.every((one) => typeof one === 'string')

/** What was kept, as far as it is whole: it may have been written by another version. */
export function readSettings(text: string | null, shown: readonly string[]): BoardSettings {
  const settings = plain(shown)
  let kept: Partial<Record<keyof BoardSettings, unknown>>
  try { kept = JSON.parse(text ?? '{}') as typeof kept } catch { return settings }
  if (typeof kept !== 'object' || kept === null) return settings
  if (alongs.includes(kept.along as Along)) settings.along = kept.along as Along
  for (const name of ['logX', 'logY', 'everyRun'] as const) if (typeof kept[name] === 'boolean') settings[name] = kept[name]
  if (typeof kept.smoothing === 'number' && kept.smoothing >= 0 && kept.smoothing < 1) settings.smoothing = kept.smoothing
  if (words(kept.shown) && kept.shown.length) settings.shown = kept.shown
  if (words(kept.pinned)) settings.pinned = kept.pinned
  if (typeof kept.layer === 'string') settings.layer = kept.layer
  return settings
}

export interface Board {
  settings: Readonly<BoardSettings>
  change(to: Partial<BoardSettings>): void
  zoomOut(): void
  linked: LinkedCharts
  /** The smallest x above 0 of what is drawn, null until it is known: a logarithmic axis begins there. */
  beginAt(x: number | null): void
  /** Steps in sight, with a little beyond on both sides; null when all are. */
  steps: ComputedRef<{ fromStep: number; toStep: number } | null>
}

/** `paces` of the runs drawn; `lastStep` the last that any of them has or will have. */
export function useBoard(page: string, kind: () => string, shown: readonly string[], paces: () => readonly Pace[], lastStep: () => number): Board {
  const keyOf = (name: string) => `fovea.charts.${page}${name && `.${name}`}`
  const settings = reactive(plain(shown))
  watch(kind, (name) => { Object.assign(settings, readSettings(localStorage.getItem(keyOf(name)) ?? localStorage.getItem(keyOf('')), shown)) }, { immediate: true, flush: 'sync' })
  watch(settings, () => { for (const name of new Set([kind(), ''])) localStorage.setItem(keyOf(name), JSON.stringify(settings)) })

  const linked = linkedCharts()
  const begins = ref<number | null>(null)
  const worths = computed(() => paces().flatMap((pace) => worthOf(settings.along, pace) ?? []))
  watch([worths, lastStep, () => settings.logX, begins], () => {
    if (!worths.value.length) return
    const to = Math.max(1, lastStep()) * Math.max(...worths.value)
    linked.ends.value = { from: !settings.logX ? 0 : begins.value !== null && begins.value < to ? begins.value : Math.min(...worths.value), to }
    if (linked.range.value) linked.range.value = within(linked.range.value, linked.ends.value)
  }, { immediate: true })
  /** The same part stays in sight when the unit changes. */
  watch(() => settings.along, (now, before) => {
    const range = linked.range.value
    const pace = paces()[0]
    const [was, is] = pace ? [worthOf(before, pace), worthOf(now, pace)] : [null, null]
    linked.cursor.value = null
    begins.value = null
    linked.range.value = range && was && is ? { from: (range.from * is) / was, to: (range.to * is) / was } : null
  }, { flush: 'sync' })

  const steps = computed(() => {
    const range: Range | null = linked.range.value
    if (!range || !worths.value.length) return null
    const beyond = (range.to - range.from) * 0.1
    return { fromStep: Math.max(0, Math.floor((range.from - beyond) / Math.max(...worths.value))), toStep: Math.ceil((range.to + beyond) / Math.min(...worths.value)) }
  })
  return { settings, linked, steps, beginAt: (x) => { begins.value = x }, change: (to) => { Object.assign(settings, to) }, zoomOut: () => { linked.range.value = null } }
}
