/** No position: attention then sees its tokens as a set, in no order. */
import type { TokenPosition } from './position.ts'

export const none: TokenPosition = { id: 'none', name: { en: 'None', 'zh-CN': '无' }, multiple: 1, applies: 'tokens', build: () => (x) => x }
