/** `fovea serve`: the window for a browser, on 127.0.0.1 only, for a machine without a screen or without Electron. */
import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { WebSocketServer } from 'ws'
import { FoveaError } from '../../preload/contract/errors.ts'
import { createGate } from './gate.ts'
import { refusal } from './refusal.ts'
import type { Router } from './router.ts'
import { securityHeaders, serveFile } from './static-files.ts'
import { serveSocket } from './websocket.ts'

export interface ServeOptions {
  workbench: Pick<Router, 'connect'>
  /** Left out: the usual one, or any when that is taken. */
  port?: number
  /** The built window. */
  rendererFolder: string
}
export interface Served { url: string; close(): Promise<void> }

const usualPort = 4816
/** An image of 96 MiB as base64 with what stands around it. */
const largestMessage = 100 * 1024 * 1024
const mostWindows = 32

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => { server.off('error', reject); resolve() })
  })
}
async function listenSomewhere(server: Server, port: number | undefined): Promise<void> {
  try {
    await listen(server, port ?? usualPort)
  } catch (error) {
    const { code } = error as { code?: string }
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error
    if (port !== undefined) throw new FoveaError('conflict', 'server.port-taken', { port })
    await listen(server, 0)
  }
}

export async function serve({ workbench, port, rendererFolder }: ServeOptions): Promise<Served> {
  if (!existsSync(join(rendererFolder, 'index.html'))) throw new FoveaError('not-found', 'server.no-window', { folder: rendererFolder })
  const server = createServer()
  const actualPort = () => (server.address() as AddressInfo).port
  const gate = createGate(() => `fovea-${actualPort()}`)

  function refuse(response: ServerResponse, request: IncomingMessage, why: 'host' | 'token'): void {
    response.writeHead(403, { ...securityHeaders, 'Content-Type': 'text/html; charset=utf-8' }).end(refusal(why, request.headers['accept-language'] ?? ''))
  }
  server.on('request', (request, response) => {
    if (!gate.hostIsOurs(request)) return refuse(response, request, 'host')
    if (request.method !== 'GET' && request.method !== 'HEAD') return void response.writeHead(405, securityHeaders).end()
    // The address is taken apart by hand: URL would already have followed '..'.
    const [path = '/', query = ''] = (request.url ?? '/').split('?', 2)
    const token = new URLSearchParams(query).get('token')
    if (path === '/' && token !== null) {
      const cookie = gate.exchange(token)
      if (cookie === null && !gate.isKnown(request)) return refuse(response, request, 'token')
      return void response.writeHead(303, { ...securityHeaders, Location: '/', ...(cookie ? { 'Set-Cookie': cookie } : {}) }).end()
    }
    if (!gate.isKnown(request)) return refuse(response, request, 'token')
    void serveFile(rendererFolder, path, response)
  })

  const sockets = new WebSocketServer({ noServer: true, maxPayload: largestMessage, perMessageDeflate: false })
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    const allowed = request.url === '/rpc' && gate.hostIsOurs(request) && gate.originIsOurs(request) && gate.isKnown(request) && sockets.clients.size < mostWindows
    if (!allowed) return void socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
    sockets.handleUpgrade(request, socket, head, (client) => serveSocket(workbench, client))
  })

  await listenSomewhere(server, port)
  return {
    url: `http://127.0.0.1:${actualPort()}/?token=${gate.token}`,
    async close() {
      for (const client of sockets.clients) client.terminate()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}
