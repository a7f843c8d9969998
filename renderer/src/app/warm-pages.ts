/** Fetches the code of the other pages while nothing else is to be done, so that the first opening of each waits for none. */
import type { Router } from 'vue-router'

/** Safari, which may look at `fovea serve`, knows no idle times. */
const idle = () => new Promise<void>((resolve) => { if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve()); else setTimeout(resolve, 200) })

export async function warmPages(router: Router): Promise<void> {
  await router.isReady().catch(() => {})
  for (const { components } of router.getRoutes()) {
    const page: unknown = components?.['default']
    if (typeof page !== 'function') continue
    await idle()
    // What cannot be fetched now is asked for again, and said, when it is opened.
    await (page as () => Promise<unknown>)().catch(() => {})
  }
}
