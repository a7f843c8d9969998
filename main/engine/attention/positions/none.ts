/** No position: attention then sees its tokens as a set, in no order. */
import type { Position } from './position.ts'

export const none: Position = { id: 'none', name: { en: 'None', 'zh-CN': '无' }, multiple: 1, build: () => (x) => x }
