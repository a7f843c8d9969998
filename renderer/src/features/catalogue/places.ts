/** The places of a model where a mechanism fits, and the curves that pass through them. */
import { fitsSite, type MechanismEntry } from '../../../../preload/contract/catalogue.ts'
import type { SizedSite } from '../../../../preload/contract/model.ts'

/** More curves than these are not told apart. */
const mostCurves = 4

/** Places where it can stand; a mechanism over several scales is shown at the places of maps. */
export function sitesFor(mechanism: Pick<MechanismEntry, 'kind' | 'replaces'>, sites: readonly SizedSite[]): SizedSite[] {
  const own = sites.filter((site) => fitsSite(mechanism, site))
  return own.length ? own : sites.filter(({ kind }) => kind === 'map')
}

/** Widths of the places, at most a few of them spread over the whole. */
export function widthsOf(sites: readonly SizedSite[]): number[] {
  const all = [...new Set(sites.map(({ channels }) => channels))].sort((a, b) => a - b)
  return all.length <= mostCurves ? all : Array.from({ length: mostCurves }, (_, i) => all[Math.round((i * (all.length - 1)) / (mostCurves - 1))]!)
}

/** Of a square map with as many places. */
export const sideOf = ({ height, width }: Pick<SizedSite, 'height' | 'width'>): number => Math.max(1, Math.round(Math.sqrt(height * width)))
