/**
 * Asks in the order in which someone waits: the shown image's answers, its maps, the answers to the other images, and last the
 * shown image's looks at other epochs. What is asked meanwhile comes first again.
 */
import { watch, type Ref } from 'vue'
import { call } from '../../client/index.ts'
import { askMissing, type Ask } from './asking.ts'
import { answerAlone, answerTo, type Look } from './looks.ts'
import { forgetLooks, type Item, type Session } from './session.ts'

export const ask: Ask = (runIds, images, { method, steps }) =>
  call('inspect.images', { runIds, images, steps: Object.fromEntries(Object.entries(steps).filter(([id]) => runIds.includes(id))), ...(method === 'none' ? { maps: false } : { methods: [method] }) })

export interface Wanted {
  session: Session
  item: Readonly<Ref<Item | null>>
  runIds: Readonly<Ref<string[]>>
  look: Readonly<Ref<Look>>
  /** Looks of one run at several steps, for the row of pictures through training. */
  film: Readonly<Ref<{ runId: string; looks: Look[] } | null>>
}

export function useAsking({ session, item, runIds, look, film }: Wanted): { pursue(): Promise<void> } {
  let [running, again] = [false, false]

  async function once(): Promise<void> {
    const newer = () => again || session.problem !== null
    const [shown, ids] = [item.value, runIds.value]
    if (!ids.length) return
    if (shown) {
      if (!ids.some((id) => answerTo(shown.answers, id, look.value).answer)) await askMissing(session, [shown], ids, { ...look.value, method: 'none' }, ask, newer)
      await askMissing(session, [shown], ids, look.value, ask, newer)
    }
    if (!newer()) await askMissing(session, session.items, ids, answerAlone, ask, newer)
    if (shown && film.value) for (const past of film.value.looks) if (!newer()) await askMissing(session, [shown], [film.value.runId], past, ask, newer)
  }
  async function pursue(): Promise<void> {
    again = true
    if (running) return
    running = true
    session.problem = null
    try {
      while (again) {
        again = false
        await once()
      }
    } finally {
      running = false
    }
  }
  watch([item, runIds, look, film, () => session.items.length], () => { void pursue() }, { immediate: true })
  watch(item, (_now, before) => { if (before) forgetLooks(before) })
  return { pursue }
}
