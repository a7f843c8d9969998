/** Turns a variant's words into a family, options and insertions, or says what is wrong with them and where. Needs no TensorFlow. */
import type { TextShape } from '../../../preload/contract/dataset.ts'
import { FoveaError, problemOf, type Problem } from '../../../preload/contract/errors.ts'
import { fitsSite } from '../../../preload/contract/catalogue.ts'
import type { Insertion, Variant } from '../../../preload/contract/plan.ts'
import { mechanismById, mechanisms } from '../attention/catalogue.ts'
import { readOptions, type Located } from '../options.ts'
import type { Family, ImageShape, NamedModel, SiteAt } from './family.ts'
import type { ReadInsertion } from './insertions.ts'

export interface Resolved {
  family: Family
  options: unknown
  insertions: ReadInsertion[]
}

type Part<T> = { value: T; problems: [] } | { value: null; problems: Located[] }

const list = (entries: readonly { id: string }[]) => entries.map((entry) => entry.id).join(', ') || '–'
const unknown = (code: string, params: Problem['params']): Problem => ({ kind: 'not-found', code, params })
const wrong = (at: string, problem: Problem): Part<never> => ({ value: null, problems: [{ at, problem }] })

/** The problem of a check that throws FoveaErrors; other errors are ours and pass on. */
function problemIn(check: () => void): Problem | null {
  try {
    check()
    return null
  } catch (error) {
    if (error instanceof FoveaError) return problemOf(error)
    throw error
  }
}

function readInsertion(insertion: Insertion, at: string, model: string, sites: SiteAt[] | null): Part<ReadInsertion> {
  const mechanism = mechanismById.get(insertion.mechanism)
  if (!mechanism) return wrong(`${at}.mechanism`, unknown('engine.mechanism-unknown', { mechanism: insertion.mechanism, allowed: list(mechanisms) }))
  const read = readOptions(mechanism.options, mechanism.id, insertion.with, `${at}.with`)
  if (read.problems.length) return { value: null, problems: read.problems }
  // Where the model itself could not be read, its sites are unknown and only the words of the insertion are checked.
  if (!sites) return { value: null, problems: [] }
  const site = sites.find((place) => place.id === insertion.at)
  if (!site) return wrong(`${at}.at`, unknown('engine.site-unknown', { site: insertion.at, model, allowed: list(sites) }))
  const stands = (place: SiteAt) => fitsSite({ kind: mechanism.kind, replaces: !!mechanism.replace }, place)
  if (!stands(site)) {
    return wrong(`${at}.at`, { kind: 'invalid', code: 'engine.site-kind', params: { mechanism: mechanism.id, site: site.id, allowed: list(sites.filter(stands)) } })
  }
  const problem = problemIn(() => {
    for (const map of site.maps ?? [site, ...(site.others ?? [])]) mechanism.check(read.options, { ...map, extra: site.extra ?? 0, ...(site.text && { text: site.text }), ...(site.maps && { maps: site.maps }) })
  })
  return problem ? wrong(at, problem) : { value: { site, mechanism, options: read.options }, problems: [] }
}

/** A family by its id, or by the published name of one of its members. */
export function findModel(families: readonly Family[], id: string): { family: Family; named: NamedModel<unknown> | null } | null {
  const family = families.find((entry) => entry.id === id)
  if (family) return { family, named: null }
  for (const entry of families) {
    const named = entry.named?.(id)
    if (named) return { family: entry, named }
  }
  return null
}

/** What a model is given: images of this shape, and captions where they have any. */
export interface Images {
  shape: ImageShape
  text?: TextShape | undefined
}

interface ReadModel {
  family: Family
  options: unknown
  sites: SiteAt[]
  /** What a name brings with it. */
  insert: Insertion[]
}

function readModel(families: readonly Family[], variant: Pick<Variant, 'model' | 'with'>, { shape, text }: Images): Part<ReadModel> {
  const found = findModel(families, variant.model)
  if (!found) return wrong('model', unknown('engine.model-unknown', { model: variant.model, allowed: list(families) }))
  const { family, named } = found
  const read = readOptions(family.options, family.id, { ...named?.options, ...variant.with }, 'with')
  if (read.problems.length) return { value: null, problems: read.problems }
  const problem = problemIn(() => family.check(read.options, shape))
  return problem ? wrong('with', problem) : { value: { family, options: read.options, sites: family.sites(read.options, shape).map((site) => (text ? { ...site, text } : site)), insert: named?.insert ?? [] }, problems: [] }
}

/** Everything wrong with a variant, in the order of its text. */
export function resolve(families: readonly Family[], variant: Pick<Variant, 'model' | 'with' | 'insert'>, images: Images): Part<Resolved> {
  const model = readModel(families, variant, images)
  const sites = model.value?.sites ?? null
  // Where something is replaced there is room for one, and the variant's own goes before the name's.
  const brought = (model.value?.insert ?? []).filter(({ at }) => sites?.find(({ id }) => id === at)?.kind === 'map' || !variant.insert.some((own) => own.at === at))
  const atModel = (part: Part<ReadInsertion>): Part<ReadInsertion> => (part.value ? part : { value: null, problems: part.problems.map(({ problem }) => ({ at: 'model', problem })) })
  const read = [
    ...brought.map((insertion) => atModel(readInsertion(insertion, 'model', variant.model, sites))),
    ...variant.insert.map((insertion, i) => readInsertion(insertion, `insert.${i}`, variant.model, sites)),
  ]
  const insertions = read.flatMap((part) => part.value ?? [])
  const replacing = insertions.filter(({ site }) => site.kind !== 'map').map(({ site }) => site.id)
  const again = replacing.find((site, i) => replacing.indexOf(site) < i)
  const twice: Located[] = again ? [{ at: 'insert', problem: { kind: 'conflict', code: 'engine.site-twice', params: { site: again } } }] : []
  const problems = [...model.problems, ...read.flatMap((part) => part.problems), ...twice]
  if (!model.value || problems.length) return { value: null, problems }
  return { value: { family: model.value.family, options: model.value.options, insertions }, problems: [] }
}

/** The same; throws the first problem. */
export function resolved(families: readonly Family[], variant: Pick<Variant, 'model' | 'with' | 'insert'>, images: Images): Resolved {
  const { value, problems } = resolve(families, variant, images)
  if (value) return value
  const { kind, code, params } = problems[0]!.problem
  throw new FoveaError(kind, code, params)
}
