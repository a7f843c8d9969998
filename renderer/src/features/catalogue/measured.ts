/** Cost curves of a mechanism at the widths of a model's places. */
import { FoveaError, type Problem } from '../../../../preload/contract/errors.ts'
import type { SizedCost } from '../../../../preload/contract/flow.ts'
import type { SizedSite } from '../../../../preload/contract/model.ts'
import { call } from '../../client/index.ts'
import { sideOf, widthsOf } from './places.ts'

export interface ChannelCosts { channels: number; costs: SizedCost[] }

/** Sides of usual maps, between which the curve is drawn. */
const usual = [4, 7, 14, 28, 56]
/** Numbers in the largest map that is tried beside those of the model: a pass is really run, and wide maps take long. */
const most = 2 ** 20
/** Curves at the widths of the places; where it refuses every map of them, its reason is thrown. */
export async function measure(mechanism: string, sites: readonly SizedSite[]): Promise<ChannelCosts[]> {
  const widths = widthsOf(sites)
  const curves = await Promise.all((widths.length ? widths : [64]).map(async (channels) => {
    const own = sites.filter((site) => site.channels === channels).map(sideOf)
    const sides = [...new Set([...usual.filter((side) => channels * side ** 2 <= most), ...own])].sort((a, b) => a - b).slice(0, 16)
    return { channels, costs: await call('catalogue.cost', { mechanism, channels, sides }) }
  }))
  const refused: Problem | null | undefined = curves.flatMap(({ costs }) => costs).find(({ problem }) => problem)?.problem
  if (refused && curves.every(({ costs }) => costs.every(({ cost }) => !cost))) throw new FoveaError(refused.kind, refused.code, refused.params)
  return curves
}
