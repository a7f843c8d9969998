/** timm's drop_path with a given draw. */
import { keepSamples } from '../../../main/engine/layers/dropout.ts'
import type { Adapter } from '../adapter.ts'
import { numberOf } from '../case.ts'

const adapter: Adapter = (golden) => ({ build: () => ({ x, keep }) => keepSamples(x!, keep!, numberOf(golden, 'drop')) })
export default adapter
