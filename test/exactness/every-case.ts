/** All that a folder of golden vectors holds: layers and whatever else has a tensor file, then counts and statistics. */
import { listCases } from './case.ts'
import { examineCounts, listCounts } from './counts.ts'
import { examine, type Verdict } from './examine.ts'
import { examineStatistics, listStatistics } from './statistics.ts'

export interface Examinable {
  title: string
  examine(): Verdict | Promise<Verdict>
}

/** What goes wrong on the way, such as a file that is cut off, is a failure of that case and not the end of all. */
const guarded = (title: string, run: Examinable['examine']): Examinable => ({
  title,
  async examine() {
    try {
      return await run()
    } catch (error) {
      const fault = { name: error instanceof Error ? error.message : String(error), error: Infinity, tolerance: 0 }
      return { state: 'failed', worst: fault, failed: [fault] }
    }
  },
})

export function everyCase(folder: string): Examinable[] {
  return [
    ...listCases(folder).map((file) => guarded(`${file.mechanism}/${file.name}`, () => examine(file))),
    ...listCounts(folder).map(({ name, counted }) => guarded(`counts/${name}`, () => examineCounts({ name, counted: counted() }))),
    ...listStatistics(folder).map((file) => guarded(`statistics/${file.name}`, () => examineStatistics(file))),
  ]
}
