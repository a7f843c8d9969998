/** Polarized self-attention, parallel or sequential. */
import type { Adapter } from '../adapter.ts'
import { ofCatalogue } from '../of-catalogue.ts'

const adapter: Adapter = (golden) => ({
  build: ofCatalogue(golden, 'polarized', { form: /sequential/i.test(golden.source) ? 'sequential' : 'parallel' }),
  names: (ours) =>
    ours.replace('channels/query/', 'ch_wq.').replace('channels/value/', 'ch_wv.').replace('channels/out/', 'ch_wz.').replace('channels/norm/', 'ln.').replace('places/query/', 'sp_wq.').replace('places/value/', 'sp_wv.'),
})
export default adapter
