/** A comparison through everything but the window: real training in processes, the history, the result, the report; and what goes wrong on the way. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { openHome } from '../../main/home.ts'
import { nodeLaunch } from '../../main/runs/node-process.ts'
import type { JobProcess } from '../../main/runs/processes.ts'
import { createWorkbench, jobLog } from '../../main/workbench.ts'
import type { Workbench } from '../../main/workbench.ts'
import { describeProblem } from '../../preload/contract/errors.ts'
import { Plan } from '../../preload/contract/plan.ts'
import type { PlanInput } from '../../preload/contract/plan.ts'
import type { RunEvent, RunRecord } from '../../preload/contract/run.ts'
import type { TaskEvent } from '../../preload/contract/system.ts'

const folder = mkdtempSync(join(tmpdir(), 'fovea-integration-'))
const home = openHome(folder)
/** Training processes in the order of their start. */
const jobs: JobProcess[] = []
let workbench: Workbench

beforeAll(async () => {
  const start = nodeLaunch(jobLog(home))
  workbench = await createWorkbench({
    home,
    launch: (entry, env) => {
      const job = start(entry, env)
      if (entry === 'engine-job') jobs.push(job)
      return job
    },
  })
})
afterAll(async () => {
  await workbench.close()
  rmSync(folder, { recursive: true, force: true })
})

const attending = [{ at: 'head', mechanism: 'softmax-pooling' }]
const planOf = (more: Partial<PlanInput>): Plan => Plan.parse({
  fovea: 1, name: { en: 'Small <digits> & "marks"', 'zh-CN': '小数字' }, question: 'Does it run?', dataset: { id: 'digits' }, baseline: 'plain', seeds: [1, 2, 3], training: { epochs: 2 },
  variants: [{ id: 'plain', name: 'Plain', model: 'small-cnn', with: { layout: 'tiny' } }, { id: 'pooling', name: 'Pooling', model: 'small-cnn', with: { layout: 'tiny' }, insert: attending }],
  ...more,
})
const create = async (more: Partial<PlanInput>) => (await workbench.call('comparisons.create', { plan: planOf(more) })).id
const runsOf = async (id: string) => (await workbench.call('comparisons.get', { id })).runs

