/** SimAM. */
import type { Adapter } from '../adapter.ts'
import { numberOf } from '../case.ts'
import { ofCatalogue } from '../of-catalogue.ts'

const adapter: Adapter = (golden) => ({ build: ofCatalogue(golden, 'simam', { lambda: numberOf(golden, 'e_lambda') }) })
export default adapter
