/** A position encoding, added to the tokens of a map. Tokens lie in row-major order: index = y · width + x. */
import type { Layer } from '../../layers/context.ts'
import type { Scope } from '../../layers/scope.ts'

export interface PositionShape {
  height: number
  width: number
  /** Width of a token. */
  channels: number
  /** Leading tokens that are no places (CLS): a learned encoding has a row for each, a fixed one adds nothing to them. */
  extra?: number
}

export interface Position {
  id: string
  name: { en: string; 'zh-CN': string }
  /** The width of a token must be a multiple of it. */
  multiple: number
  /** (B, extra + N, C) → the same. */
  build(scope: Scope, shape: PositionShape): Layer
}
