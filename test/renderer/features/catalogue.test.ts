/** What the catalogue's pages are made from: formulas that KaTeX can read, places of a model, words for every choice. */
import katex from 'katex'
import { describe, expect, test } from 'vitest'
import { articleFaults, mechanismEntries, modelEntries } from '../../../main/engine/catalogue.ts'
import { choiceName } from '../../../preload/contract/catalogue.ts'
import type { SizedSite } from '../../../preload/contract/model.ts'
import { sideOf, sitesFor, widthsOf } from '../../../renderer/src/features/catalogue/places.ts'
import { fieldsOf, nameOfChoice, summary } from '../../../renderer/src/ui/options-form.ts'

const formulas = [
  ...mechanismEntries.flatMap(({ id, formula, cost }) => [[id, formula], [`${id}, parameters`, cost.parameters], [`${id}, MACs`, cost.macs]]),
  ...articleFaults.flatMap(({ id, formulas: both }) => (both ? [[id, both.found], [`${id}, repaired`, both.repaired]] : [])),
] as [string, string][]

test.each(formulas)('%s is LaTeX that KaTeX knows', (_id, latex) => {
  expect(latex.trim()).not.toBe('')
  expect(katex.renderToString(latex, { throwOnError: true, strict: 'ignore', output: 'mathml' })).toContain('<math')
})

describe('places of a model', () => {
  const site = (id: string, kind: SizedSite['kind'], side: number, channels: number): SizedSite => ({ id, kind, height: side, width: side, channels })
  const sites = [site('stage1', 'map', 32, 16), site('stage2', 'map', 16, 32), site('stage2-convolutions', 'tokens', 16, 32), site('stage3', 'map', 8, 64), site('head', 'head', 8, 64)]

  test('those where the mechanism fits; over several scales the maps', () => {
    expect(sitesFor({ kind: 'map', replaces: false }, sites).map(({ id }) => id)).toEqual(['stage1', 'stage2', 'stage3'])
    expect(sitesFor({ kind: 'map', replaces: true }, sites).map(({ id }) => id)).toContain('stage2-convolutions')
    expect(sitesFor({ kind: 'head', replaces: false }, sites).map(({ id }) => id)).toEqual(['head'])
    expect(sitesFor({ kind: 'scales', replaces: false }, sites).map(({ id }) => id)).toEqual(['stage1', 'stage2', 'stage3'])
  })

  test('few curves, from the narrowest to the widest', () => {
    expect(widthsOf(sites)).toEqual([16, 32, 64])
    expect(widthsOf([8, 16, 32, 64, 128, 256].map((channels) => site('s', 'map', 8, channels)))).toEqual([8, 32, 64, 256])
    expect(sideOf({ height: 4, width: 9 })).toBe(6)
  })
})

test('a choice is shown by its name, in forms, tables and summaries', () => {
  const { options } = mechanismEntries.find(({ id }) => id === 'non-local')!
  const form = fieldsOf(options).find(({ key }) => key === 'form')!
  if (form.kind !== 'choice') throw new Error('a choice was expected')
  expect(nameOfChoice(form, 'dot-product')).toEqual({ en: 'Dot product', 'zh-CN': '点积' })
  expect(nameOfChoice(form, 'unheard-of')).toBe('unheard-of')
  expect(summary(options, { form: 'dot-product' }, (text) => (typeof text === 'string' ? text : text['zh-CN']))).toContain('点积')
  expect(choiceName({ choices: { a: { en: 'A', 'zh-CN': '甲' } } }, 'a')).toEqual({ en: 'A', 'zh-CN': '甲' })
})

test('every list of words has names in both languages', () => {
  const raw = [...mechanismEntries, ...modelEntries].flatMap(({ id, options }) => fieldsOf(options).flatMap((field) => (field.kind === 'choice' || field.kind === 'choices' ? field.choices.filter((choice) => typeof choice === 'string' && !/^\d+$/.test(choice) && typeof nameOfChoice(field, choice) === 'string').map((choice) => `${id} ${field.key} ${choice}`) : [])))
  expect(raw).toEqual([])
})
