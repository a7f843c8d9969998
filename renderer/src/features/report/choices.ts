/** What the author chose for a comparison's report: shown at once, given to the preview and kept when the typing pauses, or when the page is left. */
import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import { problemOf, type Problem } from '../../../../preload/contract/errors.ts'
import { ReportChoices } from '../../../../preload/contract/report.ts'
import { call } from '../../client/index.ts'

/** Milliseconds without a change until something is done with it. */
const pause = 350

/** `settled`: what the preview shows; null until what was kept is there, so that the first preview is already the author's. */
export function useChoices(comparisonId: string): { choices: Ref<ReportChoices>; settled: ShallowRef<ReportChoices | null>; problem: Ref<Problem | null> } {
  const choices = ref(ReportChoices.parse({}))
  const settled = shallowRef<ReportChoices | null>(null)
  const problem = ref<Problem | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined

  async function keep(): Promise<void> {
    timer = undefined
    settled.value = choices.value
    try {
      await call('reports.choose', { comparisonId, choices: choices.value })
      problem.value = null
    } catch (error) {
      problem.value = problemOf(error)
    }
  }
  call('reports.choices', { comparisonId }).then((found) => { choices.value = settled.value = found }, (error: unknown) => {
    problem.value = problemOf(error)
    settled.value = choices.value
  })
  watch(choices, (now) => {
    if (!settled.value || now === settled.value) return
    clearTimeout(timer)
    timer = setTimeout(() => void keep(), pause)
  })
  onScopeDispose(() => {
    if (timer === undefined) return
    clearTimeout(timer)
    void keep()
  })
  return { choices, settled, problem }
}
