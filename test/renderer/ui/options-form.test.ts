/** The form model: fields from the real catalogues' schemas, options without their defaults, numbers as people type them. */
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { mechanismEntries, modelEntries } from '../../../main/engine/catalogue.ts'
import { datasetEntries } from '../../../main/datasets/catalogue.ts'
import { option } from '../../../preload/contract/catalogue.ts'
import { fieldsOf, summary, valueOf, withOption } from '../../../renderer/src/ui/options-form.ts'
import { numberFault, readNumber } from '../../../renderer/src/ui/number.ts'

const label = { en: 'L', 'zh-CN': 'L' }
const schema = z.toJSONSchema(z.strictObject({
  heads: option(z.int().min(1).max(8).default(4), { en: 'Heads', 'zh-CN': '头数' }, { en: 'Help', 'zh-CN': '说明' }),
  rate: option(z.number().gt(0).lt(1).default(0.5), label),
  score: option(z.enum(['dot', 'additive']).default('dot'), label),
  kernel: option(z.union([z.literal(3), z.literal(5)]).default(3), label),
  bias: option(z.boolean().default(true), label),
  widths: option(z.array(z.int().min(1)).length(3).default([16, 32, 48]), label),
}), { io: 'input' }) as Record<string, unknown>
const field = (key: string) => fieldsOf(schema).find((one) => one.key === key)!

test('a field for every kind of option, with label, help, bounds and default', () => {
  expect(field('heads')).toMatchObject({ kind: 'number', label: { en: 'Heads', 'zh-CN': '头数' }, help: { en: 'Help', 'zh-CN': '说明' }, default: 4, bounds: { minimum: 1, maximum: 8, integer: true } })
  expect(field('rate')).toMatchObject({ kind: 'number', bounds: { above: 0, below: 1, integer: false } })
  expect(field('score')).toMatchObject({ kind: 'choice', choices: ['dot', 'additive'], default: 'dot' })
  expect(field('kernel')).toMatchObject({ kind: 'choice', choices: [3, 5], default: 3 })
  expect(field('bias')).toMatchObject({ kind: 'boolean', default: true })
  expect(field('widths')).toMatchObject({ kind: 'numbers', count: { least: 3, most: 3 }, default: [16, 32, 48] })
})

test('no option of any entry is without a field and a label in both languages', () => {
  for (const entry of [...mechanismEntries, ...modelEntries, ...datasetEntries()]) {
    const fields = fieldsOf(entry.options)
    expect([entry.id, fields.map((one) => one.key)]).toEqual([entry.id, Object.keys((entry.options.properties ?? {}) as object)])
    for (const one of fields) expect([entry.id, one.key, typeof one.label]).toEqual([entry.id, one.key, 'object'])
  }
})

test('what equals its default is left out, what was chosen stays, and the rest is untouched', () => {
  const chosen = withOption({ other: 1 }, field('heads'), 2)
  expect(chosen).toEqual({ other: 1, heads: 2 })
  expect(withOption(chosen, field('heads'), 4)).toEqual({ other: 1 })
  expect(withOption({}, field('widths'), [16, 32, 48])).toEqual({})
  expect(valueOf(field('bias'), {})).toBe(true)
  expect(valueOf(field('bias'), { bias: false })).toBe(false)
})

test('a short line names choices and numbers', () => {
  expect(summary(schema, { heads: 2, bias: false }, (text) => (typeof text === 'string' ? text : text.en))).toBe('Heads 2, L 0.5, dot, L 3, L –')
})

describe('numbers', () => {
  test.each([['0.003', 0.003], ['1e-8', 1e-8], ['1 200', 1200], ['0,5', 0.5], ['.5', 0.5], ['−3', -3], ['', null], ['1.2.3', null], ['abc', null], ['Infinity', null], ['1e999', null], ['0x10', null]])('%s reads as %s', (text, value) => {
    expect(readNumber(text)).toBe(value)
  })
  test('faults', () => {
    const bounds = { minimum: 1, below: 5, integer: true }
    expect([null, 1.5, 0, 5, 4].map((value) => numberFault(value, bounds))).toEqual(['not-a-number', 'not-whole', 'too-small', 'too-large', null])
    expect(numberFault(0, { above: 0 })).toBe('too-small')
  })
})
