/** Attention among tokens as a mechanism: inserted on a map, y = x + attention(norm x), or alone in place of a block's own. */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import type { Layer } from '../../layers/context.ts'
import { layerNormalization } from '../../layers/normalization.ts'
import type { Scope } from '../../layers/scope.ts'
import type { MapShape, Mechanism, TokenShape } from '../mechanism.ts'
import { positionNames, tokenPositionIds, tokenPositions, type TokenPositionId } from '../positions/catalogue.ts'
import { toMap, toTokens } from '../tokens.ts'

/** Both forms of an attention (B, extra + N, C) → the same. The norm, with 2C parameters, belongs to the inserted form alone. */
export function onMap<Options>(attention: (scope: Scope, options: Options, tokens: TokenShape) => Layer): Required<Pick<Mechanism<Options>, 'build' | 'replace'>> {
  return {
    replace: attention,
    build(scope: Scope, options: Options, map: MapShape) {
      const norm = layerNormalization(scope.child('norm'), map.channels)
      const inner = attention(scope, options, { ...map, extra: 0 })
      return (x, ctx) => tf.add(x, toMap(inner(norm(toTokens(x), ctx), ctx), map.height, map.width))
    },
  }
}

export const tokenPositionOption = (usual: TokenPositionId) =>
  option(z.enum(tokenPositionIds).default(usual), { en: 'Position', 'zh-CN': '位置编码' }, undefined, positionNames(tokenPositionIds))

/** The attention of tokens that know where they are. */
export function placed(scope: Scope, position: TokenPositionId, tokens: TokenShape, attention: Layer): Layer {
  const place = tokenPositions[position].build(scope, tokens)
  return (x, ctx) => attention(place(x, ctx), ctx)
}
