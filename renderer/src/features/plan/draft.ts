/** A plan while it is written: pure changes, each giving a new plan. The baseline is always the first variant. */
import { fitsSite, type Catalogue, type MechanismEntry, type ModelEntry, type Site } from '../../../../preload/contract/catalogue.ts'
import type { Insertion, Plan, Variant } from '../../../../preload/contract/plan.ts'
import { Training } from '../../../../preload/contract/plan.ts'
import { languages, inLanguage, type Language, type Text } from '../../../../preload/contract/text.ts'
import type { Options } from '../../ui/options-form.ts'

export const both = (make: (language: Language) => string): Text => Object.fromEntries(languages.map((l) => [l, make(l)])) as Record<Language, string>

const sameText = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

const baselineOf = (model: ModelEntry): Variant => ({ id: 'baseline', name: model.name, model: model.id, with: {}, insert: [], role: 'tried' })

export function newPlan(catalogue: Catalogue, dataset: { id: string; name: Text; with?: Options }): Plan {
  return {
    fovea: 1, name: dataset.name, dataset: { id: dataset.id, with: dataset.with ?? {} }, training: Training.parse({}), seeds: [1, 2, 3],
    baseline: 'baseline', variants: [baselineOf(catalogue.models[0]!)],
  }
}

export const baseline = (plan: Plan): Variant => plan.variants.find((variant) => variant.id === plan.baseline)!

/** A variant that is the baseline with one mechanism in one place. */
function isSimple(plan: Plan, variant: Variant): boolean {
  const base = baseline(plan)
  return variant.id !== plan.baseline && variant.insert.length === 1 && variant.role === 'tried' && variant.model === base.model && sameText(variant.with, base.with)
}

/** One line of "What is tried": a mechanism with its options; a checked place is a variant. */
export interface Row { mechanism: string; with: Options; at: Record<string, Variant> }

export function rowsOf(plan: Plan): { rows: Row[]; others: Variant[] } {
  const rows: Row[] = []
  const others: Variant[] = []
  for (const variant of plan.variants) {
    if (variant.id === plan.baseline) continue
    if (!isSimple(plan, variant)) { others.push(variant); continue }
    const { mechanism, with: options, at } = variant.insert[0]!
    const row = rows.find((one) => one.mechanism === mechanism && sameText(one.with, options) && !one.at[at])
    if (row) row.at[at] = variant
    else rows.push({ mechanism, with: options, at: { [at]: variant } })
  }
  return { rows, others }
}

/** An id made of a wish that is not taken yet. */
export function uniqueId(taken: ReadonlySet<string>, wish: string): string {
  const plain = wish.toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(0, 34).replace(/^-+|-+$/g, '') || 'variant'
  if (!taken.has(plain)) return plain
  for (let n = 2; ; n++) if (!taken.has(`${plain}-${n}`)) return `${plain}-${n}`
}
export const freshId = (plan: Plan, wish: string): string => uniqueId(new Set(plan.variants.map((variant) => variant.id)), wish)

export const without = (plan: Plan, ids: readonly string[]): Plan => ({ ...plan, variants: plan.variants.filter((variant) => !ids.includes(variant.id)) })

/** The name says the place only when the mechanism stands in several. */
export function withInsertion(plan: Plan, mechanism: MechanismEntry, site: Site, options: Options): Plan {
  const insertion: Insertion = { at: site.id, mechanism: mechanism.id, with: options }
  const already = plan.variants.some((variant) => variant.insert.some((one) => one.mechanism === mechanism.id))
  const base = baseline(plan)
  const name = already ? both((l) => `${inLanguage(mechanism.name, l)} (${inLanguage(site.name, l)})`) : mechanism.name
  return { ...plan, variants: [...plan.variants, { id: freshId(plan, already ? `${mechanism.id}-${site.id}` : mechanism.id), name, model: base.model, with: base.with, insert: [insertion], role: 'tried' }] }
}

export const withRowOptions = (plan: Plan, row: Row, options: Options): Plan => {
  const ids = Object.values(row.at).map((variant) => variant.id)
  return { ...plan, variants: plan.variants.map((variant) => (ids.includes(variant.id) ? { ...variant, insert: [{ ...variant.insert[0]!, with: options }] } : variant)) }
}

export const changed = (plan: Plan, id: string, change: Partial<Variant>): Plan => ({ ...plan, variants: plan.variants.map((variant) => (variant.id === id ? { ...variant, ...change } : variant)) })

/** Another model: what stands in a place that the new one has too is kept, the rest goes. */
export function withModel(plan: Plan, model: ModelEntry): Plan {
  const base: Variant = { ...baselineOf(model), id: plan.baseline }
  const kept = plan.variants.filter((variant) => isSimple(plan, variant) && model.sites.some((site) => site.id === variant.insert[0]!.at)).map((variant) => ({ ...variant, model: model.id, with: {} }))
  return { ...plan, variants: [base, ...kept] }
}

/** Options of the model, for the baseline and everything made from it. */
export function withModelOptions(plan: Plan, options: Options): Plan {
  return { ...plan, variants: plan.variants.map((variant) => (variant.id === plan.baseline || isSimple(plan, variant) ? { ...variant, with: options } : variant)) }
}

export const withDataset = (plan: Plan, dataset: { id: string; name: Text; with: Options }, renamed: boolean): Plan => ({ ...plan, dataset: { id: dataset.id, with: dataset.with }, ...(renamed ? { name: dataset.name, question: undefined, remark: undefined } : {}) })

export const withSeeds = (plan: Plan, count: number): Plan => ({ ...plan, seeds: Array.from({ length: count }, (_, i) => plan.seeds[i] ?? Math.max(0, ...plan.seeds) + i - plan.seeds.length + 1) })

/** Places inside the blocks of a stage: there are many, and few plans use them. */
const inside = ({ id }: Site) => /^stage\d+-/.test(id)

/** The places shown at first: those between the parts of a model, and whatever the plan uses. */
export function shownSites(model: ModelEntry, plan: Plan): Site[] {
  const used = new Set(plan.variants.filter((variant) => variant.model === model.id || model.names.includes(variant.model)).flatMap((variant) => variant.insert.map((one) => one.at)))
  return model.sites.filter((site) => !inside(site) || used.has(site.id))
}

/** Where a mechanism fits: the last place of its kind, nearest to the answer. */
export const bestSite = (model: ModelEntry, mechanism: MechanismEntry): Site | undefined => model.sites.findLast((site) => fitsSite(mechanism, site) && !site.id.endsWith('-blocks'))
