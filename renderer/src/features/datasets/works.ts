/** Datasets being made, fetched or imported. They go on when another page is opened, so they are kept here and not in a page. */
import { reactive, ref } from 'vue'
import { problemOf, type Problem } from '../../../../preload/contract/errors.ts'
import type { TaskEvent } from '../../../../preload/contract/system.ts'
import { call, follow } from '../../client/index.ts'
import { i18n } from '../../i18n/index.ts'
import { notify } from '../../ui/notices.ts'

type Progress = Extract<TaskEvent, { type: 'progress' }>
export interface Work {
  id: number
  name: string
  /** null until the first word of it. */
  progress: { what: Progress['what'] | 'sending'; done: number; total: number | null } | null
  problem: Problem | null
  stopping: boolean
  stop(): void
}

export const works = reactive<Work[]>([])
/** The last dataset that came to be; lists are read again when it changes. */
export const made = ref<{ key: string } | null>(null)
let nextId = 1

export const dismiss = (id: number): void => {
  const at = works.findIndex((work) => work.id === id)
  if (at >= 0) works.splice(at, 1)
}

/** Follows a task to its end. Rejects with what went wrong. */
const followed = (taskId: string, work: Work): Promise<string> => new Promise((resolve, reject) => {
  follow('tasks.follow', { taskId }, (event) => {
    if (event.type === 'progress') work.progress = event
    else if (event.type === 'finished') resolve(event.key)
    else reject(event.problem)
  }, (problem) => { if (problem) reject(problem) })
})

/** `begin` does what comes before the task, such as sending files, and gives the task's id. */
export async function startWork(name: string, begin: (work: Work, signal: AbortSignal) => Promise<string>): Promise<void> {
  const controller = new AbortController()
  let taskId: string | null = null
  const cancel = () => { if (taskId) void call('tasks.cancel', { taskId }).catch(() => {}) }
  works.push({ id: nextId++, name, progress: null, problem: null, stopping: false, stop() { this.stopping = true; controller.abort(); cancel() } })
  const work = works.at(-1)!
  try {
    taskId = await begin(work, controller.signal)
    if (work.stopping) cancel()
    made.value = { key: await followed(taskId, work) }
    dismiss(work.id)
    notify(i18n.global.t('datasets.added', { name }))
  } catch (error) {
    const problem = isProblem(error) ? error : problemOf(error)
    if (work.stopping) { dismiss(work.id); notify(i18n.global.t('datasets.stopped', { name })) } else work.problem = problem
  }
}

const isProblem = (error: unknown): error is Problem => typeof error === 'object' && error !== null && 'code' in error && 'kind' in error && 'params' in error
