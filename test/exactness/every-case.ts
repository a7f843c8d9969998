/** All that a folder of golden vectors holds: layers and whatever else has a tensor file, then statistics. */
import { listCases } from './case.ts'
import { examine, type Verdict } from './examine.ts'
import { examineStatistics, listStatistics } from './statistics.ts'

export interface Examinable {
  title: string
  examine(): Verdict | Promise<Verdict>
}

export function everyCase(folder: string): Examinable[] {
  return [
    ...listCases(folder).map((file) => ({ title: `${file.mechanism}/${file.name}`, examine: () => examine(file) })),
    ...listStatistics(folder).map((file) => ({ title: `statistics/${file.name}`, examine: () => examineStatistics(file) })),
  ]
}
