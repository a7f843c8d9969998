/** fovea attention: everything that is known of a mechanism, in both languages and as JSON; refusals in words. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { afterAll, expect, test } from 'vitest'
import { articleFaults, mechanismEntries } from '../../main/engine/catalogue.ts'
import { flowText } from '../../main/terminal/commands/attention.ts'

const home = mkdtempSync(join(tmpdir(), 'fovea-attention-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))
const fovea = (...words: string[]) => {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, '..', '..', 'main', 'cli.ts'), '--home', home, ...words], { encoding: 'utf8' })
  return { stdout, stderr, status }
}

test('describe says formula, flow, cost at several sizes, options by name, and what the article got wrong', () => {
  const { stdout, status } = fovea('--language', 'en', 'attention', 'describe', 'non-local', '--channels', '48', '--side', '8')
  expect(status).toBe(0)
  for (const part of ["W softmax((θ(x)φ(x)ᵀ)/√C')", 'Five faults', 'embedded-gaussian = Embedded Gaussian', 'How the shapes flow, on a map of 8×8×48', '56×56']) expect(stdout).toContain(part)
  expect(stdout).toMatch(/softmax +64×64 +● the weights that Images draws/)
  // 4N C C' for the projections and 2 N² C' for the products, N = 64, C = 48, C' = 24.
  expect(stdout).toMatch(new RegExp(`8×8 +4 776 +${(4 * 64 * 48 * 24 + 2 * 64 * 64 * 24).toLocaleString('en').replaceAll(',', ' ')}`))
})

test('as JSON: the entry with its flow and costs', () => {
  const told = JSON.parse(fovea('--json', 'attention', 'describe', 'se', '--side', '5', '--with', 'reduction=4').stdout) as { id: string; flow: { steps: unknown[]; cost: { parameters: number } }; costs: { side: number }[] }
  expect(told.id).toBe('se')
  expect(told.flow.cost.parameters).toBe((2 * 64 * 64) / 4 + 64 / 4 + 64)
  expect(told.costs.map(({ side }) => side)).toEqual([4, 5, 8, 16, 32, 56])
})

test('what cannot be is said, with the way out', () => {
  const refused = fovea('--language', 'en', 'attention', 'describe', 'multi-head', '--channels', '30')
  expect([refused.status, refused.stdout]).toEqual([2, ''])
  expect(refused.stderr).toContain('30 cannot be shared among 4 heads')
  expect(fovea('--language', 'en', 'attention', 'describe', 'none-such').stderr).toContain('none-such')
  expect(fovea('attention', 'describe', 'se', '--side', '0').status).toBe(2)
})

test('the list stands under its headings and holds every mechanism; the errors are all there', () => {
  const list = fovea('--language', 'zh-CN', 'attention', 'list').stdout
  for (const { id } of mechanismEntries) expect(list).toMatch(new RegExp(`^${id} `, 'm'))
  expect(list).toMatch(/^门控 \(\d+\)$/m)
  const errors = fovea('--language', 'zh-CN', 'attention', 'errors').stdout
  for (const { title } of articleFaults) expect(errors).toContain((title as { 'zh-CN': string })['zh-CN'])
  expect(JSON.parse(fovea('--json', 'attention', 'errors').stdout)).toHaveLength(articleFaults.length)
})

test('a flow in lines: sources only where they are not the line above', () => {
  const step = { kind: 'operation' as const, name: '', detail: '', shape: [4], seen: false }
  const cost = { parameters: 0, macs: 0, macsWithoutAttentionProducts: 0, attentionShare: 0, activationBytes: 0 }
  const text = flowText({ cost, steps: [{ ...step, id: 0, kind: 'input', name: 'x', operation: '', from: [] }, { ...step, id: 1, operation: 'mean', from: [{ step: 0, shape: [4] }] }, { ...step, id: 2, operation: 'add', seen: true, from: [{ step: 0, shape: [4] }, { step: 1, shape: [4] }] }] }, 'en', 'seen')
  expect(text.split('\n').map((line) => line.trim().replace(/ +/g, ' '))).toEqual(['1 x 4', '2 mean 4', '3 + 4 ← 1, 2 ● seen'])
})
