/** The words of a caption in the terminal: one small map each, shaded by its share, no wider than the terminal. */
import { expect, test } from 'vitest'
import { pack } from '../../preload/contract/text.ts'
import { width } from '../../main/terminal/width.ts'
import { wordLooks, wordMaps } from '../../main/terminal/word-maps.ts'

/** Two heads, two words, 2 × 2 places. */
const map = {
  layer: 'l', mechanism: 'text-cross-attention', kind: 'attention' as const, heads: 2, queryGrid: null, keyGrid: [2, 2] as [number, number], extra: 0, queries: 'words' as const,
  weights: pack('f32', [2, 2, 4], Float32Array.of(1, 0, 0, 0, 0.25, 0.25, 0.25, 0.25, 0.5, 0.5, 0, 0, 0.25, 0.25, 0.25, 0.25)),
}

test('a word looks where the mean of its heads does', () => {
  expect(wordLooks(map, ['left', 'seven'])).toEqual([{ word: 'left', places: [[0.75, 0.25], [0, 0]] }, { word: 'seven', places: [[0.25, 0.25], [0.25, 0.25]] }])
})

test('maps stand beside each other, and below where there is no room', () => {
  const looks = wordLooks(map, ['left', '七'])
  expect(wordMaps(looks, 80)).toBe('left  七\n▒▒░░  ░░░░\n····  ░░░░')
  expect(wordMaps(looks, 8)).toBe('left\n▒▒░░\n····\n\n七\n░░░░\n░░░░')
  for (const line of wordMaps(looks, 12).split('\n')) expect(width(line)).toBeLessThanOrEqual(12)
})
