/** Gradients of every mechanism against finite differences, and recorded passes against eager ones. */
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { FoveaError } from '../../../preload/contract/errors.ts'
import type { Context } from '../../../main/engine/layers/context.ts'
import { loadTensorFlow } from '../../../main/engine/tensorflow/load.ts'
import { named } from '../../../main/engine/tensorflow/names.ts'
import { compileProgram, eagerProgram, type Entry, type StepResult } from '../../../main/engine/tensorflow/program.ts'
import { attempt, built, context, examples, imageOf, largestDifference, magnitude, shaped, trainable, values } from './every.ts'

beforeAll(async () => { await loadTensorFlow() })

describe.each(examples)('$title', (example) => {
  const map = shaped(4, 5)

  test('gradient against finite differences', () => {
    if (attempt(example, map) instanceof FoveaError) return
    const { scope, layer } = built(example, map)
    const x = tf.variable(imageOf(2, map))
    const ctx = context(true)
    const variables = [x, ...trainable(scope)]
    const objective = () => {
      const y = layer(x, ctx)
      return tf.mean(tf.mul(y, values(y.shape, 'r'))) as tf.Scalar
    }
    const { grads } = tf.variableGrads(objective, variables)
    // Along one random direction at a time: (f(w + hd) − f(w − hd)) / 2h = ∇f · d. In single precision h trades rounding for curvature and for kinks, so two lengths are tried.
    for (const variable of variables) {
      const direction = values(variable.shape, 'direction')
      const unit = tf.div(direction, tf.maximum(tf.norm(direction), 1e-6))
      const start = tf.keep(tf.clone(variable))
      const at = (step: number) => tf.tidy(() => {
        variable.assign(tf.add(start, tf.mul(unit, step)))
        return objective().dataSync()[0]!
      })
      const slope = tf.sum(tf.mul(grads[variable.name]!, unit)).dataSync()[0]!
      const errors = [3e-4, 3e-3].map((h) => Math.abs((at(h) - at(-h)) / (2 * h) - slope))
      variable.assign(start)
      expect(Math.min(...errors), `${variable.name}: gradient ${slope}`).toBeLessThanOrEqual(1e-4 + 0.02 * Math.abs(slope))
    }
    scope.dispose()
  })

  test('recorded equals eager', () => {
    if (attempt(example, map) instanceof FoveaError) return
    const { scope, layer } = built(example, map)
    const weights = trainable(scope)
    const entry: Entry = {
      feeds: { x: { shape: [2, map.height, map.width, map.channels], dtype: 'float32' }, key: { shape: [2], dtype: 'int32' } },
      run({ x, key }): StepResult {
        const ctx: Context = { training: true, key: key as tf.Tensor1D, named, tap: () => {}, update: () => {} }
        let y!: tf.Tensor
        const objective = (input: tf.Tensor) => {
          y = tf.keep(layer(input, ctx))
          return tf.mean(tf.square(y)) as tf.Scalar
        }
        // A mechanism without weights has a gradient to the map alone.
        if (!weights.length) return { outputs: { gx: tf.grad(objective)(x!), y }, updates: [] }
        const { grads } = tf.variableGrads(() => objective(x!), weights)
        return { outputs: { y, ...Object.fromEntries(weights.map((weight, i) => [`g${i}`, grads[weight.name]!])) }, updates: [] }
      },
    }
    const feeds = { x: imageOf(2, map).dataSync() as Float32Array, key: Int32Array.of(9, 1) }
    const compiled = compileProgram({ pass: entry })
    try {
      const [recorded, eager] = [compiled.run('pass', feeds), eagerProgram({ pass: entry }).run('pass', feeds)]
      // A gradient that is 0 but for rounding (a bias before a norm) is measured by the others.
      const largest = Math.max(...Object.keys(eager).map((name) => (name === 'y' ? 0 : magnitude(eager[name]!))))
      for (const [name, value] of Object.entries(eager)) expect(largestDifference(recorded[name]!, value), name).toBeLessThanOrEqual(name === 'y' ? 1e-5 * magnitude(value) : 5e-5 * Math.max(magnitude(value), largest))
    } finally {
      compiled.dispose()
      scope.dispose()
    }
  })
})
