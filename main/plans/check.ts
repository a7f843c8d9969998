/** Whether a plan can be carried out: its form by the schema, then every id and option by the catalogues. */
import { z } from 'zod'
import { fitsSite, type Catalogue, type ModelEntry } from '../../preload/contract/catalogue.ts'
import { Plan } from '../../preload/contract/plan.ts'
import type { Problem } from '../../preload/contract/errors.ts'
import type { DatasetReference, Variant } from '../../preload/contract/plan.ts'
import { nearest } from './near.ts'
import { problemAt, problemsOf, unknownId } from './problems.ts'
import type { PlanProblem } from './problems.ts'
import { planSchema } from './schema.ts'
import type { Schema } from './schema.ts'

export interface Known {
  catalogue: Catalogue
  /** Ids of datasets that were imported. */
  datasets?: readonly string[]
  /** The entry of a name that follows a family's rule and is not listed. */
  modelOf?(id: string): ModelEntry | null
  /** What only the engine knows of a variant on images of that dataset (sizes, heads that divide a width); asked when all else is right. */
  fits?(variant: Variant, dataset: DatasetReference): { at: string; problem: Problem }[]
}

function checkOptions(options: Record<string, unknown>, schema: Schema, path: PropertyKey[]): PlanProblem[] {
  const known = Object.keys(schema.properties ?? {})
  const strangers = Object.keys(options).filter((key) => !known.includes(key))
  const rest = Object.fromEntries(Object.entries(options).filter(([key]) => known.includes(key)))
  const parsed = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]).safeParse(rest)
  return [
    ...strangers.map((key) => (known.length ? unknownId([...path, key], 'plan.unknown-option', key, known) : problemAt([...path, key], 'plan.no-options', { key }))),
    ...(parsed.success ? [] : problemsOf(parsed.error.issues, rest, schema, path)),
  ]
}

/** Families are told; what was likely meant may also be a member's name. */
function unknownModel(path: PropertyKey[], id: string, models: readonly ModelEntry[]): PlanProblem {
  const suggestion = nearest(id, models.flatMap((m) => [m.id, ...m.names]))
  const params = { id, allowed: models.map((m) => m.id).join(', ') }
  return suggestion ? problemAt(path, 'plan.unknown-model-near', { ...params, suggestion }) : problemAt(path, 'plan.unknown-model', params)
}

function checkVariant(variant: Variant, path: PropertyKey[], { catalogue: { models, mechanisms }, modelOf = () => null }: Known): PlanProblem[] {
  const model = models.find((m) => m.id === variant.model || m.names.includes(variant.model)) ?? modelOf(variant.model)
  if (!model) return [unknownModel([...path, 'model'], variant.model, models)]
  const insertions = variant.insert.flatMap((insertion, i) => {
    const here = [...path, 'insert', i]
    const site = model.sites.find((s) => s.id === insertion.at)
    const mechanism = mechanisms.find((m) => m.id === insertion.mechanism)
    const fitting = mechanisms.filter((m) => !site || fitsSite(m, site)).map((m) => m.id)
    return [
      ...(site ? [] : [model.sites.length
        ? unknownId([...here, 'at'], 'plan.unknown-site', insertion.at, model.sites.map((s) => s.id), { model: model.id })
        : problemAt([...here, 'at'], 'plan.no-sites', { model: model.id })]),
      ...(mechanism ? checkOptions(insertion.with, mechanism.options as Schema, [...here, 'with']) : [unknownId([...here, 'mechanism'], 'plan.unknown-mechanism', insertion.mechanism, fitting)]),
      ...(site && mechanism && !fitsSite(mechanism, site) ? [problemAt([...here, 'mechanism'], 'plan.wrong-kind', { mechanism: mechanism.id, at: site.id, allowed: fitting.join(', ') })] : []),
    ]
  })
  return [...checkOptions(variant.with, model.options as Schema, [...path, 'with']), ...insertions]
}

const located = (path: PropertyKey[], { at, problem }: { at: string; problem: Problem }): PlanProblem => {
  const whole = [...path, ...at.split('.').filter(Boolean)]
  return { at: whole.join('.'), path: whole, problem }
}

function checkCatalogues(plan: Plan, known: Known): PlanProblem[] {
  const { catalogue, datasets = [], fits = () => [] } = known
  const entry = catalogue.datasets.find((d) => d.id === plan.dataset.id)
  const ids = [...new Set([...catalogue.datasets.filter((d) => d.source !== 'folder').map((d) => d.id), ...datasets])]
  const dataset = entry ? checkOptions(plan.dataset.with, entry.options as Schema, ['dataset', 'with'])
    : datasets.includes(plan.dataset.id) ? [] : [unknownId(['dataset', 'id'], 'plan.unknown-dataset', plan.dataset.id, ids)]
  return [
    ...dataset,
    ...plan.variants.flatMap((variant, i) => {
      const path = ['variants', i]
      const problems = checkVariant(variant, path, known)
      return problems.length || dataset.length ? problems : fits(variant, plan.dataset).map((problem) => located(path, problem))
    }),
  ]
}

/** `plan` is null when its form is wrong; with problems of its ids only, it is there to be mended in a form. */
export function checkPlan(input: unknown, known: Known): { problems: PlanProblem[]; plan: Plan | null } {
  const parsed = Plan.safeParse(input)
  if (!parsed.success) return { problems: problemsOf(parsed.error.issues, input, planSchema(known.catalogue)), plan: null }
  return { problems: checkCatalogues(parsed.data, known), plan: parsed.data }
}
