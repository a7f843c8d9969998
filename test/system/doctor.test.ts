/** What doctor says is missing, for machines that lack different things. */
import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { describeProblem, FoveaError } from '../../preload/contract/errors.ts'
import { DoctorReport } from '../../preload/contract/system.ts'
import type { About } from '../../main/engine/protocol.ts'
import type { Findings } from '../../main/system/doctor.ts'
import { doctor, engineProblem, missingThings } from '../../main/system/doctor.ts'
import { parseGpu } from '../../main/system/gpu.ts'
import { electronJobEnvironment } from '../../main/system/setup-state.ts'

const about: About = { tensorflow: '2.21.0', device: { kind: 'cpu', name: 'CPU' }, memoryBytes: 8e9 }
const engine = { way: 'wheel', flavour: 'cpu', version: '2.21.0', library: '/cache/libtensorflow_cc.so.2' } as const
const failed = new FoveaError('unavailable', 'engine.unavailable', { detail: 'no such file' }).problem
const whole: Findings = { about, setup: { engine }, gpu: null, freeDiskBytes: 50e9 }

const problemsOf = (findings: Findings) => [...[engineProblem(findings)].filter((problem) => problem !== null), ...missingThings(findings)]

test('nothing is missing on a whole machine', () => {
  expect(problemsOf(whole)).toEqual([])
})

test('each missing thing has words in both languages', () => {
  const findings = [
    { ...whole, about: failed },
    { ...whole, about: failed, setup: {} },
    { ...whole, about: failed, setup: { engineProblem: { code: 'setup.no-pip', params: { command: 'apt-get install -y python3-pip' } } } },
    { ...whole, gpu: { name: 'NVIDIA H200', memoryBytes: 1, driver: '570.1' } },
    { ...whole, setup: { engine, electronFailed: { version: '45.4.1', at: '2026-01-01' } } },
    { ...whole, freeDiskBytes: 1e9 },
  ]
  expect(findings.map((each) => problemsOf(each).map((problem) => problem.code))).toEqual([
    ['engine.unavailable'], ['setup.not-run'], ['setup.no-pip'], ['system.gpu-unused'], ['system.no-electron'], ['system.little-disk'],
  ])
  for (const problem of findings.slice(1).flatMap(problemsOf)) {
    for (const language of ['en', 'zh-CN'] as const) {
      const { message, hint } = describeProblem(problem, language)
      expect(message + hint).not.toMatch(/\{\w+\}|^(setup|system)\./)
      expect(hint).not.toBe('')
    }
  }
})

test('the report fits the contract, with and without an engine', async () => {
  const ready = DoctorReport.parse(await doctor(tmpdir(), () => Promise.resolve(about)))
  expect(ready.engine).toMatchObject({ ready: true, tensorflow: '2.21.0', problem: null })
  const without = DoctorReport.parse(await doctor(tmpdir(), () => Promise.reject(new FoveaError('unavailable', 'engine.unavailable', { detail: 'x' }))))
  expect(without.engine.ready).toBe(false)
  expect(without.engine.problem).not.toBeNull()
})

test('nvidia-smi\'s line gives name and memory; anything else gives nothing', () => {
  expect(parseGpu('NVIDIA H200, 143771, 570.133.20')).toEqual({ name: 'NVIDIA H200', memoryBytes: 143771 * 2 ** 20, driver: '570.133.20' })
  expect(parseGpu('NVIDIA-SMI has failed')).toBeNull()
  expect(parseGpu('')).toBeNull()
})

test('only a binding from the package\'s installer needs oneDNN off inside Electron', () => {
  expect(electronJobEnvironment({ engine: { ...engine, way: 'installer' } })).toEqual({ TF_ENABLE_ONEDNN_OPTS: '0' })
  expect(electronJobEnvironment({ engine })).toEqual({})
})
