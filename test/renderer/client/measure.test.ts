/** Measuring as pages see it: one at a time, its progress and end known to all of them, given up without a complaint. */
import { effectScope } from 'vue'
import { beforeEach, expect, test, vi } from 'vitest'
import { FoveaError, type Problem } from '../../../preload/contract/errors.ts'
import type { TaskEvent } from '../../../preload/contract/system.ts'
import { notices } from '../../../renderer/src/ui/notices.ts'
import { useMeasure } from '../../../renderer/src/client/measure.ts'

const line = vi.hoisted(() => ({ call: vi.fn(), tell: (_event: unknown) => {}, lose: (_problem: unknown) => {}, ended: 0 }))
vi.mock('../../../renderer/src/client/rpc.ts', () => ({
  call: line.call,
  follow: (_name: string, _input: unknown, onItem: (event: unknown) => void, onEnd: (problem: unknown) => void) => {
    ;[line.tell, line.lose] = [onItem, onEnd]
    return () => { line.ended++ }
  },
}))

const tell = (event: TaskEvent) => line.tell(event)
const settled = () => new Promise((resolve) => setTimeout(resolve, 0))
const measured = vi.fn()
const page = (onMeasured = measured) => effectScope().run(() => useMeasure(onMeasured))!

beforeEach(() => {
  line.call.mockReset().mockImplementation(async (name: string) => (name === 'runs.measure' ? { taskId: 't' } : {}))
  line.ended = 0
  measured.mockReset()
})

test('progress and the runs under way are there for every page, and at the end none is', async () => {
  const [one, other] = [page(), page()]
  const done = one.start(['a', 'b'])
  await settled()
  expect(line.call).toHaveBeenCalledWith('runs.measure', { ids: ['a', 'b'], what: ['latency', 'faithfulness'] })
  tell({ type: 'progress', what: 'measuring', done: 0.25, total: 1 })
  expect([other.progress.value, other.runs.value]).toEqual([0.25, ['a', 'b']])
  tell({ type: 'finished', key: '' })
  await done
  expect([other.progress.value, other.runs.value, other.problem.value, line.ended]).toEqual([null, [], null, 1])
  expect(measured).toHaveBeenCalled()
})

test('nothing is begun beside another measurement', async () => {
  const { start } = page()
  const done = start(['a'])
  await settled()
  await start(['b'])
  await start([])
  expect(line.call).toHaveBeenCalledTimes(1)
  tell({ type: 'finished', key: '' })
  await done
})

test('what went wrong is kept until the next one; a refusal too', async () => {
  const { start, problem } = page()
  const failed: Problem = { kind: 'conflict', code: 'measures.training', params: {} }
  const done = start(['a'])
  await settled()
  tell({ type: 'failed', problem: failed })
  await done
  expect(problem.value).toEqual(failed)
  line.call.mockRejectedValueOnce(new FoveaError('conflict', 'measures.not-finished', { id: 'a' }))
  await start(['a'])
  expect(problem.value).toMatchObject({ code: 'measures.not-finished' })
})

test('given up, even before main has begun it, it ends without a complaint', async () => {
  const { start, cancel, problem, progress } = page()
  const done = start(['a'])
  cancel()
  await settled()
  expect(line.call).toHaveBeenLastCalledWith('tasks.cancel', { taskId: 't' })
  tell({ type: 'failed', problem: { kind: 'stopped', code: 'tasks.cancelled', params: {} } })
  await done
  expect([problem.value, progress.value]).toEqual([null, null])
})

test('what went wrong is told on the page that began it, and as a notice when that page is gone', async () => {
  const scope = effectScope()
  const [began, other] = [scope.run(() => useMeasure(measured))!, page()]
  const done = began.start(['a'])
  await settled()
  scope.stop()
  tell({ type: 'failed', problem: { kind: 'conflict', code: 'measures.training', params: {} } })
  await done
  expect([began.problem.value, other.problem.value]).toEqual([null, null])
  expect(notices.at(-1)!.text).toContain('being trained')
})

test('a page that is gone hears nothing', async () => {
  const scope = effectScope()
  const gone = vi.fn()
  scope.run(() => useMeasure(gone))
  scope.stop()
  const done = page().start(['a'])
  await settled()
  tell({ type: 'finished', key: '' })
  await done
  expect(gone).not.toHaveBeenCalled()
  expect(measured).toHaveBeenCalled()
})
