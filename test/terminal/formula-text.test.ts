/** Formulas as plain signs. */
import { expect, test } from 'vitest'
import { articleFaults, mechanismEntries } from '../../main/engine/catalogue.ts'
import { formulaText } from '../../main/terminal/formula-text.ts'

test.each([
  ['\\tfrac{2C^2}{r} + \\tfrac{C}{r} + C', '2C²/r + C/r + C'],
  ['\\mathrm{softmax}\\!\\left(\\frac{Q_h K_h^\\top}{\\sqrt{d_h}}\\right)', 'softmax((Q_h K_hᵀ)/√d_h)'],
  ['x^{a+1}_{ij}', 'x^{a+1}_{ij}'],
  ['\\sigma\\big(\\hat{x}\\big)', 'σ(x\u0302)'],
])('%s', (tex, plain) => expect(formulaText(tex)).toBe(plain))

test('no formula of the catalogue keeps a command', () => {
  const all = [...mechanismEntries.flatMap(({ formula, cost }) => [formula, cost.parameters, cost.macs]), ...articleFaults.flatMap(({ formulas }) => (formulas ? [formulas.found, formulas.repaired] : []))]
  expect(all.map(formulaText).filter((text) => /\\/.test(text))).toEqual([])
})
