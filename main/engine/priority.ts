/** Training takes the processor time that the window leaves. */
import { readFileSync, writeFileSync } from 'node:fs'
import { constants, getPriority, setPriority } from 'node:os'

/** On Windows the class below normal; elsewhere a weight of a third of a normal process beside it (sched(7)), so that training goes on beside other work too. */
export const behind = process.platform === 'win32' ? constants.priority.PRIORITY_BELOW_NORMAL : 5

/**
 * Puts this process, and the threads it makes from here on, below normal priority; one that was started lower still stays there.
 * Where Linux shares time between sessions (sched(7), autogroup) a process's own priority counts only inside its session: one that
 * leads a session puts that back too, for a session begins as equal as any. Where it is not allowed, all stay equal.
 */
export function stepBack(): void {
  try {
    const below = Math.max(behind, getPriority())
    setPriority(below)
    if (process.platform === 'linux' && sessionOf() === process.pid) writeFileSync('/proc/self/autogroup', String(below))
  } catch { /* Equal, then. */ }
}

/** Field 6 of proc_pid_stat(5), after the name in brackets. */
function sessionOf(): number {
  const stat = readFileSync('/proc/self/stat', 'utf8')
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[3])
}
