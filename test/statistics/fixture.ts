/** A made-up comparison with known answers: runs whose predictions are right on chosen images. */
import { unmeasured } from '../../preload/contract/measure.ts'
import { Plan } from '../../preload/contract/plan.ts'
import type { PlanInput } from '../../preload/contract/plan.ts'
import type { RunRecord } from '../../preload/contract/run.ts'
import type { Predictions } from '../../main/statistics/classification.ts'

export const images = 400
export const classes = 4
export const labels = Int32Array.from({ length: images }, (_, i) => i % classes)

/** Right on images whose (i · 37 + seed · 11) mod images is below `right`, so seeds differ in which ones they read. */
export function predictionsWith(right: number, seed: number): Predictions {
  const logits = new Float32Array(images * classes)
  labels.forEach((label, i) => {
    const answer = (i * 37 + seed * 11) % images < right ? label : (label + 1) % classes
    logits[i * classes + answer] = 4
  })
  return { logits, labels }
}

export const cost = (parameters: number, macs: number) => ({ parameters, macs, macsWithoutAttentionProducts: macs * 0.9, attentionShare: 0.1, activationBytes: 1e6 })

export interface FixtureVariant { id: string; en: string; zh: string; role?: 'tried' | 'control'; right: number[]; cost: ReturnType<typeof cost> }

export function comparison(variants: FixtureVariant[], changes: Partial<PlanInput> = {}): { plan: Plan; runs: RunRecord[]; predictions: Map<string, Predictions> } {
  const seeds = variants[0]!.right.map((_, i) => i + 1)
  const plan = Plan.parse({
    fovea: 1, name: { en: 'Digits in clutter', 'zh-CN': '杂乱中的数字' }, dataset: { id: 'digits-in-clutter' }, seeds, baseline: variants[0]!.id,
    variants: variants.map((v) => ({ id: v.id, name: { en: v.en, 'zh-CN': v.zh }, model: 'cnn', role: v.role ?? 'tried', insert: [] })),
    ...changes,
  })
  const predictions = new Map<string, Predictions>()
  const runs = variants.flatMap((v, place) => seeds.map((seed, k): RunRecord => {
    const id = `${v.id}-${seed}`
    predictions.set(id, predictionsWith(v.right[k]!, seed))
    return {
      id, comparisonId: 'c1', variantId: v.id, seed, state: 'finished', position: place * seeds.length + k, createdAt: 1, startedAt: 2, endedAt: 1_795_000_000_000 + k,
      config: { variant: plan.variants[place]!, dataset: plan.dataset, training: plan.training, seed }, step: 100, steps: 100, stepsPerEpoch: 10, cost: v.cost,
      environment: { fovea: '0.1.0', node: '24.9.0', tensorflow: '2.21.0', device: 'CPU', cores: 2, memoryBytes: 8e9, platform: 'linux x64', datasetFingerprint: 'ab'.repeat(32) },
      seconds: 20 + place, imagesPerSecond: 900, testAccuracy: v.right[k]! / images, testLoss: 0.5, problem: null, hasPredictions: true, hasCheckpoint: true, tags: [], note: '', archivedAt: null, parentId: null, measures: unmeasured,
    }
  }))
  return { plan, runs, predictions }
}

export const clutter = (): FixtureVariant[] => [
  { id: 'plain', en: 'Plain CNN', zh: '普通 CNN', right: [256, 258, 260], cost: cost(19_500, 2.17e6) },
  { id: 'se', en: 'SE', zh: 'SE', right: [255, 259, 259], cost: cost(20_700, 2.17e6) },
  { id: 'pooling', en: 'Softmax pooling', zh: 'Softmax 空间池化', right: [356, 361, 360], cost: cost(19_600, 2.17e6) },
  { id: 'multi-head', en: 'Multi-head', zh: '多头自注意力', right: [334, 333, 335], cost: cost(29_000, 3.15e6) },
  { id: 'eca', en: 'ECA', zh: 'ECA', right: [254, 256, 257], cost: cost(19_500, 2.17e6) },
  { id: 'wider', en: 'Wider CNN', zh: '加宽 CNN', role: 'control', right: [271, 272, 270], cost: cost(29_200, 2.88e6) },
]
