/** Fetches the code of the other pages while nothing else is to be done, so that the first opening of each waits for none. */
import type { Router } from 'vue-router'

const idle = () => new Promise<void>((resolve) => { requestIdleCallback(() => resolve()) })

export async function warmPages(router: Router): Promise<void> {
  await router.isReady()
  for (const { components } of router.getRoutes()) {
    const page: unknown = components?.['default']
    if (typeof page !== 'function') continue
    await idle()
    // What cannot be fetched now is asked for again, and said, when it is opened.
    await (page as () => Promise<unknown>)().catch(() => {})
  }
}
