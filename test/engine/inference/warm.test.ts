/** Which runs stay ready: the twelve asked last, each as its files are now. */
import { mkdtempSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { TrainedRun } from '../../../main/engine/inference/trained.ts'
import { createWarmRuns } from '../../../main/engine/inference/warm.ts'
import { runFiles } from '../../../main/engine/protocol.ts'

const folders = Array.from({ length: 14 }, () => mkdtempSync(join(tmpdir(), 'fovea-test-')))
folders.forEach((folder) => writeFileSync(join(folder, runFiles.checkpoint), ''))

function recorded() {
  const log: string[] = []
  const load = (folder: string): TrainedRun => {
    const name = folders.indexOf(folder)
    log.push(`load ${name}`)
    return { shape: [1, 1, 1], classes: 2, answer: () => ({ logits: Float32Array.of(name, 0), milliseconds: [1], maps: [[]] }), dispose: () => log.push(`dispose ${name}`) }
  }
  const warm = createWarmRuns(load)
  const ask = (...names: number[]) => warm.answer({ id: 1, type: 'answer', runs: names.map((name) => ({ runId: `${name}`, runFolder: folders[name]! })), images: Uint8Array.of(0), shape: [1, 1, 1, 1], maps: false })
  return { log, ask, warm }
}

test('a run is loaded once, and the one asked longest ago goes first', () => {
  const { log, ask, warm } = recorded()
  expect(ask(0, 1, 0).map(({ runId, logits }) => [runId, logits[0]])).toEqual([['0', 0], ['1', 1], ['0', 0]])
  expect(log).toEqual(['load 0', 'load 1'])
  ask(2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
  ask(0)
  log.length = 0
  ask(12)
  expect(log).toEqual(['load 12', 'dispose 1'])
  warm.dispose()
  expect(log).toHaveLength(14)
})

test('a run that was trained on is loaded again', () => {
  const { log, ask } = recorded()
  ask(13)
  utimesSync(join(folders[13]!, runFiles.checkpoint), 1000, 1000)
  ask(13)
  expect(log).toEqual(['load 13', 'dispose 13', 'load 13'])
})

test('images of another size are refused before the run is asked', () => {
  const { warm } = recorded()
  expect(() => warm.answer({ id: 1, type: 'answer', runs: [{ runId: '0', runFolder: folders[0]! }], images: Uint8Array.of(0, 0), shape: [1, 2, 1, 1], maps: false })).toThrow(/1 × 1 × 1; these are 2 × 1 × 1/)
})

test('each run is asked at its own step, by the methods asked for; without maps by none', () => {
  const heard: unknown[] = []
  const warm = createWarmRuns(() => ({ shape: [1, 1, 1], classes: 2, answer: (_images, _captions, _n, how) => { heard.push(how); return { logits: Float32Array.of(0, 0), milliseconds: [1], maps: [[]] } }, dispose: () => {} }))
  const question = { id: 1, type: 'answer' as const, runs: [{ runId: 'a', runFolder: folders[0]!, step: 7 }, { runId: 'b', runFolder: folders[1]! }], images: Uint8Array.of(0), shape: [1, 1, 1, 1] as [number, number, number, number] }
  warm.answer({ ...question, maps: true, methods: ['rollout', 'grad-cam'] })
  warm.answer({ ...question, maps: true })
  warm.answer({ ...question, maps: false, methods: ['rollout'] })
  expect(heard).toEqual([['rollout', 'grad-cam'], ['attention'], []].flatMap((methods) => [{ methods, step: 7 }, { methods, step: undefined }]))
})

test('large models go sooner: checkpoints share a bound in bytes, and the one asked last stays', () => {
  const disposed: string[] = []
  const large = folders.slice(0, 3)
  large.forEach((folder) => writeFileSync(join(folder, runFiles.checkpoint), Buffer.alloc(400)))
  const warm = createWarmRuns((folder) => ({ shape: [1, 1, 1], classes: 2, answer: () => ({ logits: Float32Array.of(0, 0), milliseconds: [1], maps: [[]] }), dispose: () => disposed.push(folder) }), 1000)
  const ask = (folder: string) => warm.answer({ id: 1, type: 'answer', runs: [{ runId: 'r', runFolder: folder }], images: Uint8Array.of(0), shape: [1, 1, 1, 1], maps: false })
  large.forEach(ask)
  expect(disposed).toEqual([large[0]])
  writeFileSync(join(large[2]!, runFiles.checkpoint), Buffer.alloc(5000))
  utimesSync(join(large[2]!, runFiles.checkpoint), 1, 1)
  ask(large[2]!)
  expect(disposed).toEqual([large[0], large[2], large[1]])
})
