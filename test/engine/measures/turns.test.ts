/** Long work in turns: it can be given up between two of them, and frees what it holds however it ends. */
import { expect, test } from 'vitest'
import { createTurns } from '../../../main/engine/measures/turns.ts'

function* counting(to: number, log: string[]): Generator<number, string> {
  try {
    for (let i = 1; i <= to; i++) yield i / to
    return 'counted'
  } finally {
    log.push('freed')
  }
}

test('it tells how far it is and gives its result', async () => {
  const [told, log]: [number[], string[]] = [[], []]
  expect(await createTurns((id, done) => told.push(id, done)).of(4, counting(3, log))).toBe('counted')
  expect(told.slice(0, 2)).toEqual([4, 1 / 3])
  expect(log).toEqual(['freed'])
})

test('given up, it ends at its next turn; others go on, and what has ended cannot be given up', async () => {
  const log: string[] = []
  const turns = createTurns(() => {})
  const [given, other] = [turns.of(1, counting(1e6, log)), turns.of(2, counting(5, log))]
  await new Promise((resolve) => setImmediate(resolve))
  turns.cancel(1)
  await expect(given).rejects.toMatchObject({ problem: { code: 'tasks.cancelled' } })
  expect(await other).toBe('counted')
  turns.cancel(2)
  expect(await turns.of(2, counting(5, log))).toBe('counted')
  expect(log).toEqual(['freed', 'freed', 'freed'])
})

test('it can be given up before it begins', async () => {
  const log: string[] = []
  const turns = createTurns(() => {})
  let begin = (_counting: Generator<number, string>) => {}
  const given = turns.of(1, new Promise<Generator<number, string>>((resolve) => { begin = resolve }))
  turns.cancel(1)
  let begun = false
  begin((function* () { begun = true; yield* counting(5, log); return '' })())
  await expect(given).rejects.toMatchObject({ problem: { code: 'tasks.cancelled' } })
  expect(begun).toBe(false)
})
