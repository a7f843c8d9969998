/** The plan being written, kept in this browser or window until it is started, so that leaving the page or closing Fovea loses nothing. */
import { shallowRef, watch } from 'vue'
import { Plan } from '../../../../preload/contract/plan.ts'

const place = 'fovea.draft'

function kept(): Plan | null {
  try {
    const read = Plan.safeParse(JSON.parse(localStorage.getItem(place) ?? 'null'))
    return read.success ? read.data : null
  } catch {
    return null
  }
}

export const draft = shallowRef<Plan | null>(kept())

watch(draft, (plan) => {
  if (plan) localStorage.setItem(place, JSON.stringify(plan))
  else localStorage.removeItem(place)
})
