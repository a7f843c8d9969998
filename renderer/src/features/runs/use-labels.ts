/** Tags, notes, archive and bin of runs: each shown at once, and each taken back by its notice. */
import type { InputOf } from '../../../../preload/contract/procedures.ts'
import type { RunRecord } from '../../../../preload/contract/run.ts'
import { call } from '../../client/index.ts'
import { i18n } from '../../i18n/index.ts'
import { dismiss, notices, notify } from '../../ui/notices.ts'
import { changedTags } from './tags.ts'
import type { useRuns } from './use-runs.ts'

type Change = InputOf<'runs.label'>['changes'][number]
/** A call carries so many at most. */
const perCall = 10_000

const pieces = <T>(all: readonly T[]): T[][] => Array.from({ length: Math.ceil(all.length / perCall) }, (_, i) => all.slice(i * perCall, (i + 1) * perCall))

/** Of each run the notice of its note, and the note before it: writing on is one change to take back. */
const noted = new Map<string, { notice: number; was: string }>()

export function useLabels({ runs, change, readAgain }: Pick<ReturnType<typeof useRuns>, 'runs' | 'change' | 'readAgain'>) {
  const { t } = i18n.global

  /** Gives the notice; null where nothing was changed, or without words. `notes`: what a note goes back to, if not to the one of now. */
  async function label(changes: Change[], words: string | null, notes?: ReadonlyMap<string, string>): Promise<number | null> {
    if (!changes.length) return null
    const byId = new Map(changes.map((one) => [one.id, one]))
    const before = new Map((runs.value ?? []).filter((run) => byId.has(run.id)).map((run) => [run.id, { ...run, note: notes?.get(run.id) ?? run.note }]))
    /** What was changed since then stays as it is: tags given or taken, a note written anew. */
    const back = () => (runs.value ?? []).flatMap(({ id, tags: now, note: written }): Change[] => {
      const was = before.get(id)
      if (!was) return []
      const { tags, note, archived } = byId.get(id)!
      const restored = tags && (now.join('\n') === tags.join('\n') ? was.tags : changedTags(now, was.tags.filter((tag) => !tags.includes(tag)), tags.filter((tag) => !was.tags.includes(tag))))
      const restore = { id, ...(restored && { tags: restored }), ...(note !== undefined && written === note && { note: was.note }), ...(archived !== undefined && { archived: was.archivedAt !== null }) }
      return Object.keys(restore).length > 1 ? [restore] : []
    })
    const done = await change(new Set(byId.keys()), (run) => {
      const { tags, note, archived } = byId.get(run.id)!
      return { ...run, tags: tags ?? run.tags, note: note ?? run.note, archivedAt: archived === undefined ? run.archivedAt : archived ? (run.archivedAt ?? Date.now()) : null }
    }, async () => { for (const piece of pieces(changes)) await call('runs.label', { changes: piece }) })
    // The list may have been left since, and no longer follow the history.
    return done && words !== null ? notify(words, async () => {
      await readAgain(new Set([...before.values()].map((run) => run.comparisonId)))
      await label(back(), null)
    }) : null
  }

  return {
    tag(some: readonly RunRecord[], add: readonly string[], take: readonly string[]): Promise<unknown> {
      const changes = some.flatMap(({ id, tags }) => {
        const next = changedTags(tags, add, take)
        return next.join('\n') === tags.join('\n') ? [] : [{ id, tags: next }]
      })
      return label(changes, t(add.length ? 'runs.tagged' : 'runs.untagged', { tag: [...add, ...take].join(', '), n: changes.length }, changes.length))
    },
    async write({ id, note }: RunRecord, next: string): Promise<void> {
      if (next === note) return
      const earlier = notices.some((notice) => notice.id === noted.get(id)?.notice) ? noted.get(id)! : null
      const was = earlier?.was ?? note
      const notice = await label([{ id, note: next }], t('runs.noted'), new Map([[id, was]]))
      if (notice === null) return
      if (earlier) dismiss(earlier.notice)
      noted.set(id, { notice, was })
    },
    archive(some: readonly RunRecord[], archived: boolean): Promise<unknown> {
      const changes = some.filter((run) => (run.archivedAt !== null) !== archived).map(({ id }) => ({ id, archived }))
      return label(changes, t(archived ? 'runs.archivedSome' : 'runs.takenBack', changes.length))
    },
    /** Into the bin, for 30 days. */
    async remove(some: readonly RunRecord[]): Promise<void> {
      const ids = some.map((run) => run.id)
      const comparisons = new Set(some.map((run) => run.comparisonId))
      const done = await change(new Set(ids), () => null, async () => { for (const piece of pieces(ids)) await call('runs.remove', { ids: piece }) })
      if (!done) return
      notify(t('runs.removed', ids.length), async () => {
        await change(new Set(), (run) => run, async () => { for (const piece of pieces(ids)) await call('runs.restore', { ids: piece }) })
        await readAgain(comparisons)
      })
    },
  }
}
