/**
 * Named weights. A builder `(scope, config) => (x, ctx) => y` declares its weights on a scope and returns a pure function;
 * no classes, no hidden state.
 */
import * as tf from '@tensorflow/tfjs-core'
import { FoveaError } from '../../../preload/contract/errors.ts'
import type { Initializer } from './initializers.ts'
import { generatorFor, sizeOf } from './initializers.ts'

export interface Weight {
  /** Path such as 'stage1/block0/conv/kernel'. */
  name: string
  shape: number[]
  /** Missing when weights are only counted. */
  variable: tf.Variable
  /** false: a buffer, such as a running mean. */
  trainable: boolean
  /** Whether weight decay applies (kernels yes; biases, norms, positions no). */
  decay: boolean
}

interface Registry {
  weights: Map<string, Weight>
  seed: number
  /** false: every weight is 0; for counting the cost of large models without drawing their weights. */
  initialize: boolean
  /** false: weights are declared and not made, which needs no TensorFlow; such a model can be counted and not run. */
  allocate: boolean
}

export class Scope {
  private readonly registry: Registry
  readonly path: string

  private constructor(registry: Registry, path: string) {
    this.registry = registry
    this.path = path
  }

  /** A fresh root. A weight's first value depends on (seed, its path) alone, so a module added elsewhere changes no other weight. */
  static root(seed: number, options: { initialize?: boolean } = {}): Scope {
    return new Scope({ weights: new Map(), seed, initialize: options.initialize ?? true, allocate: true }, '')
  }

  /** A root that only counts. */
  static counting(): Scope {
    return new Scope({ weights: new Map(), seed: 0, initialize: false, allocate: false }, '')
  }

  child(name: string): Scope {
    return new Scope(this.registry, this.path ? `${this.path}/${name}` : name)
  }

  /** Declares a weight of the given shape. Throws when the path is taken. */
  weight(name: string, shape: number[], initializer: Initializer, options: { trainable?: boolean; decay?: boolean } = {}): tf.Variable {
    const path = this.path ? `${this.path}/${name}` : name
    const { weights, seed, initialize, allocate } = this.registry
    if (weights.has(path)) throw new FoveaError('internal', 'engine.weight-twice', { path })
    const trainable = options.trainable ?? true
    const make = () => tf.variable(tf.tensor(initialize ? initializer(shape, generatorFor(seed, path)) : new Float32Array(sizeOf(shape)), shape, 'float32'), trainable)
    const variable = allocate ? make() : (undefined as unknown as tf.Variable)
    weights.set(path, { name: path, shape, variable, trainable, decay: options.decay ?? (trainable && shape.length > 1) })
    return variable
  }

  /** All weights below the root, in the order of declaration. */
  all(): Weight[] {
    return [...this.registry.weights.values()]
  }

  /** Trainable numbers below the root. */
  parameters(): number {
    return this.all().reduce((sum, weight) => sum + (weight.trainable ? sizeOf(weight.shape) : 0), 0)
  }

  dispose(): void {
    if (this.registry.allocate) for (const { variable } of this.registry.weights.values()) variable.dispose()
    this.registry.weights.clear()
  }
}
