/** Measuring runs: each result is kept as soon as it is there, one measurement goes at a time, and what cannot be measured says why. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FoveaError } from '../../preload/contract/errors.ts'
import type { Faithfulness, Latency, MapScores, MeasureKind } from '../../preload/contract/measure.ts'
import type { TaskEvent } from '../../preload/contract/system.ts'
import type { Inference } from '../../main/runs/inference-client.ts'
import { createMeasures, type MeasuresOptions } from '../../main/measures/service.ts'
import { openStore } from '../../main/store/client.ts'
import type { Store } from '../../main/store/interface.ts'
import { finished, newRun, plan, started, temporaryFolder, timed } from '../store/fixture.ts'

const latency: Latency = { milliseconds: 1, low: 0.9, high: 1.2, passes: 30, device: 'CPU' }
const scores: MapScores = { deletion: 0.1, insertion: 0.6, pointing: null, iou: null }
const faithfulness: Faithfulness = { images: 60, kind: 'attention', layer: 'head', model: scores, random: scores, centre: scores }
const both: MeasureKind[] = ['latency', 'faithfulness']

let folder: ReturnType<typeof temporaryFolder>
let store: Store
beforeEach(async () => {
  folder = temporaryFolder()
  store = await openStore(folder.file)
  await store.createComparison({ id: 'c', plan, createdAt: 1 }, ['a', 'b', 'waiting'].map((id, i) => newRun(id, i)))
  for (const id of ['a', 'b']) await store.appendEvents(id, timed(started, { type: 'checkpoint', step: 100, file: 'x' }, finished))
})
afterEach(async () => {
  await store.close()
  folder[Symbol.dispose]()
})

/** An engine that answers at once, or as `given` says. */
function measuring({ inference = {}, fingerprint = 'f', isTraining = () => false }: { inference?: Partial<Inference>; fingerprint?: string; isTraining?: () => boolean } = {}) {
  const log: string[] = []
  const options: MeasuresOptions = {
    store, isTraining, folderOf: (id) => `runs/${id}`,
    inference: {
      async latency(runs) { log.push(`latency ${runs.map(({ runFolder }) => runFolder).join()}`); return runs.map((_, i) => ({ ...latency, milliseconds: i + 1 })) },
      async faithfulness({ runId }, from, images) { log.push(`faithfulness ${runId} ${from} ${images}`); return faithfulness },
      ...inference,
    },
    datasets: { prepare: async () => ({ key: 'digits', fingerprint }) as Awaited<ReturnType<MeasuresOptions['datasets']['prepare']>>, ensureBoxes: async (key) => log.push(`boxes ${key}`), folder: (key) => `datasets/${key}` },
  }
  const measures = createMeasures(options)
  const events: TaskEvent[] = []
  const measure = async (ids: string[], what: MeasureKind[], signal = new AbortController().signal) => measures.measure(await measures.measurable(ids, what), what, { signal, onProgress: (event) => events.push(event) })
  return { measure, log, dones: () => events.map((event) => (event.type === 'progress' ? event.done : NaN)) }
}
const measuresOf = async (id: string) => (await store.getRun(id))!.measures

test('latency of all runs together, faithfulness run by run; both stand in the records', async () => {
  const { measure, log, dones } = measuring()
  await measure(['a', 'b'], both)
  expect(log).toEqual(['latency runs/a,runs/b', 'boxes digits', 'faithfulness a datasets/digits 60', 'boxes digits', 'faithfulness b datasets/digits 60'])
  expect(await measuresOf('a')).toEqual({ latency, faithfulness })
  expect(await measuresOf('b')).toEqual({ latency: { ...latency, milliseconds: 2 }, faithfulness })
  expect(dones()).toEqual(dones().toSorted((x, y) => x - y))
  expect(dones()[0]).toBe(0)
  expect(dones().at(-1)).toBe(1)
})

test('what was not asked for stays as it was', async () => {
  await measuring().measure(['a'], ['latency'])
  await measuring().measure(['a'], ['faithfulness'])
  expect(await measuresOf('a')).toEqual({ latency, faithfulness })
})

test('runs that have not finished are left out, and when there is no other the first says why', async () => {
  const { measure, log } = measuring()
  await measure(['waiting', 'b'], ['latency'])
  expect(log).toEqual(['latency runs/b'])
  await expect(measure(['waiting'], both)).rejects.toMatchObject({ problem: { code: 'measures.not-finished', params: { id: 'waiting' } } })
  await expect(measure(['a', 'nobody'], both)).rejects.toMatchObject({ problem: { code: 'runs.unknown' } })
})

test('a pass is not timed beside a training; how faithful a map is can be measured then', async () => {
  const { measure } = measuring({ isTraining: () => true })
  await expect(measure(['a'], both)).rejects.toMatchObject({ problem: { kind: 'conflict', code: 'measures.training' } })
  await measure(['a'], ['faithfulness'])
  expect(await measuresOf('a')).toEqual({ latency: null, faithfulness })
})

test('a pass that a training began beside is not kept', async () => {
  let training = false
  const { measure } = measuring({ isTraining: () => training, inference: { async latency() { training = true; return [latency] } } })
  await expect(measure(['a'], ['latency'])).rejects.toMatchObject({ problem: { code: 'measures.training' } })
  expect((await measuresOf('a')).latency).toBeNull()
})

test('one that cannot be measured keeps the others from nothing, and is told of at the end', async () => {
  const inference = { faithfulness: async ({ runId }: { runId: string }) => { if (runId === 'a') throw new FoveaError('invalid', 'measures.no-map', { id: runId }); return faithfulness } }
  await expect(measuring({ inference }).measure(['a', 'b'], ['faithfulness'])).rejects.toMatchObject({ problem: { code: 'measures.no-map', params: { id: 'a' } } })
  expect([(await measuresOf('a')).faithfulness, (await measuresOf('b')).faithfulness]).toEqual([null, faithfulness])
})

test('maps of another dataset under the same name are refused', async () => {
  await expect(measuring({ fingerprint: 'other' }).measure(['a'], ['faithfulness'])).rejects.toMatchObject({ problem: { code: 'runs.dataset-changed' } })
})

test('a measurement waits for the one before; cancelled, that one keeps what it has and the next goes on', async () => {
  const log: string[] = []
  const cancel = new AbortController()
  const { measure } = measuring({
    inference: {
      async faithfulness({ runId }) {
        log.push(`begin ${runId}`)
        await new Promise((resolve) => setTimeout(resolve, 20))
        log.push(`end ${runId}`)
        if (log.length === 2) cancel.abort()
        return faithfulness
      },
    },
  })
  const [first, second] = [measure(['a', 'b'], ['faithfulness'], cancel.signal), measure(['b'], ['faithfulness'])]
  await expect(first).rejects.toThrow()
  expect(await measuresOf('a')).toEqual({ latency: null, faithfulness })
  await second
  expect(log).toEqual(['begin a', 'end a', 'begin b', 'end b'])
  expect((await measuresOf('b')).faithfulness).toEqual(faithfulness)
})
