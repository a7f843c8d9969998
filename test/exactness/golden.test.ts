/** Every case of test/golden: equal to ours within its tolerance, or of something that Fovea does not have. */
import { beforeAll, describe, expect, test } from 'vitest'
import { join } from 'node:path'
import { loadTensorFlow } from '../../main/engine/tensorflow/load.ts'
import { everyCase } from './every-case.ts'

beforeAll(async () => { await loadTensorFlow() })

const cases = everyCase(join(import.meta.dirname, '..', 'golden'))

/** What is not covered must stay so on purpose: a case that falls out of its adapter would else be skipped unseen. */
const notCovered: ReadonlySet<string> = new Set<string>([
])

describe('golden vectors', () => {
  test.each(cases)('$title', async ({ title, examine }) => {
    const verdict = await examine()
    if (notCovered.has(title)) return expect(verdict.state).toBe('not covered')
    expect(verdict.state === 'not covered' ? verdict : { state: verdict.state, failed: verdict.failed }).toEqual({ state: 'passed', failed: [] })
  })
})
