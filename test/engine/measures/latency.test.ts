/** How runs take turns, and what is said of their times; no time is asserted. */
import { expect, test } from 'vitest'
import { groupsOf, inTurns, orderOf, summarise } from '../../../main/engine/measures/latency.ts'

/** Each pass takes `milliseconds[i]` of a clock that nothing else moves. */
function timed(milliseconds: number[]) {
  let clock = 0
  const log: number[] = []
  const passes = milliseconds.map((own, i) => () => { clock += own; log.push(i); return own })
  const turns = inTurns(passes, () => clock)
  let turn = turns.next()
  while (!turn.done) turn = turns.next()
  return { times: turn.value, log }
}

test('every run has one pass a round, after warm ones that do not count, at most 200', () => {
  const { times, log } = timed([1, 2, 3])
  expect(times.map((own) => own.length)).toEqual([200, 200, 200])
  expect(log).toHaveLength(3 * 203)
  for (let round = 0; round < 203; round++) expect(log.slice(3 * round, 3 * round + 3).toSorted()).toEqual([0, 1, 2])
})

test('slow passes end after 3 seconds a run, and there are never fewer than 10', () => {
  expect(timed([100, 20]).times.map((own) => own.length)).toEqual([50, 50])
  expect(timed([2000]).times[0]).toHaveLength(10)
})

test('none always comes after the same one', () => {
  const before = new Set(Array.from({ length: 8 }, (_, round) => orderOf(round, 4)).flatMap((order) => order.slice(1).map((run, i) => `${order[i]} ${run}`)))
  for (let run = 0; run < 4; run++) expect([...before].filter((pair) => pair.endsWith(` ${run}`)).length).toBeGreaterThan(1)
  for (let round = 0; round < 8; round++) expect(orderOf(round, 4).toSorted()).toEqual([0, 1, 2, 3])
})

test('median with the 10th and 90th hundredth', () => {
  const times = Array.from({ length: 101 }, (_, i) => 100 - i)
  expect(summarise(times, { device: 'CPU', others: 0.25 })).toEqual({ milliseconds: 50, low: 10, high: 90, passes: 101, device: 'CPU', others: 0.25 })
})

test('runs that are too large to be held together take turns in groups', () => {
  const gigabytes = (sizes: number[]) => groupsOf(sizes, (own) => own * 2 ** 30)
  expect(gigabytes([0.1, 0.2, 0.3])).toEqual([[0.1, 0.2, 0.3]])
  expect(gigabytes([0.6, 0.3, 0.3, 4, 0.1])).toEqual([[0.6, 0.3], [0.3], [4], [0.1]])
})
