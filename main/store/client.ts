/** The store from outside: every operation as a call to the worker thread. */
import { Worker } from 'node:worker_threads'
import { FoveaError } from '../../preload/contract/errors.ts'
import type { Problem } from '../../preload/contract/errors.ts'
import { entryFile } from '../entries.ts'
import type { Store } from './interface.ts'
import type { StoreCall, StoreReply } from './worker.ts'

const thrown = ({ kind, code, params }: Problem) => new FoveaError(kind, code, params)

/** Throws a FoveaError when the history cannot be opened, 'store.newer' above all. */
export async function openStore(file: string): Promise<Store> {
  const worker = new Worker(entryFile('store-worker'), { workerData: { file } })
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  let lastId = 0
  let ended: FoveaError | null = null

  worker.on('message', (reply: StoreReply) => {
    const call = waiting.get(reply.id)
    waiting.delete(reply.id)
    if ('problem' in reply) call?.reject(thrown(reply.problem))
    else call?.resolve(reply.value)
  })
  const end = (detail: string) => {
    ended ??= new FoveaError('unavailable', 'store.ended', { detail })
    for (const { reject } of waiting.values()) reject(ended)
    waiting.clear()
  }
  worker.on('error', (error) => end(error instanceof Error ? error.message : String(error)))
  worker.on('exit', (code) => end(`exit ${code}`))

  const wait = (id: number) => new Promise<unknown>((resolve, reject) => waiting.set(id, { resolve, reject }))
  const call = (name: StoreCall['name'], args: unknown[]) => {
    if (ended) return Promise.reject(ended)
    const id = ++lastId
    worker.postMessage({ id, name, args } satisfies StoreCall)
    return wait(id)
  }
  try {
    await wait(0)
  } catch (error) {
    await worker.terminate()
    throw error
  }

  let closing: Promise<void> | null = null
  const close = () => (closing ??= call('close', []).then(async () => { await worker.terminate() }))
  return new Proxy({} as Store, {
    get: (_target, name) => {
      // A promise that resolves to the store asks for `then`.
      if (name === 'then' || typeof name === 'symbol') return undefined
      if (name === 'close') return close
      return (...args: unknown[]) => call(name as StoreCall['name'], args)
    },
  })
}
