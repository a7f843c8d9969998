/** From a case to its verdict, with the adapter of its mechanism. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Adapter } from './adapter.ts'
import { readCase, type CaseFile } from './case.ts'
import { compareLayer, compareValues, passes, type Check } from './compare.ts'

export type Verdict =
  | { state: 'passed' | 'failed'; worst: Check; failed: Check[] }
  | { state: 'not covered'; reason: string }

async function adapterOf(mechanism: string): Promise<Adapter | null> {
  const file = join(import.meta.dirname, 'adapters', `${mechanism}.ts`)
  return existsSync(file) ? ((await import(file)) as { default: Adapter }).default : null
}

/** How near a check comes to its tolerance. */
const share = ({ error, tolerance }: Check) => (tolerance ? error / tolerance : error ? Infinity : 0)

export function verdictOf(checks: Check[]): Verdict {
  if (!checks.length) return { state: 'not covered', reason: 'the case has nothing to compare' }
  const worst = checks.reduce((a, b) => (share(b) > share(a) ? b : a))
  const failed = checks.filter((check) => !passes(check))
  return { state: failed.length ? 'failed' : 'passed', worst, failed }
}

/** TensorFlow must be loaded. Throws what goes wrong on the way. */
export async function examine(file: CaseFile): Promise<Verdict> {
  const adapter = await adapterOf(file.mechanism)
  if (!adapter) return { state: 'not covered', reason: `mechanism ${file.mechanism} unknown` }
  const golden = readCase(file)
  const comparison = adapter(golden)
  if ('notCovered' in comparison) return { state: 'not covered', reason: comparison.notCovered }
  return verdictOf('values' in comparison ? compareValues(golden, comparison) : compareLayer(golden, comparison))
}
