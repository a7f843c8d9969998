/** The router: nothing that the contract does not describe reaches a handler, and every question gets one answer. */
import { expect, test, vi } from 'vitest'
import { FoveaError } from '../../preload/contract/errors.ts'
import { procedures } from '../../preload/contract/procedures.ts'
import type { Reply } from '../../preload/contract/transport.ts'
import { createRouter } from '../../main/ipc/router.ts'
import type { CallHandlers, StreamHandlers } from '../../main/ipc/router.ts'

/** Handlers that answer with their input; some are given. */
function open(given: Record<string, unknown> = {}) {
  const onError = vi.fn()
  const echo = Object.fromEntries(Object.entries(procedures).map(([name, { kind }]) => [name, kind === 'stream' ? async () => {} : (input: unknown) => ({ input })]))
  const handlers = { ...echo, ...given } as unknown as CallHandlers & StreamHandlers
  const router = createRouter(handlers, handlers, onError)
  const replies: Reply[] = []
  const connection = router.connect((reply) => replies.push(reply), 'browser')
  const settled = () => new Promise((resolve) => setTimeout(resolve, 10))
  const ask = async (message: unknown) => {
    connection.receive(message)
    await settled()
    return replies.splice(0)
  }
  return { router, connection, ask, onError, settled, replies }
}

test('a call is validated, its defaults filled in, and answered under its id', async () => {
  const { ask } = open()
  expect(await ask({ type: 'call', id: 7, name: 'runs.list', input: { offset: 3 } })).toEqual([{ type: 'answer', id: 7, envelope: { ok: true, value: { input: { offset: 3, limit: 200 } } } }])
})

test.each([
  ['an unknown name', { type: 'call', id: 1, name: 'runs.explode', input: {} }],
  ['a name of every object', { type: 'call', id: 1, name: 'constructor', input: {} }],
  ['a missing field', { type: 'call', id: 1, name: 'runs.get', input: {} }],
  ['a wrong type', { type: 'call', id: 1, name: 'runs.get', input: { id: { $ne: '' } } }],
  ['a number out of bounds', { type: 'call', id: 1, name: 'runs.list', input: { limit: 1e9 } }],
  ['no request at all', { id: 1, hello: true }],
])('%s is refused and reaches no handler', async (_what, message) => {
  const handler = vi.fn()
  const { ask } = open({ 'runs.get': handler, 'runs.list': handler })
  const [reply] = await ask(message)
  expect(reply).toMatchObject({ type: 'answer', id: 1, envelope: { ok: false, error: { kind: 'invalid', code: 'system.bad-input' } } })
  expect(handler).not.toHaveBeenCalled()
})

test.each([null, 5, 'x', [], { type: 'call' }, { id: 'x' }])('what has no id gets no answer: %j', async (message) => {
  const { ask } = open()
  expect(await ask(message)).toEqual([])
})

test('a problem is passed on as it is; a mistake of our own becomes words, and the log hears of it', async () => {
  const broken = new TypeError('x is not a function')
  const { ask, onError } = open({ 'runs.get': () => { throw new FoveaError('not-found', 'runs.unknown', { id: 'r' }) }, 'runs.stop': async () => { throw broken } })
  expect(await ask({ type: 'call', id: 1, name: 'runs.get', input: { id: 'r' } })).toMatchObject([{ envelope: { error: { kind: 'not-found', code: 'runs.unknown', params: { id: 'r' } } } }])
  expect(onError).not.toHaveBeenCalled()
  expect(await ask({ type: 'call', id: 2, name: 'runs.stop', input: { id: 'r' } })).toMatchObject([{ envelope: { error: { kind: 'internal', code: 'system.internal' } } }])
  expect(onError).toHaveBeenCalledWith('runs.stop', broken)
})

test('a stream opens, gives its items, and ends by itself, by error or when it is no longer wanted', async () => {
  let signal!: AbortSignal
  let push!: (item: unknown) => void
  let settle!: { resolve(): void; reject(error: Error): void }
  const stream = (_input: unknown, given: typeof push, abort: AbortSignal) => {
    [push, signal] = [given, abort]
    push(1)
    return new Promise<void>((resolve, reject) => {
      settle = { resolve, reject }
      abort.addEventListener('abort', () => resolve())
    })
  }
  const { ask, settled, replies, connection } = open({ 'tasks.follow': stream })
  const call = (id: number) => ({ type: 'call', id, name: 'tasks.follow', input: { taskId: 't' } })
  expect(await ask(call(1))).toEqual([{ type: 'answer', id: 1, envelope: { ok: true, value: {} } }, { type: 'item', id: 1, value: 1 }])
  push(2)
  settle.resolve()
  await settled()
  expect(replies.splice(0)).toEqual([{ type: 'item', id: 1, value: 2 }, { type: 'end', id: 1 }])

  await ask(call(2))
  settle.reject(new FoveaError('not-found', 'tasks.unknown', { id: 't' }))
  await settled()
  expect(replies.splice(0)).toMatchObject([{ type: 'end', id: 2, error: { code: 'tasks.unknown' } }])

  await ask(call(3))
  expect(await ask(call(3))).toMatchObject([{ type: 'answer', id: 3, envelope: { ok: false } }])
  expect(await ask({ type: 'end', id: 3 })).toEqual([{ type: 'end', id: 3 }])
  expect(signal.aborted).toBe(true)
  push(9)
  expect(replies).toEqual([])

  await ask(call(4))
  connection.close()
  await settled()
  expect([signal.aborted, replies]).toEqual([true, []])
})

test('from this process calls are validated too, and count as of the terminal; those of windows do not', async () => {
  const callers: unknown[] = []
  const { router, ask } = open({ 'runs.get': (_input: unknown, caller: unknown) => { callers.push(caller); return {} } })
  await router.call('runs.get', { id: 'r' })
  await ask({ type: 'call', id: 1, name: 'runs.get', input: { id: 'r' } })
  expect(callers).toEqual(['terminal', 'browser'])
  await expect(router.call('runs.get', { id: '' })).rejects.toMatchObject({ problem: { code: 'system.bad-input' } })
  await expect(router.call('tasks.follow' as 'runs.get', { taskId: 't' } as never)).rejects.toMatchObject({ problem: { code: 'system.bad-input' } })
  await expect(router.stream('runs.get' as 'tasks.follow', { id: 'r' } as never, () => {}, new AbortController().signal)).rejects.toMatchObject({ problem: { code: 'system.bad-input' } })
})
