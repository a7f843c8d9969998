/** Carries requests to main and replies back: over the desktop's port, or over a WebSocket of the page's own origin that comes back after a loss. */
import type { DesktopBridge, Reply, Request } from '../../../preload/contract/transport.ts'

export interface Connection {
  /** False when there is no line at the moment; nothing was sent then. */
  send(request: Request): boolean
}

export interface Listener {
  onReply(reply: Reply): void
  /** The line is there; requests can be sent. Called again after each loss. */
  onOpen(): void
  /** The line was lost; what was asked gets no answer. */
  onLoss(): void
}

export function desktopConnection(bridge: DesktopBridge, listener: Listener): Connection {
  const port = bridge.connect((reply) => listener.onReply(reply))
  queueMicrotask(() => listener.onOpen())
  /** Reactive objects are proxies, which no port can carry; as JSON they are plain. */
  return { send(request) { port.send(JSON.parse(JSON.stringify(request)) as Request); return true } }
}

const firstWait = 250
const longestWait = 5000

/** Tries again after 0.25 s, 0.5 s … 5 s. `open` makes a socket, so that a test can give its own. */
export function socketConnection(open: () => WebSocket, listener: Listener): Connection {
  let socket: WebSocket | null = null
  let wait = firstWait

  const connect = () => {
    const mine = open()
    let opened = false
    mine.onopen = () => {
      opened = true
      socket = mine
      wait = firstWait
      listener.onOpen()
    }
    mine.onmessage = (event) => listener.onReply(JSON.parse(event.data as string) as Reply)
    mine.onclose = () => {
      if (socket === mine) socket = null
      if (opened) listener.onLoss()
      setTimeout(connect, wait)
      wait = Math.min(longestWait, wait * 2)
    }
  }
  connect()

  return {
    send(request) {
      if (!socket) return false
      socket.send(JSON.stringify(request))
      return true
    },
  }
}

export function connect(listener: Listener): Connection {
  if (window.fovea) return desktopConnection(window.fovea, listener)
  const address = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/rpc`
  return socketConnection(() => new WebSocket(address), listener)
}
