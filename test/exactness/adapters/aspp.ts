/** The head of a segmentation model. */
import type { Adapter } from '../adapter.ts'

const adapter: Adapter = () => ({ notCovered: 'Fovea does not segment yet' })
export default adapter
