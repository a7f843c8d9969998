/** `fovea serve`: who may come in, and what may be had. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { request } from 'node:http'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { Reply } from '../../preload/contract/transport.ts'
import { serve } from '../../main/ipc/server.ts'
import type { Served } from '../../main/ipc/server.ts'

const folder = mkdtempSync(join(tmpdir(), 'fovea-serve-'))
const window = join(folder, 'window')
mkdirSync(join(window, 'assets'), { recursive: true })
writeFileSync(join(window, 'index.html'), '<!doctype html><title>Fovea</title>')
writeFileSync(join(window, 'assets', 'index.js'), 'export {}')
writeFileSync(join(folder, 'secret.txt'), 'secret')
mkdirSync(join(folder, 'window-2'))
writeFileSync(join(folder, 'window-2', 'secret.txt'), 'secret')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Answers every call with its message. */
const workbench = { connect: (send: (reply: Reply) => void) => ({ receive: (message: unknown) => send({ type: 'item', id: 1, value: message }), close: () => {} }) }

let served: Served
let url: URL
beforeEach(async () => {
  served = await serve({ workbench, port: 0, rendererFolder: window })
  url = new URL(served.url)
})
afterEach(() => served.close())

interface Answer { status: number; headers: Record<string, string | string[] | undefined>; body: string }
/** `path` is sent as it is, unlike by fetch. */
const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  new Promise<Answer>((resolve, reject) => {
    request({ host: '127.0.0.1', port: url.port, path, headers, method }, (response) => {
      let body = ''
      response.on('data', (part) => { body += part }).on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body }))
    }).on('error', reject).end()
  })
async function enter(): Promise<string> {
  const { headers } = await get(url.pathname + url.search)
  return headers['set-cookie']![0]!.split(';')[0]!
}
/** The status of a refused socket, or the socket. */
const socket = (headers: Record<string, string>, path = '/rpc') =>
  new Promise<number | WebSocket>((resolve, reject) => {
    const opened = new WebSocket(`ws://127.0.0.1:${url.port}${path}`, { headers })
    opened.on('open', () => resolve(opened)).on('unexpected-response', (_request, response) => resolve(response.statusCode!)).on('error', reject)
  })

test('the printed address opens the window once, by a cookie that scripts and other sites do not get', async () => {
  const first = await get(url.pathname + url.search)
  expect([first.status, first.headers['location']]).toEqual([303, '/'])
  expect(first.headers['set-cookie']![0]).toMatch(/^fovea-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
  const cookie = first.headers['set-cookie']![0]!.split(';')[0]!
  const page = await get('/', { cookie })
  expect([page.status, page.body]).toEqual([200, '<!doctype html><title>Fovea</title>'])
  expect((await get('/assets/index.js', { cookie })).headers['content-type']).toBe('text/javascript; charset=utf-8')
  expect((await get(url.pathname + url.search)).status).toBe(403)
  expect((await get(url.pathname + url.search, { cookie })).status).toBe(303)
})

test('every answer carries the policies, refusals too', async () => {
  const cookie = await enter()
  for (const { headers } of [await get('/', { cookie }), await get('/none', { cookie }), await get('/')]) {
    expect(headers['content-security-policy']).toMatch(/default-src 'none'.*script-src 'self'.*frame-ancestors 'none'/)
    expect(headers['content-security-policy']).not.toContain('unsafe')
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin', 'x-frame-options': 'DENY' })
  }
})

test.each(['', '?token=', '?token=wrong', `?token=${'A'.repeat(43)}`])('without the right token (%s) there is a page that says so, in the browser\'s language', async (query) => {
  const english = await get(`/${query}`)
  expect([english.status, english.body.includes('opens the window once')]).toEqual([403, true])
  expect((await get(`/${query}`, { 'accept-language': 'zh-CN,zh;q=0.9' })).body).toContain('Fovea 不认识此浏览器')
  expect((await get('/assets/index.js')).status).toBe(403)
  expect((await get('/', { cookie: `fovea-${url.port}=${'A'.repeat(43)}` })).status).toBe(403)
})

test.each(['evil.example', 'evil.example:80', '127.0.0.1.evil.example', 'localhost.evil.example:4816', '192.168.0.1', '0.0.0.0:80'])('a name that was made to point here is refused: "%s"', async (host) => {
  const cookie = await enter()
  expect((await get('/', { cookie, host })).status).toBe(403)
  expect((await get(url.pathname + url.search, { host })).status).toBe(403)
})

test('a tunnel may give another port, and localhost is this computer', async () => {
  const cookie = await enter()
  for (const host of ['127.0.0.1:9999', `localhost:${url.port}`, '[::1]:80']) expect((await get('/', { cookie, host })).status).toBe(200)
})

test.each(['/../secret.txt', '/..%2fsecret.txt', '/%2e%2e/secret.txt', '/assets/../../secret.txt', '/..\\secret.txt', '/%00', '/%', '//etc/passwd', '/../window-2/secret.txt', '/assets', '/.', '/index.html%00.js'])('no way leads out of the window\'s folder: %s', async (path) => {
  const cookie = await enter()
  const { status, body } = await get(path, { cookie })
  expect([status, body]).toEqual([404, '404'])
})

test('only reading is possible', async () => {
  const cookie = await enter()
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) expect((await get('/', { cookie }, method)).status).toBe(405)
})

