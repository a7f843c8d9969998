/** Long work in turns: others in this process are heard in between. */
import { setImmediate as breathe } from 'node:timers/promises'

/** To be awaited between two pieces of work: gives way when the last turn of others is so many milliseconds ago. */
export function turns(milliseconds = 10): () => Promise<void> {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < milliseconds) return
    await breathe()
    since = performance.now()
  }
}
