/** A job as a utility process of Electron: the desktop's way to start what the terminal starts as a child of Node. */
import { utilityProcess } from 'electron'
import { createWriteStream, mkdirSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname } from 'node:path'
import { entryFile } from '../entries.ts'
import type { Launch } from '../runs/processes.ts'
import { jobEnvironment } from '../runs/processes.ts'

const signals = new Set<number>(Object.values(constants.signals))

/**
 * Electron gives the number of a signal as if it were an exit code, 0 for what we ended ourselves, and a large number for a
 * crash on Windows. Our jobs end with 0, 1 or 2.
 */
export function codeOf(reported: number, endedByUs: boolean): number | null {
  const ownCode = reported >= 0 && reported <= 2
  return endedByUs || (!ownCode && (signals.has(reported) || reported > 255 || reported < 0)) ? null : reported
}

/** `log` is the file for what jobs print; `more` is added to every job's environment. */
export const utilityLaunch = (log: string, more: Record<string, string> = {}): Launch => (entry, env) => {
  mkdirSync(dirname(log), { recursive: true })
  const child = utilityProcess.fork(entryFile(entry), [], {
    serviceName: `Fovea ${entry}`,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...jobEnvironment, ...(process.env as Record<string, string>), ...more, ...env },
  })
  const printed = createWriteStream(log, { flags: 'a' })
  child.stdout?.pipe(printed, { end: false })
  child.stderr?.pipe(printed, { end: false })

  const listeners: ((code: number | null) => void)[] = []
  let ended: { code: number | null } | null = null
  let killed = false
  child.on('exit', (reported) => {
    ended = { code: codeOf(reported, killed) }
    printed.end()
    for (const listener of listeners) listener(ended.code)
  })
  // Electron cannot kill what has not begun yet.
  child.on('spawn', () => { if (killed) child.kill() })

  return {
    send(message) { if (!ended) child.postMessage(message) },
    onMessage(listener) { child.on('message', listener) },
    onExit(listener) { if (ended) listener(ended.code); else listeners.push(listener) },
    kill() {
      if (ended) return
      killed = true
      child.kill()
    },
  }
}
