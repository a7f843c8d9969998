/** What a tab that nobody looks at says: the progress in its title, and a notification at the end of a comparison (the desktop's comes from main). */
import { useTitle } from '@vueuse/core'
import { computed, watch } from 'vue'
import { isUnderWay } from '../../../preload/contract/comparison.ts'
import { comparisons, settings, status } from '../client/index.ts'
import { language, say } from '../i18n/index.ts'

export function followEnds(go: (address: string) => void): void {
  const current = computed(() => comparisons.value?.find((one) => one.id === status.value?.queue.comparisonId && isUnderWay(one)) ?? null)
  useTitle(computed(() => (current.value ? `${Math.floor(current.value.progress * 100)}\u202f% ${say(current.value.name)} · Fovea` : 'Fovea')))
  if (window.fovea || !('Notification' in window)) return
  watch(comparisons, (now, before) => {
    if (!document.hidden || Notification.permission !== 'granted' || !settings.value.tellEnd) return
    for (const one of now ?? []) {
      if (one.state !== 'finished' && one.state !== 'failed') continue
      if (!before?.some((earlier) => earlier.id === one.id && isUnderWay(earlier))) continue
      const notification = new Notification(say(one.name), { body: one.finding?.[language.value].map(({ text }) => text).join('') ?? '', tag: one.id })
      notification.onclick = () => {
        window.focus()
        go(`/comparisons/${one.id}/result`)
      }
    }
  })
}
