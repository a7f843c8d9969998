/** How a case of golden vectors is put to ours: one file in adapters/ for each folder of cases. */
import type * as tf from '@tensorflow/tfjs-core'
import type { Context } from '../../main/engine/layers/context.ts'
import type { Scope } from '../../main/engine/layers/scope.ts'
import type { Stored } from '../../main/engine/training/safetensors.ts'
import type { Case } from './case.ts'

export type Inputs = Record<string, tf.Tensor>
/** One output is the case's 'y'; several go by their names. */
export type Forward = (inputs: Inputs, ctx: Context) => tf.Tensor | Record<string, tf.Tensor>

/**
 * [name, i, n] is the i-th of n equal parts of the last axis of the case's tensor; [name, i, n, m] is that part of each of its
 * m equal blocks. As many numbers in another shape will do.
 */
export type Named = string | [name: string, part: number, parts: number, blocks?: number]

/** A layer: outputs, attention, gradients and buffers are compared. */
export interface LayerComparison {
  /** Our layer, its weights declared on `scope`. */
  build(scope: Scope): Forward
  /** The case's name of one of our weights, without 'weight.' or 'buffer.'. */
  names?(ours: string): Named
  /** Weights and buffers of the case that are not ours, since they do nothing (their gradient must be 0) or are derived (index tables). */
  dead?: string[]
  /** Weights of ours that the case has not, with the values they are to have (tables that the source derives). */
  derived?(ours: string): Float32Array | undefined
  /** The part of the case's attention that ours is to equal, where the source computes more of it than its output needs. */
  attention?(expected: Stored): Stored
}

/** Plain values by output name: tables, schedules, optimisers. */
export interface ValueComparison {
  values(): Record<string, ArrayLike<number>>
  /** Numbers that are rounding alone and so are no one's result; they are left out. */
  undetermined?(output: string, index: number): boolean
}

/** Reads sizes and forms from the case's config and shapes, never from its name, so that other cases of the format run too. notCovered says why a form is not ours. */
export type Adapter = (golden: Case) => LayerComparison | ValueComparison | { notCovered: string }
