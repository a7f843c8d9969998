/** `fovea doctor` and the window's System page: what is here, what it runs on, and what is missing with its remedy. */
import { statfs } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import packageJson from '../../package.json' with { type: 'json' }
import { problemOf, type Problem } from '../../preload/contract/errors.ts'
import type { DoctorReport } from '../../preload/contract/system.ts'
import type { About } from '../engine/protocol.ts'
import { cacheFolder } from '../setup/places.js'
import type { Gpu } from './gpu.ts'
import { readGpu } from './gpu.ts'
import type { SetupState } from './setup-state.ts'
import { readSetupState } from './setup-state.ts'

/** Below this a checkpoint or a report may not fit any more. */
const littleDisk = 2e9

export interface Findings { about: About | Problem; setup: SetupState; gpu: Gpu | null; freeDiskBytes: number }

/** The engine's own reason, or, when set-up never got so far, what set-up said. */
export function engineProblem({ about, setup }: Findings): Problem | null {
  if ('tensorflow' in about) return null
  if (setup.engineProblem) return { kind: 'unavailable', ...setup.engineProblem }
  return setup.engine ? about : { kind: 'unavailable', code: 'setup.not-run', params: {} }
}

/** What else is missing or in the way, besides the engine. */
export function missingThings({ about, setup, gpu, freeDiskBytes }: Findings): Problem[] {
  const missing: Problem[] = []
  if (gpu && 'tensorflow' in about && about.device.kind === 'cpu') missing.push({ kind: 'unavailable', code: 'system.gpu-unused', params: { name: gpu.name, driver: gpu.driver } })
  if (setup.electronFailed) missing.push({ kind: 'unavailable', code: 'system.no-electron', params: { version: setup.electronFailed.version } })
  if (freeDiskBytes < littleDisk) missing.push({ kind: 'no-space', code: 'system.little-disk', params: { free: (freeDiskBytes / 1e9).toFixed(1) } })
  return missing
}

/** `about` asks an engine process; this never loads TensorFlow. */
export async function doctor(home: string, about: () => Promise<About>): Promise<DoctorReport> {
  const [answer, gpu, disk] = await Promise.all([about().catch(problemOf), readGpu(), statfs(home)])
  const findings: Findings = { about: answer, setup: readSetupState(), gpu, freeDiskBytes: disk.bavail * disk.bsize }
  const ready = 'tensorflow' in answer ? answer : null
  const onGpu = ready?.device.kind === 'gpu'
  return {
    fovea: packageJson.version,
    node: process.versions.node,
    electron: process.versions['electron'] ?? null,
    platform: `${process.platform} ${process.arch}`,
    engine: { ready: ready !== null, tensorflow: ready?.tensorflow ?? null, way: findings.setup.engine?.way ?? null, library: findings.setup.engine?.library ?? null, problem: engineProblem(findings) },
    device: {
      kind: onGpu ? 'gpu' : 'cpu',
      name: onGpu ? (gpu?.name ?? ready.device.name) : (cpus()[0]?.model.trim() ?? 'CPU'),
      cores: cpus().length,
      memoryBytes: onGpu && gpu ? gpu.memoryBytes : totalmem(),
    },
    paths: { home, cache: cacheFolder() },
    freeDiskBytes: findings.freeDiskBytes,
    missing: missingThings(findings),
  }
}
