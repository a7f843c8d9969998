/** Counts of whole models, <folder>/counts/*.json: parameters, and multiply-adds in both conventions where they are stored. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { countParameters, knownModel } from '../../main/engine/catalogue.ts'
import { costOfVariant } from '../../main/engine/inference/cost.ts'
import type { Check } from './compare.ts'
import { verdictOf, type Verdict } from './examine.ts'

export interface Counted {
  input: [height: number, width: number, channels: number]
  parameters: number
  multiply_adds?: {
    /** Convolutions and all matrix products. */
    torch_flop_counter_halved_MACs?: number
    fvcore_by_operator?: Record<string, number>
  }
}

export interface CountedModel { name: string; counted: Counted }

/** A file that cannot be read is one entry, and says why when it is asked. */
export function listCounts(folder: string): { name: string; counted(): Counted }[] {
  const inside = join(folder, 'counts')
  if (!existsSync(inside)) return []
  return readdirSync(inside).filter((name) => name.endsWith('.json')).sort().flatMap((file) => {
    const read = () => (JSON.parse(readFileSync(join(inside, file), 'utf8')) as { models: Record<string, Counted> }).models
    try {
      return Object.entries(read()).map(([name, counted]) => ({ name, counted: () => counted }))
    } catch {
      return [{ name: file, counted: () => { read(); throw new Error(`${file} has no models`) } }]
    }
  })
}

/** Products of the image with position tables are matrix products to the source, and not of two things that come from the image. */
const withPositions = ['botnet']

const exact = (name: string, ours: number, theirs: number): Check => ({ name: `${name} ${ours} for ${theirs}`, error: Math.abs(ours - theirs), tolerance: 0 })

/** TensorFlow must be loaded. */
export function examineCounts({ name, counted: { input, parameters, multiply_adds: multiplyAdds = {} } }: CountedModel): Verdict {
  const known = knownModel(name)
  if (!known) return { state: 'not covered', reason: `no model ${name}` }
  const variant = { id: 'counted', name, model: name, with: {}, insert: [], role: 'tried' as const }
  const checks = [exact('parameters', countParameters(variant, { shape: input, classes: known.classes }), parameters)]
  const { torch_flop_counter_halved_MACs: macs, fvcore_by_operator: operators } = multiplyAdds
  if (macs !== undefined) {
    const cost = costOfVariant(variant, input, known.classes)
    checks.push(exact('MACs', cost.macs, macs))
    if (operators && !withPositions.some((family) => name.startsWith(family))) checks.push(exact('MACs without QKᵀ and AV', cost.macsWithoutAttentionProducts, (operators['conv'] ?? 0) + (operators['linear'] ?? 0)))
  }
  return verdictOf(checks)
}
