/** What a run ran on, for its record. */
import { cpus, totalmem } from 'node:os'
import type { Environment } from '../../preload/contract/run.ts'
import packageJson from '../../package.json' with { type: 'json' }
import type { About } from './protocol.ts'
import type { Loaded } from './tensorflow/load.ts'

export const environmentOf = ({ version, device }: Loaded): Omit<Environment, 'datasetFingerprint'> => ({
  fovea: packageJson.version,
  node: process.versions.node,
  tensorflow: version,
  device: device.name,
  cores: cpus().length,
  memoryBytes: totalmem(),
  platform: `${process.platform} ${process.arch}`,
})

export const aboutOf = ({ version, device }: Loaded): About => ({ tensorflow: version, device, memoryBytes: totalmem() })