test('a socket needs the cookie, our own page as its origin, and this computer as its host', async () => {
  const cookie = await enter()
  const origin = `http://127.0.0.1:${url.port}`
  expect(await socket({ origin })).toBe(403)
  expect(await socket({ cookie })).toBe(403)
  expect(await socket({ cookie, origin: 'http://evil.example' })).toBe(403)
  expect(await socket({ cookie, origin: 'null' })).toBe(403)
  expect(await socket({ cookie, origin: 'http://127.0.0.1:1' })).toBe(403)
  expect(await socket({ cookie, origin: 'http://evil.example', host: 'evil.example' })).toBe(403)
  expect(await socket({ cookie, origin }, '/other')).toBe(403)

  const opened = (await socket({ cookie, origin })) as WebSocket
  const heard = new Promise((resolve) => opened.once('message', (data) => resolve(JSON.parse(String(data)))))
  opened.send(JSON.stringify({ type: 'call', id: 1 }))
  expect(await heard).toEqual({ type: 'item', id: 1, value: { type: 'call', id: 1 } })
  const closed = new Promise((resolve) => opened.once('close', resolve))
  opened.send('{ not json')
  expect(await closed).toBe(1003)
})

test('a message larger than any image ends its socket and nothing else', async () => {
  const cookie = await enter()
  const origin = `http://127.0.0.1:${url.port}`
  const opened = (await socket({ cookie, origin })) as WebSocket
  opened.on('error', () => {})
  const closed = new Promise((resolve) => opened.once('close', resolve))
  opened.send('x'.repeat(101 * 1024 * 1024))
  expect([1009, 1006]).toContain(await closed)
  expect((await get('/', { cookie })).status).toBe(200)
})

test('it listens on this computer only', async () => {
  const other = Object.values(networkInterfaces()).flat().find((address) => address && !address.internal && address.family === 'IPv4')
  if (!other) return
  const refused = await new Promise((resolve) => connect({ host: other.address, port: Number(url.port) }).on('connect', () => resolve('open')).on('error', (error: NodeJS.ErrnoException) => resolve(error.code)))
  expect(refused).toBe('ECONNREFUSED')
})

test('a port that is taken and a window that is not built are said', async () => {
  await expect(serve({ workbench, port: Number(url.port), rendererFolder: window })).rejects.toMatchObject({ problem: { code: 'server.port-taken', params: { port: Number(url.port) } } })
  await expect(serve({ workbench, rendererFolder: join(folder, 'none') })).rejects.toMatchObject({ problem: { code: 'server.no-window' } })
})
