/** A page whose code cannot be fetched: Fovea was built anew while the window was open, or it does not answer any more. Told in its place until another page opens. */
import { ref } from 'vue'
import type { Router } from 'vue-router'

/** The address that could not be opened. */
export const lostPage = ref<string | null>(null)

export function followLost(router: Router): void {
  router.onError((_error, to) => { lostPage.value = to.fullPath })
  router.afterEach((_to, _from, failure) => { if (!failure) lostPage.value = null })
}
