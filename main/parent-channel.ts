/** The way to the process that started us: a Node child's IPC (structured clone when forked with serialization 'advanced') or Electron's parent port. */

export interface Channel<Request, Reply> {
  send(reply: Reply): void
  onRequest(listener: (request: Request) => void): void
  /** The other side is gone. */
  onClosed(listener: () => void): void
  /** Ends this process when all that was sent has left it. */
  exit(): void
}

interface ParentPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { data: unknown }) => void): void
}

export function openChannel<Request, Reply>(): Channel<Request, Reply> {
  const port = (process as unknown as { parentPort?: ParentPort }).parentPort
  return (port ? electronChannel(port) : nodeChannel()) as Channel<Request, Reply>
}

function electronChannel(port: ParentPort): Channel<never, unknown> {
  return {
    send: (reply) => port.postMessage(reply),
    onRequest: (listener) => port.on('message', ({ data }) => listener(data as never)),
    // Electron ends a utility process with its parent.
    onClosed: () => {},
    // The port tells nobody when a message has left; a turn of the clock is enough for its pipe.
    exit: () => setTimeout(() => process.exit(0), 50),
  }
}

function nodeChannel(): Channel<never, unknown> {
  let waiting = 0
  let ending = false
  const end = () => {
    if (ending && waiting === 0) process.exit(0)
  }
  return {
    send(reply) {
      waiting++
      process.send?.(reply, undefined, undefined, () => {
        waiting--
        end()
      })
    },
    onRequest: (listener) => process.on('message', (message) => listener(message as never)),
    onClosed: (listener) => process.on('disconnect', listener),
    exit() {
      ending = true
      end()
    },
  }
}
