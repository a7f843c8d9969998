/** Answers of runs to the test split. A page asks for the same ones again and again, so those asked for last are kept in memory. */
import type { RunRecord } from '../../preload/contract/run.ts'
import type { StoredPredictions } from '../store/interface.ts'

export type Answers = Pick<StoredPredictions, 'logits' | 'labels' | 'indices'>
export type ReadAnswers = (runIds: string[]) => Promise<ReadonlyMap<string, Answers>>
type Known = Pick<RunRecord, 'id' | 'endedAt'>

const bytesOf = ({ logits, labels, indices }: Answers) => logits.byteLength + labels.byteLength + indices.byteLength

/** Of the runs that have answers, by run id. `most`: bytes kept; what one question needs is read whatever it takes. */
export function createAnswers(read: ReadAnswers, most = 128 * 1024 ** 2) {
  /** The oldest first. A run that was trained again has ended at another time. */
  const kept = new Map<string, Promise<Answers | null>>()
  const sizes = new Map<string, number>()
  const keyOf = ({ id, endedAt }: Known) => `${id} ${endedAt}`

  function forget(key: string): void {
    kept.delete(key)
    sizes.delete(key)
  }
  function makeRoom(): void {
    let total = [...sizes.values()].reduce((sum, size) => sum + size, 0)
    for (const key of kept.keys()) {
      if (total <= most) return
      total -= sizes.get(key) ?? 0
      forget(key)
    }
  }
  return async function answersOf(runs: readonly Known[]): Promise<Map<string, Answers>> {
    const missing = runs.filter((run) => !kept.has(keyOf(run)))
    if (missing.length) {
      const reading = read(missing.map(({ id }) => id))
      for (const run of missing) {
        const key = keyOf(run)
        kept.set(key, reading.then((all) => all.get(run.id) ?? null))
        reading.then((all) => { const found = all.get(run.id); if (found && kept.has(key)) sizes.set(key, bytesOf(found)); else forget(key) }, () => forget(key))
      }
    }
    const asked = runs.map((run) => {
      const key = keyOf(run)
      const answers = kept.get(key)!
      // Asked for just now, so the last to go.
      kept.delete(key)
      kept.set(key, answers)
      return answers.then((found) => [run.id, found] as const)
    })
    const found = await Promise.all(asked)
    makeRoom()
    return new Map(found.flatMap(([id, answers]) => (answers ? [[id, answers] as const] : [])))
  }
}
export type AnswersOf = ReturnType<typeof createAnswers>
