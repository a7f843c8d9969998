/** One recorded pass of a mechanism alone, over one empty map: what its flow and its cost are read from. */
import * as tf from '@tensorflow/tfjs-core'
import { FoveaError } from '../../../preload/contract/errors.ts'
import { mechanismById, mechanisms } from '../attention/catalogue.ts'
import type { MapInput, MapShape, Mechanism } from '../attention/mechanism.ts'
import { evaluationContext, type Context, type Layer } from '../layers/context.ts'
import { Scope } from '../layers/scope.ts'
import { readOptions } from '../options.ts'
import { record, type Feed, type Recording } from '../tensorflow/recording.ts'

/** A caption for mechanisms that read one: of so many known words at most so many. */
const caption = { words: 32, length: 8 }

export interface Pass {
  recording: Recording
  scope: Scope
  /** Outputs of the recording that are weights over places. */
  seen: string[]
}

/** A mechanism with its options read; throws what is wrong with them. */
function chosen(id: string, given: Record<string, unknown>): { mechanism: Mechanism; options: unknown } {
  const mechanism = mechanismById.get(id)
  if (!mechanism) throw new FoveaError('not-found', 'engine.mechanism-unknown', { mechanism: id, allowed: mechanisms.map((one) => one.id).join(', ') })
  const { options, problems } = readOptions(mechanism.options, id, given, 'with')
  const [wrong] = problems
  if (wrong) throw new FoveaError(wrong.problem.kind, wrong.problem.code, wrong.problem.params)
  return { mechanism, options }
}

interface Inputs {
  feeds: Record<string, Feed>
  run(layer: Built, feeds: Record<string, tf.Tensor>, ctx: Context): tf.Tensor
}
type Built = { layer: Layer } | { fuse: (maps: tf.Tensor[], ctx: Context) => tf.Tensor }

/** Three scales, each of half the side and twice the channels of the one before; the last is the map that was asked for. */
const scalesOf = ({ channels, height, width }: MapShape): MapShape[] =>
  [4, 2, 1].map((times) => ({ channels: Math.max(1, Math.round(channels / times)), height: height * times, width: width * times }))

function inputsOf({ kind, group, fuse }: Mechanism, map: MapShape): Inputs {
  const mapFeed = ({ channels, height, width }: MapShape): Feed => ({ shape: [1, height, width, channels], dtype: 'float32' })
  if (kind === 'scales' && fuse) {
    const feeds = Object.fromEntries(scalesOf(map).map((scale, i) => [`x${i + 1}`, mapFeed(scale)]))
    return { feeds, run: (built, given, ctx) => ('fuse' in built ? built.fuse(Object.values(given), ctx) : built.layer(given['x1']!, ctx)) }
  }
  const text: Record<string, Feed> = group === 'text' ? { words: { shape: [1, caption.length], dtype: 'int32' } } : {}
  return { feeds: { x: mapFeed(map), ...text }, run: (built, { x, words }, ctx) => ('layer' in built ? built.layer(x!, words ? { ...ctx, text: words } : ctx) : built.fuse([x!], ctx)) }
}

const textedMap = ({ group }: Mechanism, map: MapShape): MapInput => (group === 'text' ? { ...map, text: caption } : map)

function build(mechanism: Mechanism, scope: Scope, options: unknown, map: MapShape): Built {
  if (mechanism.kind === 'scales' && mechanism.fuse) return { fuse: mechanism.fuse(scope, options, scalesOf(map)) }
  if (mechanism.kind === 'tokens' && mechanism.replace) {
    const replaced = mechanism.replace(scope, options, { ...map, extra: 0 })
    const { channels, height, width } = map
    return { layer: (x, ctx) => replaced(tf.reshape(x, [-1, height * width, channels]), ctx) }
  }
  return { layer: mechanism.build(scope, options, textedMap(mechanism, map)) }
}

/** Records the mechanism; `use` is given the pass, and everything it made is freed afterwards. `listen`: maps that are made only to be drawn are made too. */
export function withPass<T>(id: string, given: Record<string, unknown>, map: MapShape, listen: boolean, use: (pass: Pass) => T): T {
  const { mechanism, options } = chosen(id, given)
  mechanism.check(options, textedMap(mechanism, map))
  const scope = Scope.root(0, { initialize: false })
  try {
    const built = build(mechanism, scope, options, map)
    const { feeds, run } = inputsOf(mechanism, map)
    const seen: string[] = []
    const recording = record({
      feeds,
      run(values) {
        const taps: Record<string, tf.Tensor> = {}
        const tap: Context['tap'] = (name, tensor, { kind }) => {
          if (kind !== 'attention' && kind !== 'gate') return
          taps[`seen/${seen.push(name)}`] = tensor
        }
        const y = run(built, values, evaluationContext(tf.tensor1d([0, 0], 'int32'), listen ? { tap } : {}))
        return { outputs: { y, ...taps }, updates: [] }
      },
    })
    return use({ recording, scope, seen: seen.map((_, i) => `seen/${i + 1}`) })
  } finally {
    scope.dispose()
  }
}
