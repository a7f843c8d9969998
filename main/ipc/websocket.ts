/** A window in a browser: its WebSocket, served by the router. Messages are JSON. */
import type { WebSocket } from 'ws'
import type { Router } from './router.ts'

export function serveSocket(router: Pick<Router, 'connect'>, socket: WebSocket): void {
  const connection = router.connect((reply) => { if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(reply)) }, 'browser')
  socket.on('message', (data, isBinary) => {
    let message: unknown
    try {
      message = isBinary ? undefined : JSON.parse(String(data))
    } catch {
      message = undefined
    }
    // 1003: what came is not what is spoken here.
    if (message === undefined) socket.close(1003)
    else connection.receive(message)
  })
  socket.on('close', () => connection.close())
  socket.on('error', () => socket.terminate())
}
