/**
 * Measuring the latency and the faithfulness of runs (runs.measure). One measurement goes on at a time, whatever page is shown,
 * so it is kept here: every page sees the same progress and may cancel it. What goes wrong concerns the page that began it.
 */
import { useThrottleFn } from '@vueuse/core'
import { onScopeDispose, readonly, ref, type DeepReadonly, type Ref } from 'vue'
import { describeProblem, problemOf, type Problem } from '../../../preload/contract/errors.ts'
import type { MeasureKind } from '../../../preload/contract/measure.ts'
import { language } from '../i18n/index.ts'
import { notify } from '../ui/notices.ts'
import { call, follow } from './rpc.ts'

export interface Measuring {
  /** Ids of the runs that are being measured; empty when nothing is. */
  runs: DeepReadonly<Ref<string[]>>
  /** Share done, 0..1; null when nothing is being measured. */
  progress: DeepReadonly<Ref<number | null>>
  /** Why the last measurement begun here came to nothing or was not complete; a cancelled one has none. */
  problem: Ref<Problem | null>
  /** Fulfilled at the end, however it ends. Nothing is begun while another measurement goes on. */
  start(ids: string[], what?: MeasureKind[]): Promise<void>
  /** What was measured so far is kept. */
  cancel(): void
}

const runs = ref<string[]>([])
const progress = ref<number | null>(null)
const listeners = new Set<() => void>()
let taskId: string | null = null
let cancelled = false

const tell = () => listeners.forEach((listener) => listener())
const tellNowAndThen = useThrottleFn(tell, 2000)

const followed = (id: string): Promise<Problem | null> => new Promise((resolve) => {
  const end = follow('tasks.follow', { taskId: id }, (event) => {
    if (event.type === 'progress') {
      progress.value = event.total ? event.done / event.total : 0
      void tellNowAndThen()
      return
    }
    resolve(event.type === 'failed' ? event.problem : null)
    end()
  }, resolve)
})

const stop = (id: string) => call('tasks.cancel', { taskId: id }).catch(() => {})

/** Gives what went wrong. */
async function measure(ids: string[], what: MeasureKind[]): Promise<Problem | null> {
  ;[runs.value, progress.value, cancelled] = [ids, 0, false]
  try {
    taskId = (await call('runs.measure', { ids, what })).taskId
    if (cancelled) void stop(taskId)
    const failed = await followed(taskId)
    return failed?.code === 'tasks.cancelled' ? null : failed
  } catch (error) {
    return problemOf(error)
  } finally {
    ;[runs.value, progress.value, taskId] = [[], null, null]
    tell()
  }
}

function cancel(): void {
  cancelled = true
  if (taskId) void stop(taskId)
}

/** `onMeasured` is called while this component lives whenever records of runs may have changed: now and then, and at the end. */
export function useMeasure(onMeasured: () => void): Measuring {
  const problem = ref<Problem | null>(null)
  let here = true
  listeners.add(onMeasured)
  onScopeDispose(() => {
    here = false
    listeners.delete(onMeasured)
  })
  async function start(ids: string[], what: MeasureKind[] = ['latency', 'faithfulness']): Promise<void> {
    if (progress.value !== null || ids.length === 0) return
    problem.value = null
    const found = await measure(ids, what)
    if (here) problem.value = found
    else if (found) notify(describeProblem(found, language.value).message)
  }
  return { runs: readonly(runs), progress: readonly(progress), problem, start, cancel }
}
