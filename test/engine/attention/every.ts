/** Every mechanism of the catalogue with every value of its options, each of them in turn, without a line for any of them. */
import * as tf from '@tensorflow/tfjs-core'
import { FoveaError } from '../../../preload/contract/errors.ts'
import { mechanisms } from '../../../main/engine/attention/catalogue.ts'
import type { MapInput, MapShape, Mechanism } from '../../../main/engine/attention/mechanism.ts'
import { mechanismEntries } from '../../../main/engine/catalogue.ts'
import { evaluationContext, type Context, type Layer } from '../../../main/engine/layers/context.ts'
import { generatorFor, normalFrom } from '../../../main/engine/layers/initializers.ts'
import { Scope } from '../../../main/engine/layers/scope.ts'

export interface Example {
  title: string
  mechanism: Mechanism
  given: Record<string, unknown>
}

interface Property { type?: string; enum?: unknown[]; const?: unknown; anyOf?: Property[]; default?: unknown; minimum?: number }

/** Values of an option that differ in kind and not in degree. A number is tried at its least. */
function valuesOf({ type, enum: choices, const: only, anyOf, minimum, default: usual }: Property): unknown[] {
  if (anyOf) return anyOf.flatMap(valuesOf)
  if (choices) return choices
  if (only !== undefined) return [only]
  if (type === 'boolean') return [true, false]
  if ((type === 'number' || type === 'integer') && minimum !== undefined && minimum !== usual) return [minimum]
  return []
}

export const examples: Example[] = mechanisms.flatMap((mechanism) => {
  const { properties = {} } = mechanismEntries.find(({ id }) => id === mechanism.id)!.options as { properties?: Record<string, Property> }
  const changes = Object.entries(properties).flatMap(([name, property]) => valuesOf(property).filter((value) => value !== property.default).map((value) => ({ [name]: value })))
  return [{}, ...changes].map((given) => ({ mechanism, given, title: `${mechanism.id} ${JSON.stringify(given)}` }))
})

/** Wide enough for a reduction by 16. */
export const CHANNELS = 32
/** With captions of three words at most, for mechanisms that read them. */
export const shaped = (height: number, width: number, channels = CHANNELS): MapInput => ({ channels, height, width, text: { words: 5, length: CAPTION.length } })

/** The caption of every image here: two words, then none. */
export const CAPTION = [3, 1, 0]

/** The layer with that caption beside whatever images it is given. */
const captioned = (layer: Layer): Layer => (x, ctx) => layer(x, { ...ctx, text: tf.tile(tf.tensor2d([CAPTION]), [x.shape[0]!, 1]) })

export const values = (shape: number[], name: string): tf.Tensor => {
  const next = normalFrom(generatorFor(7, name))
  return tf.tensor(Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, next), shape)
}

export const imageOf = (batch: number, { height, width, channels }: MapShape, name = 'x'): tf.Tensor => values([batch, height, width, channels], name)

export interface Built {
  scope: Scope
  layer: Layer
}

/** The mechanism on such a map, or the words in which it refuses it. Anything else that is thrown is a fault. */
export function attempt({ mechanism, given }: Example, map: MapInput, seed = 1): Built | FoveaError {
  const options = mechanism.options.parse(given)
  try {
    mechanism.check(options, map)
  } catch (error) {
    if (error instanceof FoveaError) return error
    throw error
  }
  const scope = Scope.root(seed)
  return { scope, layer: captioned(mechanism.build(scope.child('site').child(mechanism.id), options, map)) }
}

/** The same, where it must fit; on weights away from their first values, so that what starts at 0 takes part. */
export function built(example: Example, map: MapInput, seed = 1): Built {
  const result = attempt(example, map, seed)
  if (result instanceof FoveaError) throw result
  for (const { variable, trainable, name, shape } of result.scope.all()) if (trainable) tf.tidy(() => variable.assign(tf.add(variable, tf.mul(values(shape, name), 0.1))))
  return result
}

export const context = (training: boolean, parts: Partial<Context> = {}): Context => ({ ...evaluationContext(tf.tensor1d([3, 5], 'int32'), parts), training })

export const trainable = (scope: Scope): tf.Variable[] => scope.all().flatMap((weight) => (weight.trainable ? [weight.variable] : []))

export const finite = (tensor: tf.Tensor): boolean => tensor.dataSync().every(Number.isFinite)

export const largestDifference = (a: ArrayLike<number>, b: ArrayLike<number>): number => Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0)
export const magnitude = (values: ArrayLike<number>): number => Array.from(values).reduce((most, value) => Math.max(most, Math.abs(value)), 0)
