/** Asking runs about images: what is refused before any engine is asked, what it is asked, and at which epochs a run can be. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { snapshotFile } from '../../main/engine/protocol.ts'
import { manifestHere } from '../../main/ipc/catalogue.ts'
import { inspectHandlers } from '../../main/ipc/handlers/inspect.ts'
import type { Parts } from '../../main/ipc/parts.ts'

/** One run, trained on the dataset with the fingerprint 'then'. */
const handlersWith = (fingerprint: string) => inspectHandlers({
  store: { getRun: async (id: string) => ({ id, hasCheckpoint: true, config: { dataset: { id: 'flowers', with: {} } }, environment: { datasetFingerprint: 'then' } }) },
  datasets: { key: () => 'flowers', manifest: () => ({ key: 'flowers', fingerprint, shape: [2, 2, 1], classes: [{ id: 'a', name: 'a' }, { id: 'b', name: 'b' }] }), decode: async () => ({ original: { pixels: new Uint8Array(4), shape: [2, 2, 1] }, originalSize: [2, 2], seen: new Uint8Array(4) }) },
  runs: { folderOf: (id: string) => id },
  inference: { answer: async () => [{ runId: 'r', logits: Float32Array.of(0, 1), milliseconds: [1], maps: [[]] }] },
} as unknown as Parts)['inspect.images']
const asked = { runIds: ['r'], images: [{ from: 'file' as const, name: 'x.png', bytes: '' }], maps: false, methods: ['attention' as const], steps: {} }

test('a run names its answers by the classes it was trained on', async () => {
  expect(await handlersWith('then')(asked, 'terminal')).toMatchObject({ classes: ['a', 'b'], images: [{ problem: null, answers: [{ answer: 1 }] }] })
})

test('and not by those of another dataset under the same name', async () => {
  await expect(handlersWith('now')(asked, 'terminal')).rejects.toMatchObject({ problem: { code: 'runs.dataset-changed' } })
})

test('nor does a comparison show another dataset as the one its runs saw', () => {
  const datasets = { key: () => 'flowers', manifest: () => ({ fingerprint: 'now' }) } as unknown as Parameters<typeof manifestHere>[0]
  const ran = (datasetFingerprint: string) => [{ environment: { datasetFingerprint } }, { environment: null }] as unknown as Parameters<typeof manifestHere>[2]
  expect(manifestHere(datasets, { id: 'flowers', with: {} }, ran('now'))).toEqual({ fingerprint: 'now' })
  expect(manifestHere(datasets, { id: 'flowers', with: {} }, ran('then'))).toBeNull()
})

test('the engine hears by which methods it is asked and at which step each run; a run still going has weights of its epochs alone', async () => {
  const heard: unknown[] = []
  const parts = {
    store: { getRun: async (id: string) => ({ id, hasCheckpoint: id !== 'going', config: { dataset: {} }, environment: null }) },
    datasets: { key: () => 'flowers', manifest: () => ({ key: 'flowers', shape: [2, 2, 1], classes: [{ id: 'a', name: 'a' }] }), decode: async () => ({ original: { pixels: new Uint8Array(4), shape: [2, 2, 1] }, originalSize: [2, 2], seen: new Uint8Array(4) }) },
    runs: { folderOf: (id: string) => `/${id}` },
    inference: { answer: async (question: { runs: { runId: string }[] }) => { heard.push(question); return question.runs.map(({ runId }) => ({ runId, logits: Float32Array.of(0), milliseconds: [1], maps: [[]] })) } },
  } as unknown as Parts
  const inspect = inspectHandlers(parts)['inspect.images']
  await inspect({ ...asked, runIds: ['ended', 'going'], maps: true, methods: ['relevance'], steps: { going: 40 } }, 'terminal')
  expect(heard).toMatchObject([{ methods: ['relevance'], maps: true, runs: [{ runId: 'ended', runFolder: '/ended', step: undefined }, { runId: 'going', runFolder: '/going', step: 40 }] }])
  await expect(inspect({ ...asked, runIds: ['ended', 'going'], steps: { ended: 40 } }, 'terminal')).rejects.toMatchObject({ problem: { code: 'runs.no-checkpoint' } })
})

test('steps that were kept are listed in order, the end of an ended run last', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-test-'))
  const runs: Record<string, { state: string; step: number; hasCheckpoint: boolean; stepsPerEpoch: number | null; kept?: number[] }> = {
    finished: { state: 'finished', step: 100, hasCheckpoint: true, stepsPerEpoch: 10, kept: [0, 100, 20] },
    stopped: { state: 'stopped', step: 57, hasCheckpoint: true, stepsPerEpoch: 10, kept: [0, 50] },
    going: { state: 'running', step: 34, hasCheckpoint: true, stepsPerEpoch: 10, kept: [0, 20] },
    old: { state: 'finished', step: 100, hasCheckpoint: true, stepsPerEpoch: 10 },
    waiting: { state: 'queued', step: 0, hasCheckpoint: false, stepsPerEpoch: null },
  }
  for (const [id, { kept }] of Object.entries(runs)) {
    if (!kept) continue
    mkdirSync(join(folder, id, 'snapshots'), { recursive: true })
    for (const name of [...kept.map(snapshotFile), '20.safetensors.311.part', 'notes.txt']) writeFileSync(join(folder, id, 'snapshots', name), '')
  }
  const parts = { store: { getRun: async (id: string) => (runs[id] ? { id, ...runs[id] } : null) }, runs: { folderOf: (id: string) => join(folder, id) } } as unknown as Parts
  const snapshots = inspectHandlers(parts)['runs.snapshots']
  expect(await snapshots({ ids: Object.keys(runs) }, 'terminal')).toEqual([
    { runId: 'finished', steps: [0, 20, 100], stepsPerEpoch: 10 }, { runId: 'stopped', steps: [0, 50, 57], stepsPerEpoch: 10 }, { runId: 'going', steps: [0, 20], stepsPerEpoch: 10 },
    { runId: 'old', steps: [100], stepsPerEpoch: 10 }, { runId: 'waiting', steps: [], stepsPerEpoch: 1 },
  ])
  await expect(snapshots({ ids: ['nobody'] }, 'terminal')).rejects.toMatchObject({ problem: { code: 'runs.unknown' } })
})
