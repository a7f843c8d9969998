/** Evaluations with the real image process and an engine that answers by rule: a white image is class 1, a black one class 0. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, expect } from 'vitest'
import { createDatasets } from '../../main/datasets/library.ts'
import { createEvaluations } from '../../main/evaluations/service.ts'
import { openHome, type Home } from '../../main/home.ts'
import { nodeLaunch } from '../../main/runs/node-process.ts'
import type { RunAnswers } from '../../main/engine/protocol.ts'
import type { Evaluation } from '../../preload/contract/evaluation.ts'
import { temporaryFolder } from '../temporary.ts'

type Parts = Parameters<typeof createEvaluations>[0]
export const classes = [{ id: 'dark', name: { en: 'Dark', 'zh-CN': '暗' }, train: 1, test: 1 }, { id: 'light', name: { en: 'Light', 'zh-CN': '亮' }, train: 1, test: 1 }]
const manifest = { key: 'shades', fingerprint: 'f', shape: [4, 4, 1], classes }
const run = (id: string, variantId: string) => ({ id, variantId, comparisonId: 'c', seed: 1, hasCheckpoint: true, environment: null, config: { dataset: { id: 'shades', with: {} }, variant: { name: variantId } } })
const runs = [run('plain', 'plain'), run('other', 'other')]

/** 'plain' answers by brightness, surer the further from grey; 'other' says class 1 to everything. */
export const answerByRule: Parts['inference']['answer'] = async ({ runs: asked, images, shape }) => asked.map(({ runId }): RunAnswers => {
  const n = shape[0]
  const size = images.length / n
  const logits = Float32Array.from({ length: 2 * n }, (_, at) => (at % 2 === 0 ? 0 : runId === 'other' ? 3 : images.subarray((at >> 1) * size, ((at >> 1) + 1) * size).reduce((a, b) => a + b, 0) / size / 25.5 - 5))
  return { runId, logits, milliseconds: Array<number>(n).fill(1), maps: [] }
})

export function evaluationsIn(home: Home, answer = answerByRule) {
  const launch = nodeLaunch(join(home.root, 'jobs.log'))
  const datasets = createDatasets({ home, launch })
  const known = { ...datasets, key: () => 'shades', manifest: () => manifest } as unknown as Parts['datasets']
  const store = { getRun: async (id: string) => runs.find((one) => one.id === id) ?? null, getComparison: async () => ({ plan: { baseline: 'plain', variants: [{ id: 'other' }, { id: 'plain' }] } }) } as unknown as Parts['store']
  const service = createEvaluations({ home, store, datasets: known, runs: { folderOf: (id) => id }, inference: { answer }, launch })
  return { ...service, uploads: datasets.uploads, async end() { await service.close(); datasets.close() } }
}
export type Service = ReturnType<typeof evaluationsIn>

/** A home for each test of a file, and in it what is given to be evaluated. */
export function homeOfEach() {
  let place: ReturnType<typeof temporaryFolder>
  const here = {
    home: {} as Home,
    service: {} as Service,
    given: (name: string) => join(here.home.root, 'given', name),
    begin: (path: string, runIds = ['plain', 'other']) => here.service.begin({ name: 'Mine', runIds, source: { from: 'path', path } }),
    /** Fovea is started anew on the same home. */
    async again(answer = answerByRule) {
      await here.service.end()
      here.service = evaluationsIn(here.home, answer)
    },
  }
  beforeEach(() => {
    place = temporaryFolder()
    here.home = openHome(place.path)
    here.service = evaluationsIn(here.home)
  })
  afterEach(async () => {
    await here.service.end()
    place.remove()
  })
  return here
}
export const problemCode = (code: string) => expect.objectContaining({ problem: expect.objectContaining({ code }) })

export const ended = (service: Service, id: string, is: (one: Evaluation) => boolean = (one) => one.state !== 'running'): Promise<Evaluation> => new Promise((resolve, reject) => {
  const look = () => {
    const now = service.get(id)
    if (!is(now)) return
    stop()
    resolve(now)
  }
  const stop = service.subscribe(id, () => { try { look() } catch (error) { reject(error as Error) } })
  look()
})

const sorts = { row: { by: 'row', run: 0, descending: false } } as const
export const allRows = (service: Service, id: string, filter = {}, sort: Parameters<Service['rows']>[1]['sort'] = sorts.row) => service.rows(id, { filter, sort, offset: 0, limit: 500 })

export const shade = (value: number): Promise<Buffer> => sharp({ create: { width: 6, height: 6, channels: 3, background: { r: value, g: value, b: value } } }).png().toBuffer()
export async function fill(folder: string, files: Record<string, Buffer | string | number>): Promise<string> {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), typeof content === 'number' ? await shade(content) : content)
  }
  return folder
}
