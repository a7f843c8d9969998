/** The WebSocket line comes back after losses, with growing waits; the desktop's port carries plain values only. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { reactive } from 'vue'
import type { DesktopBridge } from '../../../preload/contract/transport.ts'
import { desktopConnection, socketConnection } from '../../../renderer/src/client/connection.ts'

class Socket { onopen = () => {}; onclose = () => {}; onmessage = (_event: { data: string }) => {}; sent: string[] = []; send(text: string) { this.sent.push(text) } }

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

test('a lost socket is opened again, later each time, and the waits begin anew once it was there', () => {
  const sockets: Socket[] = []
  const heard: string[] = []
  const connection = socketConnection(() => { const socket = new Socket(); sockets.push(socket); return socket as unknown as WebSocket }, { onReply: () => heard.push('reply'), onOpen: () => heard.push('open'), onLoss: () => heard.push('loss') })
  expect(connection.send({ type: 'end', id: 1 })).toBe(false)
  sockets[0]!.onclose()
  vi.advanceTimersByTime(249)
  expect(sockets).toHaveLength(1)
  vi.advanceTimersByTime(1)
  expect(sockets).toHaveLength(2)
  sockets[1]!.onclose()
  vi.advanceTimersByTime(499)
  expect(sockets).toHaveLength(2)
  vi.advanceTimersByTime(1)
  expect(heard).toEqual([])
  sockets[2]!.onopen()
  expect(connection.send({ type: 'end', id: 2 })).toBe(true)
  expect(sockets[2]!.sent).toEqual(['{"type":"end","id":2}'])
  sockets[2]!.onmessage({ data: '{"type":"end","id":2}' })
  sockets[2]!.onclose()
  expect(connection.send({ type: 'end', id: 3 })).toBe(false)
  vi.advanceTimersByTime(250)
  expect(sockets).toHaveLength(4)
  expect(heard).toEqual(['open', 'reply', 'loss'])
})

test('a reactive input reaches the desktop as a plain value that a port can carry', () => {
  const carried: unknown[] = []
  const bridge = { connect: () => ({ send: (request: unknown) => { carried.push(structuredClone(request)) } }) } as unknown as DesktopBridge
  const connection = desktopConnection(bridge, { onReply: () => {}, onOpen: () => {}, onLoss: () => {} })
  connection.send({ type: 'call', id: 1, name: 'plans.check', input: { plan: reactive({ seeds: [1, 2] }) } })
  expect(carried).toEqual([{ type: 'call', id: 1, name: 'plans.check', input: { plan: { seeds: [1, 2] } } }])
})
