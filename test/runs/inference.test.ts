/** The warm process that answers: it stays, ends, comes again, and may be too slow. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createInference } from '../../main/runs/inference-client.ts'
import { fakeLaunch, planOf } from './fixture.ts'

const folder = mkdtempSync(join(tmpdir(), 'fovea-inference-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const variant = planOf(['finish']).variants[0]!

test('one process answers all, each question its own', async () => {
  const inference = createInference({ launch: fakeLaunch(folder) })
  const [first, ...costs] = await Promise.all([inference.about(), inference.cost(variant, [8, 8, 1], 3), inference.cost(variant, [8, 8, 1], 5)])
  expect(costs.map((c) => c.parameters)).toEqual([3, 5])
  expect((await inference.about()).device.name).toBe(first.device.name)
  await expect(inference.answer({ runs: [], images: new Uint8Array(0), shape: [0, 1, 1, 1], maps: false })).rejects.toMatchObject({ problem: { kind: 'invalid', code: 'runs.mixed-classes' } })
  inference.close()
})

test('when it dies the question fails, and the next one starts another', async () => {
  const inference = createInference({ launch: fakeLaunch(folder) })
  const first = await inference.about()
  await expect(inference.cost(variant, [8, 8, 1], 13)).rejects.toMatchObject({ problem: { code: 'inference.ended' } })
  expect((await inference.about()).device.name).not.toBe(first.device.name)
  inference.close()
})

test('an answer that does not come is given up, and with it the process', async () => {
  const inference = createInference({ launch: fakeLaunch(folder), timeout: 1500 })
  const first = await inference.about()
  await expect(inference.cost(variant, [8, 8, 1], 99)).rejects.toMatchObject({ problem: { code: 'inference.slow' } })
  expect((await inference.about()).device.name).not.toBe(first.device.name)
  inference.close()
})

test('a measurement says how far it is, and is given up when nobody wants it any more; others are answered on', async () => {
  const inference = createInference({ launch: fakeLaunch(folder) })
  const told: number[] = []
  const measured = await inference.latency([{ runId: 'a', runFolder: folder }, { runId: 'b', runFolder: folder }], { onProgress: (done) => told.push(done) })
  expect(measured.map(({ milliseconds }) => milliseconds)).toEqual([1, 2])
  expect(told).toEqual([0.5])
  const { name } = (await inference.about()).device
  const controller = new AbortController()
  const endless = inference.faithfulness({ runId: 'a', runFolder: folder }, folder, 60, { signal: controller.signal, onProgress: () => controller.abort() })
  await expect(endless).rejects.toMatchObject({ problem: { kind: 'stopped', code: 'tasks.cancelled' } })
  expect((await inference.about()).device.name).toBe(name)
  inference.close()
})

test('the last word on what was given up does not end the process in the middle of another question', async () => {
  const jobs: import('../../main/runs/processes.ts').JobProcess[] = []
  const inference = createInference({ launch: fakeLaunch(folder, jobs), idle: 400 })
  const controller = new AbortController()
  const endless = inference.faithfulness({ runId: 'a', runFolder: folder }, folder, 60, { signal: controller.signal, onProgress: () => controller.abort() })
  const lastWord = new Promise<void>((resolve) => jobs[0]!.onMessage((message) => { if ((message as { type: string }).type === 'error') resolve() }))
  await expect(endless).rejects.toMatchObject({ problem: { code: 'tasks.cancelled' } })
  await lastWord
  const working = inference.faithfulness({ runId: 'a', runFolder: folder }, folder, 60).catch((error: unknown) => error)
  expect(await Promise.race([working, new Promise((resolve) => setTimeout(resolve, 900, 'still at work'))])).toBe('still at work')
  inference.close()
  await working
})

test('without questions it is let go', async () => {
  const jobs: import('../../main/runs/processes.ts').JobProcess[] = []
  const inference = createInference({ launch: fakeLaunch(folder, jobs), idle: 20 })
  await inference.about()
  await new Promise<void>((resolve) => jobs[0]!.onExit(() => resolve()))
  await inference.about()
  expect(jobs).toHaveLength(2)
  inference.close()
})
