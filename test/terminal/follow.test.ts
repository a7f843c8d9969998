/** Following a comparison and a task, against a Fovea whose answers are written down. */
import { describe, expect, it } from 'vitest'
import { followComparison, liveLine, progressBar } from '../../main/terminal/follow-comparison.ts'
import { followTask, taskLine } from '../../main/terminal/follow-task.ts'
import type { Client } from '../../main/terminal/client.ts'
import { createOutput } from '../../main/terminal/output.ts'
import { seedsOf } from '../../main/terminal/commands/compare.ts'
import { parametersFrom } from '../../main/terminal/commands/datasets.ts'
import type { ComparisonDetail } from '../../preload/contract/comparison.ts'
import { FoveaError } from '../../preload/contract/errors.ts'
import type { RunState } from '../../preload/contract/run.ts'
import { width } from '../../main/terminal/width.ts'
import { clutter, comparison } from '../statistics/fixture.ts'

const { plan, runs } = comparison(clutter().slice(0, 2))
const detail = (...states: RunState[]): ComparisonDetail => ({
  plan, dataset: null, runs: runs.map((run, i) => ({ ...run, state: states[i] ?? 'queued' })),
  summary: { id: 'c1', name: 'x', createdAt: 1, state: 'running', progress: 0.4, runs: 6, finished: 0, failed: 0, datasetId: 'd', marks: [], finding: null },
})
const status = { device: 'CPU', cores: 2, tensorflow: '2', engineReady: true, engineProblem: null, queue: { comparisonId: 'c1', runId: 'r', done: 1, total: 6, secondsLeft: 48, imagesPerSecond: 612, memoryBytes: 1, paused: false } }

function written(isTTY: boolean) {
  const out = { text: '', isTTY, columns: 80, write(chunk: string) { out.text += chunk; return true } }
  return out as unknown as NodeJS.WriteStream & { text: string }
}
/** Each reading of the comparison gives the next of `details`; the stream wakes as often. */
function fake(details: ComparisonDetail[], more: Partial<Client> = {}): Client {
  let place = 0
  return {
    call: async () => details[Math.min(place++, details.length - 1)] as never,
    stream: async (name: string, _input: unknown, onItem: (item: never) => void, signal: AbortSignal) => {
      if (name === 'system.status') onItem(status as never)
      while (!signal.aborted) {
        onItem((name === 'system.status' ? status : []) as never)
        await new Promise((resolve) => setTimeout(resolve, 2))
      }
    },
    connect: () => { throw new Error('not asked for') },
    notices: async () => [],
    close: async () => {},
    ...more,
  } as Client
}

describe('following a comparison', () => {
  const story = [detail('running'), detail('finished', 'running'), detail('finished', 'failed', 'running'), detail('finished', 'failed', 'finished', 'finished', 'finished', 'finished')]
  it('writes a line for every run that ends, once, where there is no terminal', async () => {
    const [out, err] = [written(false), written(false)]
    const last = await followComparison(fake(story), 'c1', createOutput({ language: 'en', json: false }, out, err))
    expect(last.runs.every((run) => run.state === 'finished' || run.state === 'failed')).toBe(true)
    expect(err.text.split('\n').filter(Boolean)).toHaveLength(6)
    expect(err.text).toContain('1/6  Plain CNN, seed 1: 64.0 %, 20 s\n')
    expect(err.text).toContain('2/6  Plain CNN, seed 2: failed')
    expect(err.text).not.toContain('\x1b')
    expect(out.text).toBe('')
  })
  it('rewrites one line on a terminal and takes it away at the end', async () => {
    const err = written(true)
    await followComparison(fake(story), 'c1', createOutput({ language: 'en', json: false }, written(true), err))
    expect(err.text).toContain('\r\x1b[2K')
    expect(err.text.endsWith('\r\x1b[2K')).toBe(true)
    expect(err.text.split('\n').filter((line) => line.includes('seed'))).not.toHaveLength(0)
  })
  it('says what runs, how fast, and how long still, within the width', () => {
    expect(liveLine(detail('finished', 'running'), status, { language: 'en', columns: 120 })).toBe(`${progressBar(0.4)} 1/6 · Plain CNN, seed 2 · 612 images/s · about 48 s left`)
    expect(width(liveLine(detail('finished', 'running'), status, { language: 'zh-CN', columns: 40 }))).toBeLessThanOrEqual(39)
  })
  it('ends with the reason when Fovea has paused by itself, and tells the run that failed', async () => {
    const err = written(false)
    const full = { ...status, queue: { ...status.queue, paused: true }, notices: [{ kind: 'no-space' as const, code: 'system.disk-full', params: { detail: 'fovea.db' } }] }
    const paused = fake([detail('running'), detail('failed')], { stream: async (name: string, _input: unknown, onItem: (item: never) => void) => { if (name === 'system.status') onItem(full as never) } })
    await expect(followComparison(paused, 'c1', createOutput({ language: 'en', json: false }, written(false), err))).rejects.toMatchObject({ problem: { code: 'system.disk-full' } })
    expect(err.text).toContain('1/6')
  })
  it('fails when the stream fails', async () => {
    const broken = fake([detail('running')], { stream: async () => { throw new FoveaError('internal', 'system.internal', { detail: 'gone' }) } })
    await expect(followComparison(broken, 'c1', createOutput({ language: 'en', json: false }, written(false), written(false)))).rejects.toThrow('gone')
  })
})

describe('following a task', () => {
  const output = createOutput({ language: 'en', json: false }, written(false), written(false))
  it('gives the key of what was made', async () => {
    const client = fake([], { stream: async (_n: unknown, _i: unknown, onItem: (item: never) => void) => { onItem({ type: 'finished', key: 'digits' } as never) } } as never)
    expect(await followTask(client, 't', output)).toBe('digits')
  })
  it('throws what the task failed of', async () => {
    const client = fake([], { stream: async (_n: unknown, _i: unknown, onItem: (item: never) => void) => { onItem({ type: 'failed', problem: { kind: 'no-space', code: 'system.disk-full', params: { detail: 'x' } } } as never) } } as never)
    await expect(followTask(client, 't', output)).rejects.toMatchObject({ problem: { kind: 'no-space' } })
  })
  it('shows how far a download is', () => expect(taskLine({ type: 'progress', done: 69_500_000, total: 139_000_000, what: 'downloading' }, { language: 'en', columns: 80 })).toBe('Downloading ██████████░░░░░░░░░░ 70 MB / 139 MB'))
})

describe('arguments', () => {
  it('reads seeds', () => {
    expect(seedsOf('1, 2,30')).toEqual([1, 2, 30])
    for (const bad of ['', '1,1', 'a', '-1', '1.5', '1,,2x']) expect(() => seedsOf(bad)).toThrow(FoveaError)
  })
  it('reads parameters', () => {
    expect(parametersFrom(['train=500', 'layout=tiny', 'widths=[1,2]', 'a=b=c'])).toEqual({ train: 500, layout: 'tiny', widths: [1, 2], a: 'b=c' })
    expect(() => parametersFrom(['train'])).toThrow(FoveaError)
  })
})

it('shows signs that tell a terminal to do things as signs that do nothing', () => {
  const [out, err] = [written(true), written(true)]
  const output = createOutput({ language: 'en', json: false }, out, err)
  output.print('a\x1b[31mred\x07\x9b2J\rb\tc\n亮')
  output.note('\x1b]0;title')
  expect(out.text).toBe('a\ufffd[31mred\ufffd\ufffd2J\ufffdb\tc\n亮\n')
  expect(err.text).toBe('\ufffd]0;title\n')
})
