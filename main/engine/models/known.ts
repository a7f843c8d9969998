/** A model by its id or by a name of the field, as data: its entry, and the images and classes it was published with. */
import type { SizedSite } from '../../../preload/contract/model.ts'
import type { Variant } from '../../../preload/contract/plan.ts'
import { models } from './catalogue.ts'
import type { Family, ImageShape } from './family.ts'
import { findModel, resolved } from './resolve.ts'

export interface KnownModel {
  family: Family
  /** Options that a name stands for. */
  options: Record<string, unknown>
  side: number
  classes: number
}

/** Families by their id have sizes that suit small images. */
const UNNAMED = { side: 32, classes: 10 }

/** Null: neither a family nor a name that one of them can read. */
export function knownModel(id: string): KnownModel | null {
  const found = findModel(models, id)
  if (!found) return null
  const { family, named } = found
  const { side, classes } = named ?? UNNAMED
  return { family, options: (named?.options ?? {}) as Record<string, unknown>, side, classes }
}

/** Every id and every listed name. */
export const modelNames = (): string[] => models.flatMap(({ id, names }) => [id, ...names])

/** The places for attention on such images. Throws what is wrong with the model or the images. */
export function sizedSites({ model, with: given }: Pick<Variant, 'model' | 'with'>, shape: ImageShape): SizedSite[] {
  const { family, options } = resolved(models, { model, with: given, insert: [] }, { shape })
  return family.sites(options, shape).map(({ id, kind, height, width, channels }) => ({ id, kind, height, width, channels }))
}
