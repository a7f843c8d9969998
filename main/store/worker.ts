/** The thread with the only connection that writes. Answers one call after another, in the order they came. */
import { join, dirname } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import type { Problem } from '../../preload/contract/errors.ts'
import type { Operations } from './interface.ts'
import { isDamage, markSuspect, openDatabase } from './open.ts'
import { createOperations } from './operations.ts'
import { storeProblem } from './problems.ts'
import { createQueueLock } from './queue-lock.ts'

export interface StoreCall { id: number; name: keyof Operations | 'close'; args: unknown[] }
/** id 0 tells of the opening. */
export type StoreReply = { id: number; value: unknown } | { id: number; problem: Problem }

const { file } = workerData as { file: string }
const port = parentPort!
const reply = (message: StoreReply) => port.postMessage(message)

try {
  const { db, notices } = openDatabase(file)
  const lock = createQueueLock(join(dirname(file), 'queue.lock'))
  const operations = createOperations(db, notices, lock.take)
  port.on('message', ({ id, name, args }: StoreCall) => {
    try {
      if (name === 'close') {
        db.close()
        lock.release()
        reply({ id, value: undefined })
        port.close()
        return
      }
      reply({ id, value: (operations[name] as (...args: unknown[]) => unknown)(...args) })
    } catch (error) {
      if (isDamage(error)) markSuspect(file)
      reply({ id, problem: storeProblem(error, file) })
    }
  })
  reply({ id: 0, value: undefined })
} catch (error) {
  reply({ id: 0, problem: storeProblem(error, file) })
}
