/** Runs with a store of their own and fake jobs. */
import { join } from 'node:path'
import { openHome } from '../../main/home.ts'
import { nodeProcess } from '../../main/runs/node-process.ts'
import type { JobProcess, Launch } from '../../main/runs/processes.ts'
import { createRuns } from '../../main/runs/service.ts'
import type { RunsOptions } from '../../main/runs/service.ts'
import { openStore } from '../../main/store/client.ts'
import type { Store } from '../../main/store/interface.ts'
import { Plan } from '../../preload/contract/plan.ts'
import type { RunState } from '../../preload/contract/run.ts'

export const fakeLaunch = (folder: string, started: JobProcess[] = []): Launch => () => {
  const job = nodeProcess(join(import.meta.dirname, 'fake-job.ts'), join(folder, 'job.log'))
  started.push(job)
  return job
}

/** Each name is a variant that behaves as fake-job.ts says. */
export const planOf = (variants: string[], seeds = [1]): Plan =>
  Plan.parse({ fovea: 1, name: 'Fake', dataset: { id: 'digits' }, baseline: variants[0], seeds, variants: variants.map((id) => ({ id, name: id, model: 'small-cnn' })) })

/** `wrap` stands between the runs and their store. */
export async function openRuns(folder: string, options: Partial<RunsOptions> = {}, wrap: (store: Store) => Partial<Store> = () => ({})) {
  const home = openHome(folder)
  const opened = await openStore(home.database)
  const wrapped = wrap(opened)
  const store = new Proxy(opened, { get: (target, name: keyof Store) => wrapped[name] ?? target[name] })
  const jobs: JobProcess[] = []
  const runs = await createRuns({ store, home, log: join(folder, 'job.log'), launch: fakeLaunch(folder, jobs), datasetFolder: async () => home.datasets, batch: 20, ...options })
  const close = async () => { await runs.close(); await store.close() }
  /** Resolves when no run is queued or running any more; gives the states by run. */
  const idle = () => new Promise<Record<string, RunState>>((resolve, reject) => {
    const look = async () => {
      if ((await store.pendingRuns()).length) return
      unsubscribe()
      resolve(Object.fromEntries((await store.listRuns({})).runs.map((run) => [`${run.variantId}-${run.seed}`, run.state])))
    }
    const unsubscribe = runs.onChange(() => void look().catch(reject))
    void look().catch(reject)
  })
  return { home, store, runs, jobs, close, idle }
}

/** Resolves when `test` holds; asked again on every change. */
export const until = (runs: { onChange(listener: () => void): () => void }, test: () => boolean | Promise<boolean>) =>
  new Promise<void>((resolve, reject) => {
    const look = async () => {
      if (!(await test())) return
      unsubscribe()
      resolve()
    }
    const unsubscribe = runs.onChange(() => void look().catch(reject))
    void look().catch(reject)
  })
