/** All that a folder of golden vectors holds: layers and whatever else has a tensor file, then counts and statistics. */
import { listCases } from './case.ts'
import { examineCounts, listCounts } from './counts.ts'
import { examine, type Verdict } from './examine.ts'
import { examineStatistics, listStatistics } from './statistics.ts'

export interface Examinable {
  title: string
  examine(): Verdict | Promise<Verdict>
}

export function everyCase(folder: string): Examinable[] {
  return [
    ...listCases(folder).map((file) => ({ title: `${file.mechanism}/${file.name}`, examine: () => examine(file) })),
    ...listCounts(folder).map((model) => ({ title: `counts/${model.name}`, examine: () => examineCounts(model) })),
    ...listStatistics(folder).map((file) => ({ title: `statistics/${file.name}`, examine: () => examineStatistics(file) })),
  ]
}
