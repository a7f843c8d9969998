/** Catalogues for tests of plans: the engine's own, and two datasets. */
import type { Catalogue } from '../../preload/contract/catalogue.ts'
import { mechanismEntries, modelEntries } from '../../main/engine/catalogue.ts'

const dataset = (id: string, source: 'generated' | 'embedded' | 'folder', properties: Record<string, unknown> = {}) => ({
  id, name: id, summary: id, source, licence: 'CC BY 4.0', options: { type: 'object', properties, additionalProperties: false },
})

export const catalogue: Catalogue = {
  mechanisms: mechanismEntries, models: modelEntries, training: {},
  datasets: [
    dataset('digits', 'embedded'),
    dataset('digits-in-clutter', 'generated', { train: { type: 'integer', minimum: 10, maximum: 100_000 }, seed: { type: 'integer', minimum: 0 } }),
    dataset('distant-pair', 'generated'),
    dataset('digit-captions', 'generated'),
  ],
}
