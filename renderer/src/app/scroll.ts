/** A stage of a comparison is found again where it was left: how far it was scrolled is kept until the window is closed. */
import type { Router } from 'vue-router'

/** Milliseconds in which what the page asks for may come; a page that stays shorter is left at its top. */
const patience = 3000
const scroller = () => document.querySelector<HTMLElement>('.main .page')

export function keepScroll(router: Router): void {
  const left = new Map<string, number>()
  let giveUp = () => {}
  router.beforeEach((to, from) => {
    giveUp()
    if (from.params.id && to.path !== from.path) left.set(from.path, scroller()?.scrollTop ?? 0)
  })
  router.afterEach((to, from) => {
    const wanted = to.path === from.path ? 0 : (left.get(to.path) ?? 0)
    if (wanted) giveUp = restore(wanted)
  })
}

/** As soon as the page is long enough, unless someone moves it first; gives a way to stop waiting. */
function restore(wanted: number): () => void {
  const ended = new AbortController()
  const stop = () => ended.abort()
  for (const moved of ['wheel', 'pointerdown', 'keydown']) window.addEventListener(moved, stop, { signal: ended.signal, passive: true })
  const since = performance.now()
  const look = () => {
    if (ended.signal.aborted) return
    const page = scroller()
    if (page && page.scrollHeight - page.clientHeight >= wanted) { page.scrollTop = wanted; stop(); return }
    if (performance.now() - since < patience) requestAnimationFrame(look)
    else stop()
  }
  requestAnimationFrame(look)
  return stop
}
