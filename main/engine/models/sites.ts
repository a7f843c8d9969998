/**
 * The places for attention that model families share, under the same ids and words everywhere.
 * stem; stageN (after it); stageN-inner (in every block, between its convolutions); stageN-blocks (before its residual sum);
 * stageN-sums (after the sum); stageN-convolutions and stageN-attention (in place of what every block has); scales (across the stages); head (in place of the mean over the map).
 */
import type { MapShape } from '../attention/mechanism.ts'
import type { SiteAt } from './family.ts'

/** Blocks of one stage may differ at what is replaced (the first one works on a larger map): their maps, the first block's first. */
type Maps = MapShape | readonly [MapShape, ...MapShape[]]

function over(maps: Maps): MapShape & Pick<SiteAt, 'others'> {
  const [first, ...rest] = 'channels' in maps ? [maps] : maps
  const same = (a: MapShape, b: MapShape) => a.channels === b.channels && a.height === b.height && a.width === b.width
  const others = rest.filter((map, i) => ![first, ...rest.slice(0, i)].some((seen) => same(seen, map)))
  return { channels: first.channels, height: first.height, width: first.width, ...(others.length ? { others } : {}) }
}

export const stemSite = (map: MapShape): SiteAt => ({ id: 'stem', name: { en: 'After the stem', 'zh-CN': '首层之后' }, kind: 'map', ...over(map) })

/** After a stage. */
export const stageSite = (n: number, map: MapShape): SiteAt => ({ id: `stage${n}`, name: { en: `After stage ${n}`, 'zh-CN': `阶段 ${n} 之后` }, kind: 'map', ...over(map) })

/** In every block of a stage, between its convolutions. */
export const innerSite = (n: number, maps: Maps): SiteAt => ({ id: `stage${n}-inner`, name: { en: `In the blocks of stage ${n}, between convolutions`, 'zh-CN': `阶段 ${n} 的每个模块内，卷积之间` }, kind: 'map', ...over(maps) })

/** In every block of a stage, on its branch, before the residual sum. */
export const blocksSite = (n: number, map: MapShape): SiteAt => ({ id: `stage${n}-blocks`, name: { en: `In the blocks of stage ${n}, before the sum`, 'zh-CN': `阶段 ${n} 的每个模块内，求和之前` }, kind: 'map', ...over(map) })

/** In every block of a stage, after the residual sum. */
export const sumsSite = (n: number, map: MapShape): SiteAt => ({ id: `stage${n}-sums`, name: { en: `In the blocks of stage ${n}, after the sum`, 'zh-CN': `阶段 ${n} 的每个模块求和之后` }, kind: 'map', ...over(map) })

/** In place of every block's spatial convolution, on the map that goes into it. */
export const convolutionsSite = (n: number, maps: Maps): SiteAt => ({ id: `stage${n}-convolutions`, name: { en: `In place of the convolutions of stage ${n}`, 'zh-CN': `取代阶段 ${n} 每个模块的空间卷积` }, kind: 'tokens', ...over(maps) })

/** In place of every block's own attention; of the whole model where it has no stages (`n` null). */
export const attentionSite = (n: number | null, maps: Maps, extra = 0): SiteAt => ({
  id: n === null ? 'attention' : `stage${n}-attention`,
  name: n === null ? { en: 'In place of the attention', 'zh-CN': '取代每个模块的注意力' } : { en: `In place of the attention of stage ${n}`, 'zh-CN': `取代阶段 ${n} 每个模块的注意力` },
  kind: 'tokens', extra, ...over(maps),
})

/** Where the maps of all stages, finest first, are fused before the head. */
export const scalesSite = (maps: MapShape[]): SiteAt => ({ id: 'scales', name: { en: 'Across the stages', 'zh-CN': '各阶段之间' }, kind: 'scales', maps, ...over(maps[0]!) })

/** In place of the mean over the last map. */
export const headSite = (map: MapShape): SiteAt => ({ id: 'head', name: { en: 'Head', 'zh-CN': '分类头' }, kind: 'head', ...over(map) })

/**
 * The places of a convolutional stage whose blocks end in `map`; `convolutions` are the maps that go into their spatial convolutions,
 * `inner` those between the convolutions of a block, where it has several.
 */
export const stageSites = (n: number, map: MapShape, convolutions: Maps, inner: Maps | null = null): SiteAt[] =>
  [stageSite(n, map), ...(inner ? [innerSite(n, inner)] : []), blocksSite(n, map), sumsSite(n, map), convolutionsSite(n, convolutions)]
