/** Asking runs about images: what is refused before any engine is asked. */
import { expect, test } from 'vitest'
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
