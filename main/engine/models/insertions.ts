/** Builds what a variant inserts. */
import type { Fusion, Mechanism } from '../attention/mechanism.ts'
import { chain } from '../layers/blocks.ts'
import type { Layer } from '../layers/context.ts'
import type { BuildInput, SiteAt } from './family.ts'

export interface ReadInsertion {
  site: SiteAt
  mechanism: Mechanism
  options: unknown
}

const asAttention = (layer: Layer): Layer => (x, ctx) => ctx.named('attention', () => layer(x, ctx))

/** What stands in place of a block's own attention. */
export function replacer(insertions: readonly ReadInsertion[]): BuildInput['replaced'] {
  return (site, scope, map) => {
    const here = insertions.find((insertion) => insertion.site.id === site)
    if (!here) return null
    const { mechanism, options, site: { extra = 0, ...whole } } = here
    const { channels, height, width } = map ?? whole
    return asAttention(mechanism.replace!(scope.child(mechanism.id), options, { channels, height, width, extra }))
  }
}

/** Each mechanism gets a scope of its own below the site's, 'stage3/multi-head', which is also the name of its maps. */
export function inserter(insertions: readonly ReadInsertion[]): BuildInput['inserted'] {
  return (site, scope, map) => {
    const here = insertions.filter((insertion) => insertion.site.id === site)
    if (!here.length) return null
    const layers = here.map(({ mechanism, options, site: input }, i): Layer => {
      const before = here.slice(0, i).filter((other) => other.mechanism === mechanism).length
      return asAttention(mechanism.build(scope.child(before ? `${mechanism.id}-${before + 1}` : mechanism.id), options, map && input.text ? { ...map, text: input.text } : (map ?? input)))
    })
    return chain(...layers)
  }
}

/** What fuses the maps of all stages. */
export function fuser(insertions: readonly ReadInsertion[]): BuildInput['fused'] {
  return (site, scope) => {
    const here = insertions.find((insertion) => insertion.site.id === site)
    if (!here) return null
    const { mechanism, options, site: { maps } } = here
    const fuse: Fusion = mechanism.fuse!(scope.child(mechanism.id), options, maps!)
    return (all, ctx) => ctx.named('attention', () => fuse(all, ctx))
  }
}
