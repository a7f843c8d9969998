/** Mixed images are no augmentation of Fovea's yet. */
import type { Adapter } from '../adapter.ts'

const adapter: Adapter = () => ({ notCovered: 'Fovea augments by shifting, mirroring and cutting out; it does not mix images' })
export default adapter
