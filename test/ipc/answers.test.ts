/** Answers kept in memory: asked of the history once, forgotten when there are too many. */
import { expect, test } from 'vitest'
import { createAnswers } from '../../main/ipc/answers.ts'

const run = (id: string, endedAt = 1) => ({ id, endedAt })
const answers = { logits: new Float32Array(10), labels: new Int32Array(5), indices: new Int32Array(5) }

function counted(most?: number) {
  const asked: string[][] = []
  const answersOf = createAnswers(async (ids) => { asked.push(ids); return new Map(ids.filter((id) => id !== 'none').map((id) => [id, answers])) }, most)
  return { asked, answersOf }
}

test('what was read is not read again, even while it is being read', async () => {
  const { asked, answersOf } = counted()
  await Promise.all([answersOf([run('a'), run('b')]), answersOf([run('b'), run('c')])])
  expect([...(await answersOf([run('a'), run('c')])).keys()]).toEqual(['a', 'c'])
  expect(asked).toEqual([['a', 'b'], ['c']])
})
test('a run that was trained again is read again, and one without answers is left out', async () => {
  const { asked, answersOf } = counted()
  await answersOf([run('a')])
  await answersOf([run('a', 2)])
  expect((await answersOf([run('none')])).size).toBe(0)
  await answersOf([run('none')])
  expect(asked).toEqual([['a'], ['a'], ['none'], ['none']])
})
test('the oldest make room', async () => {
  const { asked, answersOf } = counted(160)
  await answersOf([run('a'), run('b')])
  await answersOf([run('a')])
  await answersOf([run('c')])
  await answersOf([run('a')])
  await answersOf([run('b')])
  expect(asked).toEqual([['a', 'b'], ['c'], ['b']])
})
test('a reading that failed is tried again', async () => {
  let fails = true
  const answersOf = createAnswers(async (ids) => { if (fails) throw new Error('busy'); return new Map(ids.map((id) => [id, answers])) })
  await expect(answersOf([run('a')])).rejects.toThrow('busy')
  fails = false
  expect((await answersOf([run('a')])).size).toBe(1)
})
