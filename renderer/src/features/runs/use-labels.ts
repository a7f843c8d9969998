/** Tags, notes, archive and bin of runs: each shown at once, and each taken back by its notice. */
import type { InputOf } from '../../../../preload/contract/procedures.ts'
import type { RunRecord } from '../../../../preload/contract/run.ts'
import { call } from '../../client/index.ts'
import { i18n } from '../../i18n/index.ts'
import { notify } from '../../ui/notices.ts'
import { changedTags } from './tags.ts'
import type { useRuns } from './use-runs.ts'

type Change = InputOf<'runs.label'>['changes'][number]
/** A call carries so many at most. */
const perCall = 10_000

const pieces = <T>(all: readonly T[]): T[][] => Array.from({ length: Math.ceil(all.length / perCall) }, (_, i) => all.slice(i * perCall, (i + 1) * perCall))

export function useLabels({ runs, change, readAgain }: Pick<ReturnType<typeof useRuns>, 'runs' | 'change' | 'readAgain'>) {
  const { t } = i18n.global

  async function label(changes: Change[], words: string | null): Promise<void> {
    if (!changes.length) return
    const byId = new Map(changes.map((one) => [one.id, one]))
    const before = new Map((runs.value ?? []).filter((run) => byId.has(run.id)).map((run) => [run.id, run]))
    /** What was changed since then stays as it is: tags given or taken, a note written anew. */
    const back = () => (runs.value ?? []).flatMap(({ id, tags: now, note: written }): Change[] => {
      const was = before.get(id)
      if (!was) return []
      const { tags, note, archived } = byId.get(id)!
      const restored = tags && (now.join('\n') === tags.join('\n') ? was.tags : changedTags(now, was.tags.filter((tag) => !tags.includes(tag)), tags.filter((tag) => !was.tags.includes(tag))))
      return [{ id, ...(restored && { tags: restored }), ...(note !== undefined && written === note && { note: was.note }), ...(archived !== undefined && { archived: was.archivedAt !== null }) }]
    })
    const done = await change(new Set(byId.keys()), (run) => {
      const { tags, note, archived } = byId.get(run.id)!
      return { ...run, tags: tags ?? run.tags, note: note ?? run.note, archivedAt: archived === undefined ? run.archivedAt : archived ? (run.archivedAt ?? Date.now()) : null }
    }, async () => { for (const piece of pieces(changes)) await call('runs.label', { changes: piece }) })
    // The list may have been left since, and no longer follow the history.
    if (done && words !== null) notify(words, async () => {
      await readAgain(new Set([...before.values()].map((run) => run.comparisonId)))
      await label(back(), null)
    })
  }

  return {
    tag(some: readonly RunRecord[], add: readonly string[], take: readonly string[]): Promise<void> {
      const changes = some.flatMap(({ id, tags }) => {
        const next = changedTags(tags, add, take)
        return next.join('\n') === tags.join('\n') ? [] : [{ id, tags: next }]
      })
      return label(changes, t(add.length ? 'runs.tagged' : 'runs.untagged', { tag: [...add, ...take].join(', '), n: changes.length }, changes.length))
    },
    write: ({ id, note }: RunRecord, next: string): Promise<void> => (next === note ? Promise.resolve() : label([{ id, note: next }], t('runs.noted'))),
    archive(some: readonly RunRecord[], archived: boolean): Promise<void> {
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
