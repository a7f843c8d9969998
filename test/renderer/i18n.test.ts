/** Both languages say the same things: the same keys with the same parameters, every key that a page asks for, and no stray English in Chinese. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createI18n } from 'vue-i18n'
import { expect, test } from 'vitest'
import { messages, type Words } from '../../renderer/src/i18n/messages.ts'

const flat = (words: Words, path = ''): [string, string][] => Object.entries(words).flatMap(([name, value]) => (typeof value === 'string' ? [[path + name, value] as [string, string]] : flat(value, `${path}${name}.`)))
const en = new Map(flat(messages.en))
const zh = new Map(flat(messages['zh-CN']))
const parameters = (text: string) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!).filter((name) => name !== 'n'))].sort()

test('every key is there in both languages, with the same parameters', () => {
  expect([...zh.keys()].sort()).toEqual([...en.keys()].sort())
  for (const [key, text] of en) expect([key, parameters(zh.get(key)!)]).toEqual([key, parameters(text)])
})

test('every text compiles', () => {
  for (const [locale, words] of [['en', en], ['zh-CN', zh]] as const) {
    const { t } = createI18n({ legacy: false, locale, messages, missingWarn: false, fallbackWarn: false } as never).global as unknown as { t(key: string, count: number): string }
    const failed = [...words].filter(([key, text]) => { try { return t(key, 2) === '' || text.trim() === '' } catch { return true } })
    expect(failed).toEqual([])
  }
})

test('no text begs, apologises or shouts', () => {
  for (const [key, text] of en) expect([key, /\bplease\b|\boops\b|\bsorry\b|!/i.test(text)]).toEqual([key, false])
  for (const [key, text] of zh) expect([key, /！|抱歉|糟糕/.test(text)]).toEqual([key, false])
})

const root = join(import.meta.dirname, '../../renderer/src')
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(vue|ts)$/.test(file) && !file.startsWith('i18n')).map((file) => [file, readFileSync(join(root, file), 'utf8')] as const)

test('every key that is asked for in so many words exists', () => {
  const missing = sources.flatMap(([file, text]) => [...text.matchAll(/\bt\(\s*'([\w.-]+)'/g), ...text.matchAll(/keypath="([\w.-]+)"/g)].map((match) => match[1]!).filter((key) => !en.has(key)).map((key) => `${file}: ${key}`))
  expect(missing).toEqual([])
})
