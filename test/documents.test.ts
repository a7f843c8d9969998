/** docs/ is what the program says of itself. When this fails, `npm run docs` mends it. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadTensorFlow } from '../main/engine/tensorflow/load.ts'
import { documents } from '../tools/documents/documents.ts'

const folder = join(import.meta.dirname, '..', 'docs')

await loadTensorFlow()
const files = documents()

test('the committed documents are the generated ones, and there are no others', () => {
  const stale = Object.entries(files).filter(([path, text]) => {
    try {
      return readFileSync(join(folder, path), 'utf8') !== text
    } catch {
      return true
    }
  })
  expect(stale.map(([path]) => path)).toEqual([])
  const there = ['en', 'zh-CN'].flatMap((language) => readdirSync(join(folder, language), { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.md')).map((path) => `${language}/${path.replaceAll('\\', '/')}`))
  expect(there.sort()).toEqual(Object.keys(files).sort())
})

test('no document has a hole in it', () => {
  for (const [path, text] of Object.entries(files)) expect(text, path).not.toMatch(/undefined|NaN|\[object|\bnull\b/)
})
