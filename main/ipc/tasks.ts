/** Long work on datasets: begun, followed by any number of windows, cancelled. An ended task is remembered for a while. */
import { randomUUID } from 'node:crypto'
import { FoveaError, problemOf } from '../../preload/contract/errors.ts'
import type { TaskEvent } from '../../preload/contract/system.ts'

interface Work { signal: AbortSignal; onProgress(event: TaskEvent): void }
interface Task { last: TaskEvent | null; ended: boolean; controller: AbortController; listeners: Set<(event: TaskEvent) => void> }

/** Milliseconds for a window to ask what became of a task. */
const remembered = 600_000

export function createTasks() {
  const tasks = new Map<string, Task>()
  function taskOf(id: string): Task {
    const task = tasks.get(id)
    if (!task) throw new FoveaError('not-found', 'tasks.unknown', { id })
    return task
  }
  return {
    /** `work` gives the dataset's key. */
    start(work: (hooks: Work) => Promise<{ key: string }>): string {
      const id = randomUUID()
      const task: Task = { last: null, ended: false, controller: new AbortController(), listeners: new Set() }
      tasks.set(id, task)
      const tell = (event: TaskEvent) => {
        if (task.ended) return
        task.last = event
        task.ended = event.type !== 'progress'
        for (const listener of task.listeners) listener(event)
        if (task.ended) setTimeout(() => tasks.delete(id), remembered).unref()
      }
      void (async () => work({ signal: task.controller.signal, onProgress: tell }))().then(
        ({ key }) => tell({ type: 'finished', key }),
        (error) => tell({ type: 'failed', problem: task.controller.signal.aborted ? { kind: 'stopped', code: 'tasks.cancelled', params: {} } : problemOf(error) }),
      )
      return id
    },
    async follow(id: string, push: (event: TaskEvent) => void, signal: AbortSignal): Promise<void> {
      const task = taskOf(id)
      if (task.last) push(task.last)
      if (task.ended || signal.aborted) return
      await new Promise<void>((resolve) => {
        const listener = (event: TaskEvent) => {
          push(event)
          if (event.type !== 'progress') end()
        }
        const end = () => {
          task.listeners.delete(listener)
          signal.removeEventListener('abort', end)
          resolve()
        }
        task.listeners.add(listener)
        signal.addEventListener('abort', end)
      })
    },
    cancel(id: string): void { taskOf(id).controller.abort() },
    close(): void { for (const { controller } of tasks.values()) controller.abort() },
  }
}
export type Tasks = ReturnType<typeof createTasks>
