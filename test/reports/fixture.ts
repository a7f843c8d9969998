/** A whole report from made-up runs: curves, images and attention that are functions of their place alone. */
import { catalogue } from '../../main/ipc/catalogue.ts'
import { reportModel } from '../../main/reports/model.ts'
import type { ReportInput } from '../../main/reports/model.ts'
import { comparisonResult } from '../../main/statistics/compare.ts'
import type { AttentionMap } from '../../preload/contract/inspect.ts'
import type { PlanInput } from '../../preload/contract/plan.ts'
import { pack } from '../../preload/contract/text.ts'
import { clutter, comparison } from '../statistics/fixture.ts'
import type { FixtureVariant } from '../statistics/fixture.ts'

const side = 32
const count = 8

function pixels(): Uint8Array {
  const out = new Uint8Array(count * side * side)
  for (let i = 0; i < count; i++) for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) {
    const ring = Math.abs(Math.hypot(y - 10 - (i % 3) * 5, x - 8 - (i % 4) * 5) - 5)
    out[(i * side + y) * side + x] = ring < 1.5 ? 255 : (x * 7 + y * 13 + i * 29) % 31 < 3 ? 120 : 0
  }
  return out
}

export function map(place: number, kind: AttentionMap['kind'] = 'attention', heads = 1): AttentionMap {
  const weights = new Float32Array(heads * 64)
  for (let h = 0; h < heads; h++) {
    for (let k = 0; k < 64; k++) weights[h * 64 + k] = Math.exp(-(Math.abs((k >> 3) - (place % 6)) + Math.abs((k & 7) - ((place * 3 + h) % 7))) * 1.4)
    const total = weights.subarray(h * 64, h * 64 + 64).reduce((a, b) => a + b)
    for (let k = 0; k < 64; k++) weights[h * 64 + k]! /= total
  }
  return { layer: 'head/softmax-pooling', mechanism: 'softmax-pooling', kind, heads, queryGrid: null, keyGrid: [8, 8], extra: 0, weights: pack('f32', [heads, 1, 64], weights) }
}

export function reportInput(variants: FixtureVariant[] = clutter(), changes: Partial<PlanInput> = {}): ReportInput {
  const { plan, runs, predictions } = comparison(variants, changes)
  const result = comparisonResult(plan, runs, predictions)
  const curves = runs.map((run) => ({
    runId: run.id, metric: 'test/accuracy', steps: Array.from({ length: 16 }, (_, e) => (e + 1) * 10),
    values: Array.from({ length: 16 }, (_, e) => 0.1 + (run.testAccuracy! - 0.1) * (1 - Math.exp(-(e + 0.3) / (2.4 + run.seed * 0.5)))),
  }))
  const classes = ['0', '1', '2', '3'].map((name) => ({ id: name, name, train: 300, test: 100 }))
  const indices = Array.from({ length: count }, (_, i) => 100 + i)
  return {
    plan, runs, result, curves, catalogue: catalogue(),
    dataset: {
      format: 1, key: 'digits-in-clutter', id: 'digits-in-clutter', name: { en: 'Digits in clutter', 'zh-CN': '杂乱中的数字' }, parameters: { train: 1200, test: 400, seed: 1 }, fingerprint: 'ab'.repeat(32), shape: [side, side, 1],
      classes, counts: { train: 1200, test: 400 }, mean: [0.1], std: [0.3], bytes: 1e6, licence: 'CC BY 4.0', attribution: 'UCI, E. Alpaydin and C. Kaynak', skipped: [], warnings: [], createdAt: '2026-01-01',
    },
    images: { pixels: pixels(), shape: [side, side, 1], labels: indices.map((_, i) => i % 4), indices },
    attention: new Map(['plain', 'pooling', 'multi-head'].filter((id) => plan.variants.some((v) => v.id === id)).map((id, k) => [id, {
      indices, answers: indices.map((_, i) => ({ answer: (i + (i % 3 === k ? 1 : 0)) % 4, probability: 0.55 + 0.05 * i })),
      maps: indices.map((_, i) => [map(i + k, id === 'plain' ? 'grad-cam' : 'attention', id === 'multi-head' ? 4 : 1)]),
    }] as const)),
  }
}

export const report = (variants?: FixtureVariant[], changes?: Partial<PlanInput>) => reportModel(reportInput(variants, changes))
