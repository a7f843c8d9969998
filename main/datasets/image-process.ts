/** The image process seen from main: requests with answers; started when needed, started again when it died. */
import { FoveaError, type Problem } from '../../preload/contract/errors.ts'
import type { TaskEvent } from '../../preload/contract/system.ts'
import type { JobProcess, Launch } from '../runs/processes.ts'
import type { ImageReply, ImageRequest } from './protocol.ts'

type Unnumbered<R> = R extends { id: number } ? Omit<R, 'id'> : never
export type Answer = Extract<ImageReply, { type: 'decoded' | 'viewed' | 'packed' }>

export interface RequestHooks {
  progress?(event: TaskEvent): void
  opening?(file: string): void
  signal?: AbortSignal
}

interface Waiting extends RequestHooks {
  resolve(answer: Answer): void
  reject(error: Error): void
}

/** Rejects with 'dataset.reader-died' when the process ended before it answered. */
export function createImageProcess(launch: Launch) {
  let process: JobProcess | null = null
  let next = 1
  const waiting = new Map<number, Waiting>()

  function running(): JobProcess {
    if (process) return process
    const started = launch('image-job')
    started.onMessage((message) => receive(message as ImageReply))
    started.onExit(() => {
      if (process !== started) return
      process = null
      const lost = [...waiting.values()]
      waiting.clear()
      for (const { reject } of lost) reject(new FoveaError('unreadable', 'dataset.reader-died', {}))
    })
    return (process = started)
  }

  function receive(reply: ImageReply): void {
    const request = waiting.get(reply.id)
    if (!request) return
    if (reply.type === 'opening') return request.opening?.(reply.file)
    if (reply.type === 'progress') return request.progress?.(reply.event)
    waiting.delete(reply.id)
    if (reply.type === 'problem') request.reject(new FoveaError(reply.problem.kind, reply.problem.code, reply.problem.params))
    else request.resolve(reply)
  }

  return {
    ask(request: Unnumbered<Exclude<ImageRequest, { type: 'cancel' }>>, hooks: RequestHooks = {}): Promise<Answer> {
      const id = next++
      const { signal } = hooks
      if (signal?.aborted) return Promise.reject(new FoveaError('stopped', 'dataset.import-cancelled', {}))
      const cancel = () => process?.send({ id, type: 'cancel' })
      signal?.addEventListener('abort', cancel)
      return new Promise<Answer>((resolve, reject) => {
        waiting.set(id, { ...hooks, resolve, reject })
        running().send({ ...request, id })
      }).finally(() => signal?.removeEventListener('abort', cancel))
    },
    close(): void {
      const ending = process
      process = null
      ending?.kill()
      for (const { reject } of waiting.values()) reject(new FoveaError('stopped', 'dataset.import-cancelled', {}))
      waiting.clear()
    },
  }
}
export type ImageProcess = ReturnType<typeof createImageProcess>

/** What is said of the file that was open when the process died. */
export const killerProblem = (file: string): Problem => ({ kind: 'unreadable', code: 'dataset.killed-reader', params: { file } })
