/** A job as a child of Node, for the terminal and `fovea serve`. What it prints goes to a log file, not to the terminal. */
import { fork } from 'node:child_process'
import { closeSync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { entryFile } from '../entries.ts'
import type { JobProcess, Launch } from './processes.ts'
import { jobEnvironment } from './processes.ts'

const largestLog = 4_000_000

/** Opens the log for writing on; when it has grown large it is kept once as FILE.1. */
function openLog(file: string): number {
  mkdirSync(dirname(file), { recursive: true })
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > largestLog) {
    rmSync(`${file}.1`, { force: true })
    renameSync(file, `${file}.1`)
  }
  return openSync(file, 'a')
}

/** Starts a script as a child with a channel for messages. */
export function nodeProcess(script: string, log: string, env: Record<string, string> = {}): JobProcess {
  const output = openLog(log)
  const child = fork(script, [], {
    serialization: 'advanced',
    stdio: ['ignore', output, output, 'ipc'],
    env: { ...jobEnvironment, ...process.env, ...env },
    execArgv: ['--disable-warning=ExperimentalWarning'],
    // A group of its own: Ctrl-C reaches Fovea alone, which then lets the job save its checkpoint.
    detached: process.platform !== 'win32',
  })
  closeSync(output)

  const listeners: ((code: number | null) => void)[] = []
  let ended: { code: number | null } | null = null
  // 'exit' may come before the last messages are read; 'disconnect' comes after them.
  let [exited, disconnected] = [false, false]
  let code: number | null = null
  const end = () => {
    if (ended || !exited || !disconnected) return
    ended = { code }
    for (const listener of listeners) listener(code)
  }
  child.on('exit', (status) => {
    exited = true
    code = status
    if (!child.connected) disconnected = true
    end()
  })
  child.on('disconnect', () => { disconnected = true; end() })
  // Could not be started at all, or a message could not be sent: the first has no 'exit' of its own.
  child.on('error', () => {
    if (child.pid !== undefined) return
    exited = disconnected = true
    end()
  })

  return {
    send(message) { if (child.connected) child.send(message as never, () => {}) },
    onMessage(listener) { child.on('message', listener) },
    onExit(listener) { if (ended) listener(ended.code); else listeners.push(listener) },
    kill() { child.kill('SIGKILL') },
  }
}

/** Launches our entries as children of Node; `log` is the file for what they print. */
export const nodeLaunch = (log: string): Launch => (entry, env) => nodeProcess(entryFile(entry), log, env)
