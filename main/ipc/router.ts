/** Validates what comes in, calls the handler, answers. Nothing reaches a handler that the contract does not describe. */
import type { z } from 'zod'
import { FoveaError, problemOf } from '../../preload/contract/errors.ts'
import { procedures } from '../../preload/contract/procedures.ts'
import type { InputOf, NamesOf, OutputOf, ProcedureName, Procedures } from '../../preload/contract/procedures.ts'
import { Request } from '../../preload/contract/transport.ts'
import type { Reply } from '../../preload/contract/transport.ts'

type CallName = NamesOf<'query' | 'command'>
type StreamName = NamesOf<'stream'>
type Given<N extends ProcedureName> = z.output<Procedures[N]['input']>

/**
 * Who asks. This process itself (the terminal) may name any file; a window of the desktop may name folders to read, which its
 * user chose or dropped; a browser may name none.
 */
export type Caller = 'terminal' | 'desktop' | 'browser'
export type CallHandlers<N extends CallName = CallName> = { [K in N]: (input: Given<K>, caller: Caller) => OutputOf<K> | Promise<OutputOf<K>> }
/** Fulfilled when the stream has ended; `signal` aborts when nobody listens any more. */
export type StreamHandlers<N extends StreamName = StreamName> = { [K in N]: (input: Given<K>, push: (item: OutputOf<K>) => void, signal: AbortSignal) => Promise<void> }

/** One window: what it says goes in, what it should hear comes out of the `send` it was made with. */
export interface Connection {
  receive(message: unknown): void
  /** Ends its streams; calls under way are carried out and not answered. */
  close(): void
}
export interface Router {
  call<N extends CallName>(name: N, input: InputOf<N>): Promise<OutputOf<N>>
  stream<N extends StreamName>(name: N, input: InputOf<N>, onItem: (item: OutputOf<N>) => void, signal: AbortSignal): Promise<void>
  connect(send: (reply: Reply) => void, caller: Exclude<Caller, 'terminal'>): Connection
}

/** More streams than any window needs; a loop that opens them by mistake is stopped. */
const mostStreams = 200

const badInput = (detail: string) => new FoveaError('invalid', 'system.bad-input', { detail })

function validated(name: string, input: unknown): { name: ProcedureName; input: never } {
  if (!Object.hasOwn(procedures, name)) throw badInput(`there is no procedure "${name.slice(0, 100)}"`)
  const known = name as ProcedureName
  const parsed = procedures[known].input.safeParse(input)
  if (parsed.success) return { name: known, input: parsed.data as never }
  const issue = parsed.error.issues[0]
  throw badInput(`${known}: ${[issue?.path.join('.'), issue?.message].filter(Boolean).join(': ')}`)
}

/** `onError` hears of what is a mistake of Fovea's own, for its log. */
export function createRouter(calls: CallHandlers, streams: StreamHandlers, onError: (name: string, error: unknown) => void): Router {
  const isStream = (name: ProcedureName): name is StreamName => procedures[name].kind === 'stream'
  const problem = (name: string, error: unknown) => {
    const known = problemOf(error)
    if (known.kind === 'internal') onError(name, error)
    return known
  }
  async function run(name: ProcedureName, input: never, caller: Caller): Promise<unknown> {
    if (isStream(name)) throw badInput(`${name} is a stream`)
    return calls[name](input, caller)
  }
  function open(name: ProcedureName, input: never, push: (item: unknown) => void, signal: AbortSignal): Promise<void> {
    if (!isStream(name)) throw badInput(`${name} is not a stream`)
    return streams[name](input, (item) => { if (!signal.aborted) push(item) }, signal)
  }

  function connect(send: (reply: Reply) => void, caller: Exclude<Caller, 'terminal'>): Connection {
    const following = new Map<number, AbortController>()
    let closed = false
    const say = (reply: Reply) => { if (!closed) send(reply) }

    async function answer(id: number, asked: string, given: unknown): Promise<void> {
      try {
        const { name, input } = validated(asked, given)
        if (!isStream(name)) return say({ type: 'answer', id, envelope: { ok: true, value: await run(name, input, caller) } })
        if (following.has(id) || following.size >= mostStreams) throw badInput(following.has(id) ? `the stream ${id} is open already` : 'too many streams')
        const controller = new AbortController()
        following.set(id, controller)
        say({ type: 'answer', id, envelope: { ok: true, value: {} } })
        await follow(id, name, input, controller)
      } catch (error) {
        say({ type: 'answer', id, envelope: { ok: false, error: problem(asked, error) } })
      }
    }
    async function follow(id: number, name: StreamName, input: never, controller: AbortController): Promise<void> {
      try {
        await open(name, input, (value) => say({ type: 'item', id, value }), controller.signal)
        say({ type: 'end', id })
      } catch (error) {
        say({ type: 'end', id, error: problem(name, error) })
      } finally {
        following.delete(id)
        controller.abort()
      }
    }
    return {
      receive(message) {
        const parsed = Request.safeParse(message)
        if (!parsed.success) {
          const id = (message as { id?: unknown } | null)?.id
          if (Number.isSafeInteger(id)) say({ type: 'answer', id: id as number, envelope: { ok: false, error: badInput('not a request').problem } })
          return
        }
        if (parsed.data.type === 'call') void answer(parsed.data.id, parsed.data.name, parsed.data.input)
        else following.get(parsed.data.id)?.abort()
      },
      close() {
        closed = true
        for (const controller of following.values()) controller.abort()
      },
    }
  }
  return {
    async call(asked, given) {
      const { name, input } = validated(asked, given)
      return (await run(name, input, 'terminal')) as never
    },
    async stream(asked, given, onItem, signal) {
      const { name, input } = validated(asked, given)
      await open(name, input, onItem as (item: unknown) => void, signal)
    },
    connect,
  }
}
