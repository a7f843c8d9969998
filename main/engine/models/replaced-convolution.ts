/**
 * Attention in place of a block's spatial convolution (BoTNet, Srinivas et al. CVPR 2021): over the map that goes into it, and then
 * 2×2 mean pooling where the convolution had stride 2. A map of odd length ends in a window of one place.
 */
import type { MapShape } from '../attention/mechanism.ts'
import { toMap, toTokens } from '../attention/tokens.ts'
import type { Layer } from '../layers/context.ts'
import { meanPoolWindows } from '../layers/pooling.ts'
import type { Scope } from '../layers/scope.ts'
import type { BuildInput } from './family.ts'

export interface ReplacedConvolution {
  site: string
  /** What goes into the convolution. */
  map: MapShape
  stride: number
}

/** (B, H, W, C) → (B, ⌈H / stride⌉, ⌈W / stride⌉, C); null: the block's own convolution stays. */
export function replacedConvolution(replaced: BuildInput['replaced'], scope: Scope, { site, map, stride }: ReplacedConvolution): Layer | null {
  const attention = replaced(site, scope, map)
  if (!attention) return null
  return (x, ctx) => {
    const y = toMap(attention(toTokens(x), ctx), map.height, map.width)
    return stride === 1 ? y : meanPoolWindows(y, stride)
  }
}
