/**
 * Latency: one warm forward pass of one image. Runs take turns, one pass each a round, so that whatever slows this computer for a while
 * slows all of them alike; the order turns round from round to round, so that none always follows the same one.
 */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Latency } from '../../../preload/contract/measure.ts'
import { runFiles, type AskedRun } from '../protocol.ts'
import { watchOthers } from './load.ts'
import { answerEntry, openTrained } from './trained-network.ts'
import type { Turns } from './turns.ts'

/** Gives the milliseconds of one pass. */
export type Pass = () => number

/** A set that takes long has fewer passes than it should, but never fewer than the least. */
const rounds = { warm: 3, least: 10, should: 30, most: 200, secondsEach: 3 }

const quantile = (sorted: number[], q: number) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]!

/** The first turns forward one by one; every second round goes backwards. */
export function orderOf(round: number, runs: number): number[] {
  const order = Array.from({ length: runs }, (_, i) => (i + (round >> 1)) % runs)
  return round % 2 ? order.reverse() : order
}

/** Milliseconds of every pass, by run. */
export function* inTurns(passes: Pass[], now: () => number = () => performance.now()): Turns<number[][]> {
  const times: number[][] = passes.map(() => [])
  for (let round = 0; round < rounds.warm; round++) for (const pass of passes) pass()
  const begin = now()
  const budget = rounds.secondsEach * 1000 * passes.length
  for (let round = 0; round < rounds.most; round++) {
    for (const i of orderOf(round, passes.length)) times[i]!.push(passes[i]!())
    const spent = (now() - begin) / budget
    if (spent >= 1 && round + 1 >= rounds.least) break
    yield Math.min(1, Math.max(spent, (round + 1) / rounds.most))
  }
  return times
}

export function summarise(times: readonly number[], about: Pick<Latency, 'device' | 'others'>): Latency {
  const sorted = times.toSorted((a, b) => a - b)
  return { milliseconds: quantile(sorted, 0.5), low: quantile(sorted, 0.1), high: quantile(sorted, 0.9), passes: sorted.length, ...about }
}

/** A pass over an image of one grey, with a caption of its first words where there is one; what it shows does not change what it costs. */
function passOf(run: AskedRun): { pass: Pass; dispose(): void } {
  const { model, program, dispose } = openTrained(run, (network, { shape }) => ({ answer: answerEntry(network, shape, 1) }))
  const images = new Float32Array(model.shape.reduce((a, b) => a * b, 1)).fill(128)
  const feeds = { images, ...(model.text ? { text: Float32Array.from({ length: model.text.length }, (_, i) => 1 + (i % (model.text!.words - 1))) } : {}) }
  return {
    dispose,
    pass() {
      const start = performance.now()
      program.run('answer', feeds)
      return performance.now() - start
    },
  }
}

/** Bytes of checkpoints that are held at once. */
const held = 2 ** 30

/** Runs that take turns with each other: all, unless they are too large to be held together. */
export function groupsOf<T>(runs: readonly T[], bytesOf: (run: T) => number): T[][] {
  const groups: T[][] = []
  let bytes = Infinity
  for (const run of runs) {
    const own = bytesOf(run)
    if (bytes + own > held) {
      groups.push([])
      bytes = 0
    }
    groups.at(-1)!.push(run)
    bytes += own
  }
  return groups
}

/** In the order of the runs. */
export function* latencyOf(runs: readonly AskedRun[], device: string): Turns<Latency[]> {
  const groups = groupsOf(runs, ({ runFolder }) => statSync(join(runFolder, runFiles.checkpoint), { throwIfNoEntry: false })?.size ?? 0)
  const measured: Latency[] = []
  for (const group of groups) {
    const ready: ReturnType<typeof passOf>[] = []
    try {
      for (const run of group) {
        ready.push(passOf(run))
        yield measured.length / runs.length
      }
      const othersSince = watchOthers()
      const turns = inTurns(ready.map(({ pass }) => pass))
      let turn = turns.next()
      for (; !turn.done; turn = turns.next()) yield (measured.length + turn.value * group.length) / runs.length
      const others = othersSince()
      measured.push(...turn.value.map((times) => summarise(times, { device, others })))
    } finally {
      ready.forEach((one) => one.dispose())
    }
  }
  return measured
}
