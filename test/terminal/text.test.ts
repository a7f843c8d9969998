import { describe, expect, it } from 'vitest'
import { comparisonResult } from '../../main/statistics/compare.ts'
import { languageOf } from '../../main/terminal/language.ts'
import { resultTable, resultText } from '../../main/terminal/result-text.ts'
import { facts, table } from '../../main/terminal/table.ts'
import { cut, padEnd, width, wrap } from '../../main/terminal/width.ts'
import { en } from '../../main/terminal/words/en.ts'
import { zhCN } from '../../main/terminal/words/zh-CN.ts'
import { messages } from '../../preload/contract/messages/index.ts'
import { clutter, comparison } from '../statistics/fixture.ts'

const { plan, runs, predictions } = comparison(clutter())
const result = comparisonResult(plan, runs, predictions)

describe('width', () => {
  it('counts Chinese as two columns', () => {
    expect([width('CNN'), width('加宽 CNN'), width('（95%）'), width('é')]).toEqual([3, 8, 7, 1])
    expect(padEnd('加宽', 6)).toBe('加宽  ')
    expect(cut('加宽的卷积网络', 7)).toBe('加宽的…')
  })
  it('wraps English at spaces and Chinese before no punctuation', () => {
    expect(wrap('one two three', 8)).toEqual(['one two', 'three'])
    for (const line of wrap('与普通 CNN 相比，Softmax 空间池化认对了更多这类图片：89.8% 对 64.5%。', 20)) {
      expect(width(line)).toBeLessThanOrEqual(22)
      expect(line).not.toMatch(/^[，。：]/)
    }
  })
})

describe('tables', () => {
  it('align words left and numbers right, in both languages', () => {
    for (const language of ['en', 'zh-CN'] as const) {
      const lines = resultTable(result, language).split('\n')
      expect(lines).toHaveLength(8)
      const ends = lines.filter((_, i) => i !== 1).map((line) => width(line))
      expect(new Set(ends).size).toBe(1)
    }
    expect(table([{ head: 'a' }, { head: 'n', right: true }], [['加', '10'], ['b', '1']])).toBe('a    n\n──────\n加  10\nb    1')
    expect(facts([['名称', 'x'], ['a', 'y']])).toBe('名称  x\na     y')
  })
  it('say what the contract says', () => {
    const text = resultText(result, 'en', 90)
    expect(text).toContain('+25.3 (24.2 to 26.3)')
    expect(text).toMatch(/Softmax pooling +89\.8 ± 1\.6 +\+25\.3 \(24\.2 to 26\.3\) +< 0\.001 +helps +19\.6 +2\.17 +900 +22/)
    expect(text).toContain('! Multi-head costs 1.45 times the MACs of the baseline')
    expect(text).not.toContain('\u202f')
  })
})

it('takes the language from the option, then the environment', () => {
  expect(languageOf('zh-CN', {})).toBe('zh-CN')
  expect(languageOf('zh', {})).toBe('zh-CN')
  expect(languageOf(undefined, { LANG: 'zh_CN.UTF-8' })).toBe('zh-CN')
  expect(languageOf(undefined, { LANG: 'zh_CN.UTF-8', FOVEA_LANGUAGE: 'en' })).toBe('en')
  expect(languageOf(undefined, { LANG: 'C' })).toBe('en')
})

describe('words', () => {
  const shape = (value: unknown): unknown => (value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).sort().map(([k, v]) => [k, shape(v)])) : typeof value)
  it('are the same in both languages', () => expect(shape(zhCN)).toEqual(shape(en)))
  it('of messages have the same codes and parameters in both languages', () => {
    const parameters = (language: 'en' | 'zh-CN') => Object.fromEntries(Object.entries(messages[language]).map(([code, [message, hint]]) => [code, [...new Set([...`${message}${hint}`.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort()]))
    expect(parameters('zh-CN')).toEqual(parameters('en'))
  })
})
