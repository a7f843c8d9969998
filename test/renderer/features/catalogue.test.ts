/** Formulas of the catalogue become trees without anything of LaTeX left in them. */
import { expect, test } from 'vitest'
import { mechanismEntries } from '../../../main/engine/catalogue.ts'
import { parseFormula, type Node } from '../../../renderer/src/features/catalogue/formula.ts'

const texts = (node: Node): string[] => ('text' in node ? [node.text] : 'children' in node ? node.children.flatMap(texts) : [])

test('fractions, roots, scripts and names', () => {
  expect(parseFormula('\\frac{a_1}{\\sqrt{d_h}}')).toEqual({ tag: 'mfrac', children: [
    { tag: 'msub', children: [{ tag: 'mi', text: 'a' }, { tag: 'mn', text: '1' }] },
    { tag: 'msqrt', children: [{ tag: 'msub', children: [{ tag: 'mi', text: 'd' }, { tag: 'mi', text: 'h' }] }] },
  ] })
  expect(texts(parseFormula('y = \\sigma\\left(W^\\top x\\right)\\,\\mathrm{BN}'))).toEqual(['y', '=', 'σ', '(', 'W', '⊤', 'x', ')', 'BN'])
})

test.each(mechanismEntries.map((entry) => [entry.id, entry.formula]))('%s has no command, brace or script sign left', (_id, formula) => {
  const words = texts(parseFormula(formula))
  expect(words.length).toBeGreaterThan(3)
  // A command that is not known would stand there by its name.
  const named = new Set([...formula.matchAll(/\\(?:mathrm|operatorname|text)\{(\w+)\}/g), ...formula.matchAll(/\\(exp|log|ln|max|min|tanh|softmax)(?![a-z])/g)].map((match) => match[1]!))
  for (const word of words) {
    expect(word).not.toMatch(/[\\{}^_]/)
    if (/^[a-z]{2,}$/i.test(word)) expect([...named]).toContain(word)
  }
})

test('a broken formula still ends', () => {
  for (const broken of ['\\frac{a', '{{{', 'x_', '^2', '\\', '']) expect(() => parseFormula(broken)).not.toThrow()
})
