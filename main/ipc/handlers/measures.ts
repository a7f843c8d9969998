/** runs.measure: what is measured of trained runs only when somebody asks. */
import { createMeasures } from '../../measures/service.ts'
import type { Parts } from '../parts.ts'
import type { CallHandlers } from '../router.ts'

export function measureHandlers({ store, inference, datasets, runs, tasks }: Parts): CallHandlers<'runs.measure'> {
  const measures = createMeasures({ store, inference, datasets, folderOf: runs.folderOf, isTraining: runs.isTraining })
  return {
    'runs.measure': async ({ ids, what }) => {
      const able = await measures.measurable(ids, what)
      return { taskId: tasks.start(async (work) => { await measures.measure(able, what, work); return { key: '' } }) }
    },
  }
}
