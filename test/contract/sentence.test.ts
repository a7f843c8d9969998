/** How a name stands inside an English sentence. */
import { expect, test } from 'vitest'
import { inSentence } from '../../preload/contract/text.ts'

test.each([['Plain CNN', 'plain CNN'], ['Transformer', 'transformer'], ['ResNet for small images', 'ResNet for small images'], ['SE', 'SE'], ['Nyström attention', 'Nyström attention'], ['Multi-head attention', 'multi-head attention'], ['对比', '对比']])('%s', (name, inside) => {
  expect(inSentence(name)).toBe(inside)
})
