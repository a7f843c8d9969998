/** evidence.groups: any two groups of finished runs, wherever they come from, as long as they were tested on the same images. */
import { FoveaError } from '../../../preload/contract/errors.ts'
import type { RunRecord } from '../../../preload/contract/run.ts'
import { compareGroups, type GroupRun } from '../../statistics/groups.ts'
import type { Answers, AnswersOf } from '../answers.ts'
import type { CallHandlers } from '../router.ts'

/** What it takes of Fovea's parts. */
export interface GroupParts { store: { getRun(id: string): Promise<RunRecord | null>; logitBytes(ids: string[]): Promise<number> }; answersOf: AnswersOf }

/** Bytes of answers compared at once. */
const mostBytes = 512 * 1024 ** 2

/** The same images under the same names; a dataset may have been made anew since. */
const sameImages = (one: RunRecord, a: Answers, other: RunRecord, b: Answers): boolean =>
  one.environment?.datasetFingerprint === other.environment?.datasetFingerprint && a.indices.length === b.indices.length && a.indices.every((index, i) => index === b.indices[i] && a.labels[i] === b.labels[i])

export function groupHandlers({ store, answersOf }: GroupParts): CallHandlers<'evidence.groups'> {
  async function runOf(id: string): Promise<RunRecord> {
    const run = await store.getRun(id)
    if (!run) throw new FoveaError('not-found', 'runs.unknown', { id })
    if (run.state !== 'finished' || !run.hasPredictions) throw new FoveaError('conflict', 'evidence.unfinished', { id })
    return run
  }
  return {
    'evidence.groups': async ({ before, after }) => {
      const [first, second] = [[...new Set(before)], [...new Set(after)]]
      const twice = first.find((id) => second.includes(id))
      if (twice) throw new FoveaError('invalid', 'evidence.run-twice', { id: twice })
      const runs = await Promise.all([...first, ...second].map(runOf))
      const bytes = await store.logitBytes(runs.map(({ id }) => id))
      if (bytes > mostBytes) throw new FoveaError('invalid', 'evidence.too-many-runs', { runs: runs.length, megabytes: Math.round(bytes / 1e6), most: Math.floor(mostBytes / (bytes / runs.length)) })
      const answers = await answersOf(runs)
      const group = runs.map((run): GroupRun & { predictions: Answers } => {
        const predictions = answers.get(run.id)
        if (!predictions) throw new FoveaError('conflict', 'evidence.unfinished', { id: run.id })
        return { run, predictions }
      })
      const other = group.find(({ run, predictions }) => !sameImages(group[0]!.run, group[0]!.predictions, run, predictions))
      if (other) throw new FoveaError('conflict', 'evidence.other-images', { first: group[0]!.run.id, second: other.run.id })
      return compareGroups(group.slice(0, first.length), group.slice(first.length))
    },
  }
}
