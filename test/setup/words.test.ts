/** Set-up's words: both languages say the same things, and any error becomes words. */
import { expect, test } from 'vitest'
import { inWords, language, SetupProblem } from '../../main/setup/say.js'
import { lines, messages } from '../../preload/contract/messages/setup.js'

const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort()

test('both languages have the same lines with the same parameters', () => {
  expect(Object.keys(lines['zh-CN'])).toEqual(Object.keys(lines.en))
  for (const [name, text] of Object.entries(lines.en)) expect([name, holes(lines['zh-CN'][name as keyof typeof lines.en])]).toEqual([name, holes(text)])
})

test.each([
  [{ LANG: 'zh_CN.UTF-8' }, 'zh-CN'],
  [{ LANG: 'en_US.UTF-8' }, 'en'],
  [{ LANG: 'zh_CN.UTF-8', LC_ALL: 'C' }, 'en'],
  [{ LANG: 'C.UTF-8', LC_MESSAGES: 'zh_TW' }, 'zh-CN'],
  [{ LANG: 'en_US.UTF-8', FOVEA_LANGUAGE: 'zh-CN' }, 'zh-CN'],
])('%o speaks %s', (env, expected) => {
  expect(language(env)).toBe(expected)
})

test('problems name the command that mends them; unknown errors never show a stack', () => {
  expect(inWords(new SetupProblem('setup.no-pip', { command: 'sudo apt-get install -y python3-pip' }))).toContain('"sudo apt-get install -y python3-pip"')
  const full = Object.assign(new Error('write failed'), { code: 'ENOSPC' })
  expect(inWords(full)).toContain(messages.en['setup.no-space']?.[0].split('{')[0])
  expect(inWords(new TypeError('x is not a function'))).not.toMatch(/\n\s+at /)
})
