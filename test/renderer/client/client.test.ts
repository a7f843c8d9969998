/** Calls and streams over a line that can be lost: answers find their question, nothing is sent twice, streams open again. */
import { beforeEach, describe, expect, test } from 'vitest'
import { FoveaError } from '../../../preload/contract/errors.ts'
import type { Reply, Request } from '../../../preload/contract/transport.ts'
import { createClient, type Client } from '../../../renderer/src/client/client.ts'
import type { Listener } from '../../../renderer/src/client/connection.ts'

let sent: Request[]
let listener: Listener
let client: Client
const ok = (id: number, value: unknown): Reply => ({ type: 'answer', id, envelope: { ok: true, value } })
const names = () => sent.map((request) => (request.type === 'call' ? request.name : `end ${request.id}`))

beforeEach(() => {
  sent = []
  client = createClient((given) => { listener = given; return { send: (request) => { sent.push(request); return true } } })
})

describe('calls', () => {
  test('wait for the line, and get the answer with their id in any order', async () => {
    const settings = client.call('settings.get')
    const sum = client.call('runs.get', { id: 'r1' })
    expect(sent).toEqual([])
    listener.onOpen()
    expect(names()).toEqual(['settings.get', 'runs.get'])
    listener.onReply(ok(sent[1]!.id, 'second'))
    listener.onReply(ok(sent[0]!.id, 'first'))
    expect([await settings, await sum]).toEqual(['first', 'second'])
  })

  test('a refusal is a FoveaError with the problem that main found', async () => {
    listener.onOpen()
    const asked = client.call('runs.get', { id: 'gone' })
    const problem = { kind: 'not-found', code: 'run.unknown', params: { id: 'gone' } } as const
    listener.onReply({ type: 'answer', id: sent[0]!.id, envelope: { ok: false, error: problem } })
    const error = await asked.catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(FoveaError)
    expect((error as FoveaError).problem).toEqual(problem)
  })

  test('one that was sent before a loss is refused and not sent again; one that was not is sent after it', async () => {
    listener.onOpen()
    const lost = client.call('comparisons.stop', { id: 'c1', now: true })
    listener.onLoss()
    expect(client.connected.value).toBe(false)
    await expect(lost).rejects.toMatchObject({ problem: { code: 'system.disconnected' } })
    const later = client.call('settings.get')
    listener.onOpen()
    expect(names()).toEqual(['comparisons.stop', 'settings.get'])
    listener.onReply(ok(sent[1]!.id, 'there'))
    expect(await later).toBe('there')
  })

  test('always carry an input, for JSON drops undefined', () => {
    listener.onOpen()
    void client.call('settings.get')
    expect(JSON.parse(JSON.stringify(sent[0]))).toMatchObject({ input: {} })
  })
})

describe('streams', () => {
  test('open again after a loss, from where their input says, and end when told, under the new id', () => {
    listener.onOpen()
    let seen = 0
    const stop = client.follow('runs.follow', () => ({ id: 'r1', afterSeq: seen }), (events) => { seen = events.at(-1)!.seq })
    listener.onReply(ok(sent[0]!.id, null))
    listener.onReply({ type: 'item', id: sent[0]!.id, value: [{ seq: 7 }] })
    listener.onLoss()
    listener.onOpen()
    const again = sent[1] as Extract<Request, { type: 'call' }>
    expect(again).toMatchObject({ name: 'runs.follow', input: { id: 'r1', afterSeq: 7 } })
    listener.onReply({ type: 'item', id: sent[0]!.id, value: [{ seq: 99 }] })
    expect(seen).toBe(7)
    listener.onReply({ type: 'item', id: again.id, value: [{ seq: 8 }] })
    expect(seen).toBe(8)
    stop()
    expect(sent.at(-1)).toEqual({ type: 'end', id: again.id })
    listener.onReply({ type: 'item', id: again.id, value: [{ seq: 9 }] })
    expect(seen).toBe(8)
  })

  test('tell of their end and of a refusal, once', () => {
    listener.onOpen()
    const ends: unknown[] = []
    client.follow('tasks.follow', { taskId: 't1' }, () => {}, (problem) => ends.push(problem))
    client.follow('tasks.follow', { taskId: 't2' }, () => {}, (problem) => ends.push(problem))
    listener.onReply({ type: 'end', id: sent[0]!.id })
    listener.onReply({ type: 'end', id: sent[0]!.id })
    const problem = { kind: 'not-found', code: 'task.unknown', params: {} } as const
    listener.onReply({ type: 'answer', id: sent[1]!.id, envelope: { ok: false, error: problem } })
    expect(ends).toEqual([null, problem])
  })

  test('begun before the line is there open with it', () => {
    client.follow('system.status', undefined, () => {})
    expect(sent).toEqual([])
    listener.onOpen()
    expect(names()).toEqual(['system.status'])
  })
})
