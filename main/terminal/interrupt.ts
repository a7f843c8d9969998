/** Ctrl-C: the first stops what runs and keeps checkpoints, the second ends at once. */
import { exitCodes } from './exit-codes.ts'
import type { Output } from './output.ts'
import { terminalWords } from './words/index.ts'

export function onInterrupt(output: Output): { signal: AbortSignal; release(): void } {
  const controller = new AbortController()
  const listener = () => {
    // Job processes end by themselves when the channel to this one closes.
    if (controller.signal.aborted) process.exit(exitCodes.interrupted)
    output.note(terminalWords[output.language].stopping)
    controller.abort()
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const name of signals) process.on(name, listener)
  return { signal: controller.signal, release: () => { for (const name of signals) process.off(name, listener) } }
}
