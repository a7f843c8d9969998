/** Spatial group-wise enhance. */
import type { Adapter } from '../adapter.ts'
import { numberOf } from '../case.ts'
import { ofCatalogue } from '../of-catalogue.ts'

const adapter: Adapter = (golden) => ({ build: ofCatalogue(golden, 'spatial-group-enhance', { groups: numberOf(golden, 'groups') }) })
export default adapter
