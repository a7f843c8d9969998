/** What is measured of a mechanism for a chosen model: the places where it fits, and cost curves at their widths. */
import { fitsSite, type MechanismEntry } from '../../../../preload/contract/catalogue.ts'
import { FoveaError, type Problem } from '../../../../preload/contract/errors.ts'
import type { SizedCost } from '../../../../preload/contract/flow.ts'
import type { SizedSite } from '../../../../preload/contract/model.ts'
import { call } from '../../client/index.ts'

export interface ChannelCosts { channels: number; costs: SizedCost[] }

/** Sides of usual maps, between which the curve is drawn. */
const usual = [4, 7, 14, 28, 56]
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

/** Curves at the widths of the places; where it refuses every map of them, its reason is thrown. */
export async function measure(mechanism: string, sites: readonly SizedSite[]): Promise<ChannelCosts[]> {
  const widths = widthsOf(sites)
  const curves = await Promise.all((widths.length ? widths : [64]).map(async (channels) => {
    const own = sites.filter((site) => site.channels === channels).map(sideOf)
    const sides = [...new Set([...usual, ...own])].filter((side) => side <= 56 || own.includes(side)).sort((a, b) => a - b).slice(0, 16)
    return { channels, costs: await call('catalogue.cost', { mechanism, channels, sides }) }
  }))
  const refused: Problem | null | undefined = curves.flatMap(({ costs }) => costs).find(({ problem }) => problem)?.problem
  if (refused && curves.every(({ costs }) => costs.every(({ cost }) => !cost))) throw new FoveaError(refused.kind, refused.code, refused.params)
  return curves
}
