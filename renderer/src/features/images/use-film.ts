/** The shown image through training: what to ask of one model at every kept epoch, and what has come of it. */
import { computed, type Ref } from 'vue'
import type { Text } from '../../../../preload/contract/text.ts'
import { useCall } from '../../client/index.ts'
import { say } from '../../i18n/index.ts'
import { stepsAt, valueNear } from './epochs.ts'
import { answerTo, type Look, type Seen } from './looks.ts'
import { mapFor, viewFor } from './reading.ts'
import type { Item } from './session.ts'
import type { Frame, Measured } from './ThroughTraining.vue'
import type { Looks } from './use-looks.ts'

export interface Column { id: string; runId: string; name: string; slot: number; seen: Seen }

interface FilmOf {
  item: Readonly<Ref<Item | null>>
  columns: Readonly<Ref<Column[]>>
  /** Variant whose column is chosen. */
  focus: Readonly<Ref<string | null>>
  looks: Looks
  layer: Readonly<Ref<string | null>>
  head: Readonly<Ref<number | null>>
  word: Readonly<Ref<number | null>>
  classes(): Text[]
}

const metrics = { entropy: 'attention/entropy', agreement: 'attention/head-agreement', distance: 'attention/distance' } as const

export function useFilm({ item, columns, focus, looks, layer, head, word, classes }: FilmOf) {
  const { method, at, stops, kept } = looks
  /** The chosen model, else the first that shows attention of its own, else the first. */
  const shown = computed(() => columns.value.find(({ id }) => id === focus.value) ?? columns.value.find(({ seen }) => seen.answer?.maps.some(({ kind }) => kind !== 'grad-cam')) ?? columns.value[0] ?? null)
  const runId = computed(() => shown.value?.runId ?? null)
  /** Of the shown model alone, and none where it kept no earlier weights. */
  const ownStops = computed(() => (kept.value.find((run) => run.runId === runId.value)?.steps.length ?? 0) > 1 ? stops.value : [])
  const looksAt = computed(() => ownStops.value.map((epoch): Look => ({ method: method.value, steps: stepsAt(kept.value, epoch) })))
  const wanted = computed(() => (runId.value && looksAt.value.length ? { runId: runId.value, looks: looksAt.value } : null))

  const frames = computed(() => ownStops.value.map((epoch, i): Frame => {
    const { answer } = item.value && runId.value ? answerTo(item.value.answers, runId.value, looksAt.value[i]!) : { answer: null }
    const map = answer && mapFor(answer, layer.value)
    const name = answer && classes()[answer.answer]
    return { epoch, view: map ? viewFor(map, head.value, null, false, word.value) : null, answer: answer && (name ? say(name) : String(answer.answer)) }
  }))
  const place = computed({
    get: () => (at.value === null ? stops.value.length - 1 : stops.value.indexOf(at.value)),
    set: (i) => { at.value = stops.value[i] ?? null },
  })

  const { value: curves } = useCall('runs.curves', () => (stops.value.length && kept.value.length ? { ids: kept.value.map((run) => run.runId), metrics: Object.values(metrics), maxPoints: 1000 } : null))
  const measured = computed(() => columns.value.map(({ id, runId, name, slot }): Measured => {
    const run = kept.value.find((one) => one.runId === runId)
    const step = stepsAt(kept.value, at.value)[runId] ?? run?.steps.at(-1) ?? 0
    const value = (metric: string) => valueNear(curves.value?.find((curve) => curve.runId === runId && curve.metric === metric), step)
    return { id, name, slot, entropy: value(metrics.entropy), agreement: value(metrics.agreement), distance: value(metrics.distance) }
  }))
  return { wanted, frames, place, measured, name: computed(() => shown.value?.name ?? '') }
}
