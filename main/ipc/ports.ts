/** A window of the desktop: its end of an Electron MessagePort, served by the router. Who may have a port is decided before. */
import type { Reply } from '../../preload/contract/transport.ts'
import type { Router } from './router.ts'

/** What is used of Electron's MessagePortMain. */
export interface Port {
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  postMessage(message: Reply): void
  start(): void
}

export function servePort(router: Pick<Router, 'connect'>, port: Port): void {
  const connection = router.connect((reply) => port.postMessage(reply), 'desktop')
  port.on('message', ({ data }) => connection.receive(data))
  port.on('close', () => connection.close())
  port.start()
}
