/** Every code that main or the contract can say has words, and no words are left over. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { messages } from '../../preload/contract/messages/index.ts'
import { procedures } from '../../preload/contract/procedures.ts'

const root = join(import.meta.dirname, '../..')
const textOf = (...folders: string[]) => folders.flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
  .map((entry) => join(entry.parentPath, entry.name))
  .filter((file) => /\.(ts|js|vue)$/.test(file) && !file.includes(join('contract', 'messages')))
  .map((file) => readFileSync(file, 'utf8')).join('\n')

const known = Object.keys(messages.en)
const domains = [...new Set(known.map((code) => code.split('.')[0]))].join('|')
const found = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, code]) => code!)
const literals = (text: string) => found(text, new RegExp(`'((?:${domains})\\.[a-z0-9]+(?:-[a-z0-9]+)*)'`, 'g'))
const noCodes = new Set([...Object.keys(procedures), 'setup.json', 'plan.json'])

test('every code has words', () => {
  const main = textOf('main', 'preload')
  const said = new Set([...literals(main), ...found(main, /new FoveaError\([^,()]+, '([^']+)'/g), ...found(main, /\binvalid\('(option-[a-z]+)'/g).map((option) => `engine.${option}`)])
  expect(said.size).toBeGreaterThan(100)
  expect([...said].filter((code) => !noCodes.has(code) && !known.includes(code))).toEqual([])
})

test('all words are of codes that are said', () => {
  const said = new Set(literals(textOf('main', 'preload', 'renderer/src')))
  const putTogether = /^plan\.expected-|^engine\.option-|-near$/
  expect(known.filter((code) => !said.has(code) && !putTogether.test(code))).toEqual([])
})
