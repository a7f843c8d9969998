/** Random models, places, mechanisms, options and image sizes: each either runs forward and back, or is refused in words beforehand. */
import * as tf from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { fitsSite, type MechanismEntry, type ModelEntry } from '../../../preload/contract/catalogue.ts'
import { describeProblem } from '../../../preload/contract/errors.ts'
import type { Insertion, Variant } from '../../../preload/contract/plan.ts'
import { countParameters, mechanismEntries, modelEntries, validateVariant } from '../../../main/engine/catalogue.ts'
import { evaluationContext } from '../../../main/engine/layers/context.ts'
import { Scope } from '../../../main/engine/layers/scope.ts'
import { buildModel } from '../../../main/engine/models/catalogue.ts'
import { loadTensorFlow } from '../../../main/engine/tensorflow/load.ts'

beforeAll(async () => { await loadTensorFlow() })

interface Property { type?: string; enum?: unknown[]; minimum?: number; maximum?: number; default?: unknown; anyOf?: Property[] }

/** A value that the schema allows; wide ranges are drawn from their modest end. */
function valueOf({ type, enum: choices, minimum = 0, maximum = 1, default: usual, anyOf }: Property): fc.Arbitrary<unknown> {
  if (choices) return fc.constantFrom(...choices)
  if (anyOf) return fc.oneof(...anyOf.map(valueOf))
  if (type === 'boolean') return fc.boolean()
  if (type === 'integer') return fc.integer({ min: minimum, max: Math.min(maximum, minimum + 8) })
  if (type === 'number') return fc.double({ min: minimum, max: Math.min(maximum, minimum + 1), noNaN: true })
  return fc.constant(usual)
}

const optionsOf = ({ options }: MechanismEntry): fc.Arbitrary<Record<string, unknown>> => {
  const properties = Object.entries((options as { properties?: Record<string, Property> }).properties ?? {})
  return fc.record(Object.fromEntries(properties.map(([name, property]) => [name, fc.option(valueOf(property), { nil: undefined })])))
    .map((record) => Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)))
}

const insertionOf = (model: ModelEntry): fc.Arbitrary<Insertion> => {
  const pairs = model.sites.flatMap((site) => mechanismEntries.filter((entry) => fitsSite(entry, site)).map((entry) => ({ site, entry })))
  return fc.constantFrom(...pairs).chain(({ site, entry }) => optionsOf(entry).map((options) => ({ at: site.id, mechanism: entry.id, with: options })))
}

const variants: fc.Arbitrary<Pick<Variant, 'model' | 'with' | 'insert'>> = fc.constantFrom(...modelEntries).chain((model) =>
  (model.sites.length ? fc.array(insertionOf(model), { minLength: 1, maxLength: 2 }) : fc.constant<Insertion[]>([])).map((insert) => ({ model: model.id, with: {}, insert })))
const side = fc.constantFrom(16, 24, 28, 32, 33)
const images = fc.record({ height: side, width: side, channels: fc.constantFrom(1, 3), batch: fc.integer({ min: 1, max: 2 }), text: fc.constantFrom(undefined, { words: 6, length: 3 }) })

/** A seed of its own finds other combinations; the usual one keeps a run repeatable. */
const seed = Number(process.env['FOVEA_COMBINATIONS_SEED'] ?? 20)

test('a random model with random attention runs or is refused in words', () => {
  const met = { run: 0, refused: 0 }
  fc.assert(fc.property(variants, images, (variant, { height, width, channels, batch, text }) => {
    const task = { shape: [height, width, channels], classes: 5, text } as const
    const problems = validateVariant(variant, task)
    if (problems.length) {
      met.refused++
      for (const { problem } of problems) expect(describeProblem(problem, 'en').message).toMatch(/\S/)
      return
    }
    met.run++
    const scope = Scope.root(1)
    try {
      tf.tidy(() => {
        const layer = buildModel(scope, variant, task)
        expect(scope.parameters()).toBe(countParameters(variant, task))
        const x = tf.randomNormal([batch, height, width, channels], 0, 1, 'float32', 3)
        const captions = text && tf.tile(tf.tensor2d([[5, 2, 0]]), [batch, 1])
        const weights = scope.all().flatMap((weight) => (weight.trainable ? [weight.variable] : []))
        let shape: number[] = []
        const { value, grads } = tf.variableGrads(() => {
          const logits = layer(x, evaluationContext(tf.tensor1d([1, 2], 'int32'), { text: captions }))
          shape = logits.shape
          return tf.mean(tf.square(logits)) as tf.Scalar
        }, weights)
        expect(shape).toEqual([batch, 5])
        expect(Number.isFinite(value.dataSync()[0])).toBe(true)
        for (const [name, gradient] of Object.entries(grads)) if (gradient) expect(gradient.dataSync().every(Number.isFinite), name).toBe(true)
      })
    } finally {
      scope.dispose()
    }
  }), { seed, numRuns: 120 })
  // Were everything refused, nothing would be tested.
  expect(met.run).toBeGreaterThan(40)
}, 300_000)