/** Resolves when no run of the comparison waits or goes on. */
async function ended(id: string): Promise<RunRecord[]> {
  const found = new AbortController()
  await workbench.stream('comparisons.follow', undefined, (list) => {
    const state = list.find((one) => one.id === id)?.state
    if (state !== 'waiting' && state !== 'running') found.abort()
  }, found.signal)
  return runsOf(id)
}
/** The events of a run until one fits. */
async function heard(id: string, fits: (event: RunEvent) => boolean): Promise<RunEvent[]> {
  const found = new AbortController()
  const events: RunEvent[] = []
  await workbench.stream('runs.follow', { id }, (batch) => {
    events.push(...batch.map(({ event }) => event))
    if (events.some(fits)) found.abort()
  }, found.signal)
  return events
}
/** Its events once it has ended. */
const whole = (id: string) => heard(id, ({ type }) => type === 'finished' || type === 'failed')
const learnt = (steps: number) => (event: RunEvent) => event.type === 'progress' && event.step > steps

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': '\'' }
const plain = (html: string) => html.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name]!)
const text = (html: string) => plain(html.replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ').trim()

test('two epochs of two variants and three seeds, from the plan to the report', async () => {
  const id = await create({})
  const runs = await ended(id)
  expect(runs.map(({ state, problem }) => [state, problem])).toEqual(runs.map(() => ['finished', null]))
  for (const run of runs) {
    expect(run).toMatchObject({ hasPredictions: true, hasCheckpoint: true, step: run.steps, cost: { parameters: expect.any(Number) } })
    expect(run.testAccuracy).toBeGreaterThan(0.3)
  }
  const curves = await workbench.call('runs.curves', { ids: [runs[0]!.id], metrics: ['train/loss', 'test/accuracy'] })
  expect(curves.map(({ metric, steps }) => [metric, steps.length])).toEqual([['train/loss', runs[0]!.steps], ['test/accuracy', 2]])

  const result = await workbench.call('comparisons.result', { id })
  expect(result).toMatchObject({ complete: true, rows: [{ variantId: 'plain', role: 'baseline' }, { variantId: 'pooling' }] })
  const mean = (variant: string) => { const own = runs.filter(({ variantId }) => variantId === variant); return own.reduce((sum, run) => sum + run.testAccuracy!, 0) / own.length }
  expect(result.rows.map(({ accuracy }) => accuracy)).toEqual([mean('plain'), mean('pooling')].map((value) => expect.closeTo(value, 6)))
  expect(result.rows[1]!.difference).toBeCloseTo(mean('pooling') - mean('plain'), 6)

  const { file } = await workbench.call('reports.export', { comparisonId: id, language: 'en' })
  const page = readFileSync(file, 'utf8')
  expect(text(page)).toContain(result.finding.en.map((span) => span.text).join('').replace(/\s+/g, ' '))
  expect(text(page)).toContain('Small <digits> & "marks"')
  const table = /<table\b[^>]*>[\s\S]*?<\/table>/.exec(page)![0]
  expect([...table.matchAll(/<th scope="row">([\s\S]*?)<\/th>/g)].map(([, name]) => text(name!))).toEqual([expect.stringMatching(/^Plain/), expect.stringMatching(/^Pooling/)])
  // The plan inside is the plan that ran.
  expect(Plan.parse(parse(plain(/<pre>([\s\S]*)<\/pre>/.exec(page)![1]!)))).toEqual(planOf({}))
})

test('latency and faithfulness are measured when somebody asks, and stand in the records and the report', async () => {
  const id = await create({ seeds: [1] })
  const ids = (await ended(id)).map((run) => run.id)
  const { taskId } = await workbench.call('runs.measure', { ids, what: ['latency', 'faithfulness'] })
  const events: TaskEvent[] = []
  await workbench.stream('tasks.follow', { taskId }, (event) => events.push(event), new AbortController().signal)
  expect(events.at(-1)).toEqual({ type: 'finished', key: '' })
  const runs = await runsOf(id)
  for (const { measures: { latency, faithfulness } } of runs) {
    expect(latency).toMatchObject({ milliseconds: expect.any(Number), passes: expect.any(Number) })
    // The digits know where they stand, so their boxes are asked too.
    expect(faithfulness).toMatchObject({ images: 60, model: { pointing: expect.any(Number), iou: expect.any(Number) } })
    for (const scores of [faithfulness!.model, faithfulness!.random, faithfulness!.centre]) for (const score of Object.values(scores)) expect(score).toBeGreaterThanOrEqual(0)
  }
  expect(runs.map(({ measures }) => measures.faithfulness!.kind)).toEqual(['grad-cam', 'attention'])
  const { html } = await workbench.call('reports.preview', { comparisonId: id, language: 'en' })
  expect(text(html)).toContain('Measured on the trained models')
  await expect(workbench.call('runs.measure', { ids: ['nobody'], what: ['latency'] })).rejects.toMatchObject({ problem: { code: 'runs.unknown' } })
})

test('a training process that is killed costs one run, which goes on from its checkpoint to the same end', async () => {
  const training = { epochs: 40 }
  const id = await create({ training, seeds: [1, 2], variants: planOf({}).variants.slice(0, 1) })
  const [first, second] = (await runsOf(id)) as [RunRecord, RunRecord]

  await heard(first.id, learnt(20))
  await workbench.call('runs.stop', { id: first.id })
  const events = await heard(first.id, ({ type }) => type === 'stopped')
  const { step: kept } = events.find(({ type }) => type === 'stopped') as Extract<RunEvent, { type: 'stopped' }>
  await workbench.call('runs.continue', { id: first.id })

  await heard(first.id, learnt(kept + 20))
  jobs.at(-1)!.kill()
  const after = await ended(id)
  expect(after.map(({ state }) => state)).toEqual(['failed', 'finished'])
  expect(after[0]).toMatchObject({ hasCheckpoint: true, problem: { code: 'runs.killed' } })

  await workbench.call('runs.continue', { id: first.id })
  const all = await ended(id)
  expect(all.map(({ state }) => state)).toEqual(['finished', 'finished'])
  expect((await whole(first.id)).flatMap((event) => (event.type === 'started' ? [event.fromStep] : []))).toEqual([0, kept, kept])

  // The same seed without any of this.
  const calm = await create({ training, seeds: [1], variants: planOf({}).variants.slice(0, 1) })
  const [undisturbed] = await ended(calm)
  expect(all[0]).toMatchObject({ testLoss: undisturbed!.testLoss, testAccuracy: undisturbed!.testAccuracy, step: undisturbed!.step })
  expect(all[1]!.testLoss).not.toBe(all[0]!.testLoss)
  expect(second.id).toBe(all[1]!.id)
})

test('a run whose loss is no number any more fails with its step and the reason; the others go on', async () => {
  const id = await create({ seeds: [1], training: { epochs: 2, optimizer: { id: 'sgd', learningRate: 1e30 }, schedule: { id: 'constant', warmupEpochs: 0 } } })
  const runs = await ended(id)
  expect(runs.map(({ state }) => state)).toEqual(['failed', 'failed'])
  for (const { problem, step } of runs) {
    expect(problem?.code).toMatch(/^training\.(weights-)?diverged$/)
    expect(problem?.params['step']).toBe(step)
    const { message, hint } = describeProblem(problem!, 'en')
    expect(message).toContain(`step ${step}`)
    expect(hint).toContain('learning rate')
  }
  expect(await workbench.call('comparisons.result', { id })).toMatchObject({ complete: false })
})
