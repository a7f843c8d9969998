/** Of attention that lies over no image. */
import type { TapMeta } from '../../main/engine/layers/context.ts'

export const meta: TapMeta = { kind: 'attention', mechanism: 'golden', keyGrid: [1, 1], queryGrid: null, extra: 0 }
