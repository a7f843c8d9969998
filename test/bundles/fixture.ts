/** A comparison of four finished runs in a home of its own, and bundles taken apart and put together anew. */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync, zipSync } from 'fflate'
import type { Zippable } from 'fflate'
import { signatureOf } from '../../main/bundles/layout.ts'
import { openHome } from '../../main/home.ts'
import { openStore } from '../../main/store/client.ts'
import { createWorkbench } from '../../main/workbench.ts'
import type { Workbench } from '../../main/workbench.ts'
import { Plan } from '../../preload/contract/plan.ts'
import type { RunEvent } from '../../preload/contract/run.ts'
import { map } from '../reports/fixture.ts'
import { fakeLaunch } from '../runs/fixture.ts'
import { finished, losses, started, timed } from '../store/fixture.ts'

export const plan = Plan.parse({
  fovea: 1, name: { en: 'A test', 'zh-CN': '测试' }, dataset: { id: 'digits' }, baseline: 'plain', seeds: [1, 2],
  variants: [{ id: 'plain', name: 'Plain', model: 'small-cnn' }, { id: 'wide', name: 'Wide', model: 'small-cnn', with: { width: 32, depth: 1 } }],
})
export const comparisonId = 'abcd2345'

export const openIn = (folder: string): Promise<Workbench> => createWorkbench({ home: openHome(folder), launch: fakeLaunch(folder) })

/** Four runs with curves, predictions, maps and weights, on the digits that lie in the same home. */
export async function fill(folder: string): Promise<void> {
  const workbench = await openIn(folder)
  const { taskId } = await workbench.call('datasets.prepare', plan.dataset)
  await workbench.stream('tasks.follow', { taskId }, () => {}, new AbortController().signal)
  const [manifest] = await workbench.call('datasets.list', undefined)
  const test = await workbench.call('datasets.samples', { key: 'digits', split: 'test', limit: 50 })
  await workbench.close()

  const store = await openStore(openHome(folder).database)
  const runs = plan.seeds.flatMap((seed) => plan.variants.map((variant) => ({ id: `${comparisonId}-${variant.id}-${seed}`, variantId: variant.id, seed, config: { variant, dataset: plan.dataset, training: plan.training, seed } })))
  await store.createComparison({ id: comparisonId, plan, createdAt: 1_700_000_000_000 }, runs)
  for (const [k, run] of runs.entries()) {
    const begun = { ...started, environment: { ...(started as Extract<RunEvent, { type: 'started' }>).environment, datasetFingerprint: manifest!.fingerprint } } as RunEvent
    const accuracy: RunEvent = { type: 'metrics', points: [50, 100].map((step) => ({ metric: 'test/accuracy', step, value: 0.5 + step / 400 + k / 100 })) }
    const own = openHome(folder).runs
    mkdirSync(join(own, run.id))
    await store.appendEvents(run.id, timed(begun, losses(0, 100), accuracy, { type: 'checkpoint', step: 100, file: join(own, run.id, 'checkpoint.safetensors') }, { type: 'log', level: 'info', message: `kept in ${folder}` }, finished))
    const labels = Int32Array.from(test.labels)
    const logits = Float32Array.from({ length: labels.length * 10 }, (_, i) => { const at = Math.floor(i / 10); return i % 10 === ((at * 7 + k * 3) % 11 < 7 ? labels[at] : (labels[at]! + k + 1) % 10) ? 3 + k : ((i * 13 + k) % 17) / 9 })
    await store.savePredictions(run.id, { classes: 10, logits, labels, indices: Int32Array.from(test.indices) })
    const sampled = test.indices.slice(0, 6)
    writeFileSync(join(own, run.id, 'attention.json'), JSON.stringify({ indices: sampled, answers: sampled.map((_, i) => ({ answer: i, probability: 0.5 })), maps: sampled.map((_, i) => [map(i + k)]) }))
    writeFileSync(join(own, run.id, 'model.json'), JSON.stringify({ format: 1, config: run.config, shape: manifest!.shape, classes: 10, mean: [0], std: [1], datasetFingerprint: manifest!.fingerprint }))
    writeFileSync(join(own, run.id, 'checkpoint.safetensors'), Buffer.alloc(200_000, k + 1))
  }
  await store.close()
}

export type Parts = Record<string, Uint8Array>
export const takeApart = (file: string): Parts => unzipSync(readFileSync(file))
export const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes!).toString()

/** With a manifest that fits what is in it: only what is wrong on purpose is wrong. */
export function sealed(parts: Parts, changes: Record<string, unknown> = {}): Parts {
  const files = Object.entries(parts).filter(([path]) => path !== 'manifest.json').map(([path, bytes]) => ({ path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }))
  const manifest = { ...JSON.parse(text(parts['manifest.json'])), files, contents: signatureOf(files), ...changes }
  return { ...parts, 'manifest.json': Buffer.from(JSON.stringify(manifest)) }
}
export const together = (parts: Zippable): Buffer => Buffer.from(zipSync(parts, { level: 1 }))
