/** Builds what a variant inserts. */
import type { Mechanism } from '../attention/mechanism.ts'
import { chain } from '../layers/blocks.ts'
import type { Layer } from '../layers/context.ts'
import type { Scope } from '../layers/scope.ts'
import type { SiteAt } from './family.ts'

export interface ReadInsertion {
  site: SiteAt
  mechanism: Mechanism
  options: unknown
}

/** Each mechanism gets a scope of its own below the site's, 'stage3/multi-head', which is also the name of its maps. */
export function inserter(insertions: readonly ReadInsertion[]): (site: string, scope: Scope) => Layer | null {
  return (site, scope) => {
    const here = insertions.filter((insertion) => insertion.site.id === site)
    if (!here.length) return null
    const layers = here.map(({ mechanism, options, site: input }, i): Layer => {
      const before = here.slice(0, i).filter((other) => other.mechanism === mechanism).length
      const layer = mechanism.build(scope.child(before ? `${mechanism.id}-${before + 1}` : mechanism.id), options, input)
      return (x, ctx) => ctx.named('attention', () => layer(x, ctx))
    })
    return chain(...layers)
  }
}
