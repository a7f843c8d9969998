/** Long work of a process that answers, cut into turns: between two of them it hears of other questions, which it answers first. */
import { FoveaError } from '../../../preload/contract/errors.ts'

/** Yields the share done, 0..1, whenever it may be interrupted; ends with its result. */
export type Turns<T> = Generator<number, T>

/** Milliseconds between two words of progress. */
const telling = 100

export function createTurns(tell: (id: number, done: number) => void) {
  const cancelled = new Set<number>()
  const going = new Set<number>()
  return {
    /** Throws 'tasks.cancelled' when it was given up, be it before it could begin; what it holds is freed by its `finally`. */
    async of<T>(id: number, given: Turns<T> | Promise<Turns<T>>): Promise<T> {
      going.add(id)
      let turns: Turns<T> | null = null
      let told = -Infinity
      try {
        turns = await given
        for (;;) {
          if (cancelled.has(id)) throw new FoveaError('stopped', 'tasks.cancelled')
          const turn = turns.next()
          if (turn.done) return turn.value
          if (performance.now() - told > telling) {
            tell(id, turn.value)
            told = performance.now()
          }
          await new Promise((resolve) => setImmediate(resolve))
        }
      } finally {
        turns?.return(undefined as T)
        going.delete(id)
        cancelled.delete(id)
      }
    },
    /** What is not under way has ended already. */
    cancel(id: number): void {
      if (going.has(id)) cancelled.add(id)
    },
  }
}
