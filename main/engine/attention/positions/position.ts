/**
 * A position encoding, and where it acts: on the tokens before they are projected, on the scores (an added bias, which may depend
 * on the queries), or on queries and keys (a rotation). Tokens lie in row-major order: index = y · width + x.
 */
import type * as tf from '@tensorflow/tfjs-core'
import type { Context, Layer } from '../../layers/context.ts'
import type { Scope } from '../../layers/scope.ts'

export interface PositionShape {
  height: number
  width: number
  /** Width of a token. */
  channels: number
  /** Leading tokens that are no places (CLS): a learned encoding has a row for each, any other leaves them as they are. */
  extra?: number
}

export interface HeadShape extends Omit<PositionShape, 'channels'> {
  heads: number
  /** Width of a query and a key of one head. */
  each: number
}

interface Described {
  id: string
  name: { en: string; 'zh-CN': string }
  /** The width of a token, or of a head where it rotates queries and keys, must be a multiple of it. */
  multiple: number
}

export interface TokenPosition extends Described {
  applies: 'tokens'
  /** (B, extra + N, C) → the same. */
  build(scope: Scope, shape: PositionShape): Layer
}

/** Queries (B, heads, L, d), L = extra + N, as they come from their projection → what is added to the scores; broadcasts to (B, heads, L, L). */
export type ScoreBias = (queries: tf.Tensor, ctx: Context) => tf.Tensor
export interface ScorePosition extends Described {
  applies: 'scores'
  build(scope: Scope, shape: HeadShape): ScoreBias
}

/** Queries or keys (B, heads, L, d) → the same. */
export type Rotation = (x: tf.Tensor) => tf.Tensor
export interface RotaryPosition extends Described {
  applies: 'queries-keys'
  build(scope: Scope, shape: HeadShape): Rotation
}

export type Position = TokenPosition | ScorePosition | RotaryPosition

/** What acts inside the attention and not on its tokens. */
export interface HeadPosition {
  bias?: ScoreBias
  rotate?: Rotation
}
