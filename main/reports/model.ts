/** What a report says, before it is drawn: everything in it comes from the store, nothing from a clock. */
import { createHash } from 'node:crypto'
import type { ComparisonResult } from '../../preload/contract/comparison.ts'
import type { DatasetManifest } from '../../preload/contract/dataset.ts'
import type { AttentionMap } from '../../preload/contract/inspect.ts'
import { ReportSection } from '../../preload/contract/report.ts'
import type { Plan } from '../../preload/contract/plan.ts'
import type { Curve, Environment, RunRecord } from '../../preload/contract/run.ts'
import { unpack, type Text } from '../../preload/contract/text.ts'
import type { SampledMaps } from '../engine/protocol.ts'
import { writePlan } from '../plans/write.ts'
import { mean, meanInterval } from '../../preload/contract/intervals.ts'
import type { LeftOut } from './chosen.ts'
import { builtOf, type Built, type Named } from './plan-names.ts'
import { pngUri } from './png.ts'
import type { Look } from './svg/attention.ts'
import type { CurvePoint } from './svg/learning-curves.ts'

/** Pixels u8 (n, H, W, C) with the labels and places in the dataset. */
export interface Images { pixels: Uint8Array; shape: readonly [number, number, number]; labels: number[]; indices: number[] }

export interface ReportInput {
  plan: Plan
  runs: readonly RunRecord[]
  result: ComparisonResult
  dataset: DatasetManifest | null
  /** 'test/accuracy' of the runs. */
  curves: readonly Curve[]
  /** Images shown as samples, and those the attention maps are of. */
  images: Images | null
  /** By variant, of one of its finished runs. */
  attention: ReadonlyMap<string, SampledMaps>
  /** Names of what variants are built of. */
  catalogue: Named
}

/** caption: its words, none where images have no captions. */
export interface ReportImage { uri: string; label: number; width: number; height: number; caption: Text[] }
export interface LookRow { variantId: string; looks: (Look | null)[]; answers: { answer: number; probability: number }[] }
export interface Report {
  plan: Plan
  planYaml: string
  planHash: string
  result: ComparisonResult
  runs: readonly RunRecord[]
  dataset: DatasetManifest | null
  environments: Environment[]
  /** Milliseconds; when the last run ended. */
  endedAt: number | null
  curves: { variantId: string; points: CurvePoint[] }[]
  /** Whether the curves run over epochs or, with a budget of steps, over steps. */
  curveUnit: 'epoch' | 'step'
  images: ReportImage[]
  looks: LookRow[]
  /** By variant. */
  built: ReadonlyMap<string, Built>
  /** Paragraphs of the author's. */
  notes: string[]
  sections: readonly ReportSection[]
  interactive: boolean
  /** What the author left out. */
  leftOut: LeftOut
}

const largestTiles = 8

/** Mean weight of every place over heads and queries; what goes to the CLS token is left out and the rest counted as whole. */
export function lookOf(map: AttentionMap): Look | null {
  const weights = unpack(map.weights as typeof map.weights & { dtype: 'f32' })
  const [rows, columns] = map.keyGrid
  const keys = map.weights.shape.at(-1) ?? 0
  const places = rows * columns
  const extra = keys - places
  if (keys < 1 || extra < 0 || weights.length % keys) return null
  const sums = new Array<number>(places).fill(0)
  for (let row = 0; row < weights.length; row += keys) for (let i = 0; i < places; i++) sums[i]! += weights[row + extra + i]!
  const total = sums.reduce((a, b) => a + b, 0)
  return total > 0 ? { kind: map.kind, grid: [rows, columns], weights: sums.map((s) => s / total) } : null
}

/** The last attention map of a model says what its answer was made from; evidence maps stand in where there is none. */
const chosenMap = (maps: readonly AttentionMap[]) => maps.findLast((m) => m.kind === 'attention') ?? maps.at(-1)

function curvePoints(runs: readonly RunRecord[], curves: readonly Curve[], unit: 'epoch' | 'step'): CurvePoint[] {
  const perStep = new Map<number, number[]>()
  const own = runs.flatMap((run) => curves.filter((c) => c.runId === run.id).map((curve) => ({ run, curve })))
  for (const { run, curve } of own) {
    curve.steps.forEach((s, i) => {
      const x = unit === 'epoch' && run.stepsPerEpoch ? s / run.stepsPerEpoch : s
      perStep.set(x, [...(perStep.get(x) ?? []), curve.values[i]! * 100])
    })
  }
  // Only where every seed has a value: a mean of fewer would jump.
  return [...perStep].filter(([, values]) => values.length === own.length).sort(([a], [b]) => a - b).map(([x, values]) => {
    const m = mean(values)
    const { low, high } = meanInterval(values) ?? { low: m, high: m }
    return { x, mean: m, low, high }
  })
}

function reportImages(images: Images | null, { dataset, attention }: Pick<ReportInput, 'dataset' | 'attention'>): ReportImage[] {
  if (!images) return []
  const [height, width, channels] = images.shape
  const size = height * width * channels
  const sampled = attention.values().next().value
  const captionOf = (index: number): Text[] => (sampled?.captions?.[sampled.indices.indexOf(index)] ?? []).map((word) => dataset?.captions?.vocabulary[word] ?? '')
  return images.labels.slice(0, largestTiles).map((label, i) => ({ uri: pngUri(images.pixels.subarray(i * size, (i + 1) * size), height, width, channels), label, width, height, caption: captionOf(images.indices[i]!) }))
}

/** Whole; see chosen.ts. */
export function reportModel({ plan, runs, result, dataset, curves, images, attention, catalogue }: ReportInput): Report {
  const planYaml = writePlan(plan)
  const finished = runs.filter((run) => run.state === 'finished')
  const unit = finished.every((run) => run.stepsPerEpoch) && !plan.training.steps ? 'epoch' : 'step'
  const ended = runs.flatMap((run) => (run.endedAt === null ? [] : [run.endedAt]))
  const environments = new Map(runs.flatMap((run) => (run.environment ? [[JSON.stringify(run.environment), run.environment] as const] : [])))
  return {
    plan, planYaml, planHash: createHash('sha256').update(planYaml).digest('hex').slice(0, 8),
    result, runs, dataset,
    built: new Map(plan.variants.map((variant) => [variant.id, builtOf(variant, catalogue)])),
    notes: [], sections: ReportSection.options, interactive: false, leftOut: { models: [], sections: [] },
    environments: [...environments.values()],
    endedAt: ended.length ? Math.max(...ended) : null,
    curveUnit: unit,
    curves: result.rows.map((row) => ({ variantId: row.variantId, points: curvePoints(finished.filter((run) => run.variantId === row.variantId), curves, unit) })).filter((c) => c.points.length),
    images: reportImages(images, { dataset, attention }),
    looks: result.rows.flatMap((row): LookRow[] => {
      const sampled = attention.get(row.variantId)
      if (!sampled || !images) return []
      const places = images.indices.slice(0, largestTiles).map((index) => sampled.indices.indexOf(index))
      const looks = places.map((place) => { const map = place < 0 ? undefined : chosenMap(sampled.maps[place] ?? []); return map ? lookOf(map) : null })
      return looks.some(Boolean) ? [{ variantId: row.variantId, looks, answers: places.map((place) => sampled.answers[place] ?? { answer: -1, probability: 0 }) }] : []
    }),
  }
}
