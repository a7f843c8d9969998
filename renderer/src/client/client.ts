/** Typed calls and streams of the contract over one connection. A refusal is thrown as FoveaError; a stream opens itself again after a lost line. */
import { shallowRef, type Ref } from 'vue'
import { FoveaError, type Problem } from '../../../preload/contract/errors.ts'
import type { InputOf, NamesOf, OutputOf } from '../../../preload/contract/procedures.ts'
import type { Reply, Request } from '../../../preload/contract/transport.ts'
import type { Connection, Listener } from './connection.ts'

type Callable = NamesOf<'query'> | NamesOf<'command'>
type Stream = NamesOf<'stream'>
/** Procedures without input may be called with the name alone. */
type Arguments<N extends keyof InputMap> = undefined extends InputMap[N] ? [input?: InputMap[N]] : [input: InputMap[N]]
type InputMap = { [N in Callable | Stream]: InputOf<N> }

interface Waiting { resolve(value: unknown): void; reject(error: FoveaError): void; request: Request; sent: boolean }
interface Following { name: string; input: () => unknown; onItem(value: unknown): void; onEnd(problem: Problem | null): void }

export interface Client {
  call<N extends Callable>(name: N, ...input: Arguments<N>): Promise<OutputOf<N>>
  /**
   * `input` may be a function: it is asked again when the stream is opened again, so it can say from where to go on.
   * onEnd hears of an ended (null) or failed stream, not of a lost line. Returns a function that ends the stream.
   */
  follow<N extends Stream>(name: N, input: InputOf<N> | (() => InputOf<N>), onItem: (item: OutputOf<N>) => void, onEnd?: (problem: Problem | null) => void): () => void
  /** Whether the line to main is there. */
  connected: Readonly<Ref<boolean>>
}

/** JSON has no undefined, and a request always has an input. */
const nothing = {}
const refused = (problem: Problem) => new FoveaError(problem.kind, problem.code, problem.params)

export function createClient(connect: (listener: Listener) => Connection): Client {
  const connected = shallowRef(false)
  const calls = new Map<number, Waiting>()
  const streams = new Map<number, Following>()
  let nextId = 1

  const openStream = (following: Following): number => {
    const id = nextId++
    streams.set(id, following)
    connection.send({ type: 'call', id, name: following.name, input: following.input() ?? nothing })
    return id
  }

  const endStream = (id: number, problem: Problem | null) => {
    const following = streams.get(id)
    streams.delete(id)
    following?.onEnd(problem)
  }

  const onReply = (reply: Reply) => {
    if (reply.type === 'item') { streams.get(reply.id)?.onItem(reply.value); return }
    if (reply.type === 'end') { endStream(reply.id, reply.error ?? null); return }
    const waiting = calls.get(reply.id)
    calls.delete(reply.id)
    if (reply.envelope.ok) waiting?.resolve(reply.envelope.value)
    else if (waiting) waiting.reject(refused(reply.envelope.error))
    else endStream(reply.id, reply.envelope.error)
  }

  /** Calls made before the line was there are sent now; streams of a lost line are opened again, under new ids. */
  const onOpen = () => {
    connected.value = true
    for (const waiting of calls.values()) waiting.sent ||= connection.send(waiting.request)
    const lost = [...streams.entries()]
    streams.clear()
    for (const [id, following] of lost) moved.set(id, openStream(following))
  }

  /** A command that was sent may have been carried out or not, so it is never sent twice. */
  const onLoss = () => {
    connected.value = false
    for (const [id, waiting] of calls) {
      if (!waiting.sent) continue
      calls.delete(id)
      waiting.reject(new FoveaError('unavailable', 'system.disconnected'))
    }
  }

  /** Old id of a stream → the id it got when it was opened again. */
  const moved = new Map<number, number>()
  const current = (id: number): number => { const next = moved.get(id); return next === undefined ? id : current(next) }

  const connection = connect({ onReply, onOpen, onLoss })

  return {
    connected,
    call: (name, ...[input]) =>
      new Promise((resolve, reject) => {
        const request: Request = { type: 'call', id: nextId++, name, input: input ?? nothing }
        const sent = connected.value && connection.send(request)
        calls.set(request.id, { resolve: resolve as (value: unknown) => void, reject, request, sent })
      }),
    follow(name, input, onItem, onEnd = () => {}) {
      const following: Following = { name, input: () => (typeof input === 'function' ? input() : input), onItem: onItem as (value: unknown) => void, onEnd }
      let id: number
      if (connected.value) id = openStream(following)
      else streams.set((id = nextId++), following)
      return () => {
        const now = current(id)
        if (streams.delete(now)) connection.send({ type: 'end', id: now })
      }
    },
  }
}
