/** system.*: what the machine has, and what is under way. */
import { cpus } from 'node:os'
import { problemOf } from '../../../preload/contract/errors.ts'
import type { Problem } from '../../../preload/contract/errors.ts'
import type { About } from '../../engine/protocol.ts'
import { doctor, engineProblem } from '../../system/doctor.ts'
import { readSetupState } from '../../system/setup-state.ts'
import type { Parts } from '../parts.ts'
import type { CallHandlers, StreamHandlers } from '../router.ts'
import { keepTelling } from '../throttle.ts'

export function systemHandlers({ home, store, runs, inference }: Parts): CallHandlers<'system.doctor'> & StreamHandlers<'system.status'> {
  let about: About | Problem | null = null
  let asking: Promise<void> | null = null
  /** The engine is asked once; what failed is asked again by the next window. */
  const ask = () => {
    if (about && 'tensorflow' in about) return Promise.resolve()
    return (asking ??= inference.about().catch(problemOf).then((answer) => { about = answer; asking = null }))
  }
  const engine = () => {
    if (!about) return { device: cpus()[0]?.model.trim() ?? 'CPU', tensorflow: null, engineReady: false, engineProblem: null }
    if ('tensorflow' in about) return { device: about.device.name, tensorflow: about.tensorflow, engineReady: true, engineProblem: null }
    return { device: cpus()[0]?.model.trim() ?? 'CPU', tensorflow: null, engineReady: false, engineProblem: engineProblem({ about, setup: readSetupState(), gpu: null, freeDiskBytes: 0 }) }
  }
  return {
    'system.doctor': async () => {
      const report = await doctor(home.root, () => inference.about())
      return { ...report, missing: [...report.missing, ...(await store.notices()), ...runs.notices()] }
    },
    'system.status': async (_input, push, signal) => {
      const opening = await store.notices()
      await keepTelling({
        every: 500, signal,
        subscribe(changed) {
          void ask().then(changed)
          return runs.onChange(changed)
        },
        tell: () => push({ ...engine(), cores: cpus().length, queue: runs.status(), notices: [...opening, ...runs.notices()] }),
      })
    },
  }
}
