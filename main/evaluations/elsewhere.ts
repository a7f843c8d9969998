/** Whether another Fovea of this computer is at work on an evaluation. */
import { uptime } from 'node:os'
import type { Record } from './kept.ts'

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // It is there, and another user's.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** A number may belong to someone else after the computer was started anew, or to this very process when the one before it died. */
export function isElsewhere({ process: pid, evaluation: { state, createdAt } }: Record): boolean {
  return state === 'running' && pid !== undefined && pid !== process.pid && createdAt > Date.now() - uptime() * 1000 && lives(pid)
}
