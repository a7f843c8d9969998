/** Asks an engine process what it runs on, and ends it: so that whoever asks need not load TensorFlow itself. */
import { FoveaError, problemOf } from '../../preload/contract/errors.ts'
import type { About, EngineReply, InferenceRequest } from '../engine/protocol.ts'
import type { Launch } from '../runs/processes.ts'

export function probeEngine(launch: Launch, timeout = 60_000): Promise<About> {
  return new Promise((resolve, reject) => {
    const job = launch('engine-job')
    const unavailable = (detail: string) => reject(new FoveaError('unavailable', 'engine.unavailable', { detail }))
    const timer = setTimeout(() => { unavailable(`no answer in ${timeout / 1000} s`); job.kill() }, timeout)
    job.onMessage((message) => {
      const reply = message as EngineReply
      if (reply.type === 'reply') resolve(reply.value as About)
      else if (reply.type === 'error') reject(new FoveaError(reply.problem.kind, reply.problem.code, reply.problem.params))
      else return
      job.kill()
    })
    job.onExit((code) => {
      clearTimeout(timer)
      unavailable(code === null ? 'its process crashed' : `its process ended with code ${code}`)
    })
    try {
      job.send({ id: 1, type: 'about' } satisfies InferenceRequest)
    } catch (error) {
      unavailable(problemOf(error).params['detail']?.toString() ?? '')
    }
  })
}
