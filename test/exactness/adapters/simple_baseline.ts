/** The head of a pose model. */
import type { Adapter } from '../adapter.ts'

const adapter: Adapter = () => ({ notCovered: 'Fovea does not find poses yet' })
export default adapter
