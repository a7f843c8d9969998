/** Name and memory of the first NVIDIA GPU, from the driver's own tool; null without one. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

export interface Gpu { name: string; memoryBytes: number; driver: string }

/** One line of `nvidia-smi --query-gpu=name,memory.total,driver_version --format=csv,noheader,nounits`; memory in MiB. */
export function parseGpu(line: string): Gpu | null {
  const [name, mebibytes, driver] = line.split(',').map((part) => part.trim())
  const memory = Number(mebibytes)
  return name && driver && Number.isFinite(memory) && memory > 0 ? { name, memoryBytes: memory * 2 ** 20, driver } : null
}

export async function readGpu(): Promise<Gpu | null> {
  try {
    const { stdout } = await promisify(execFile)('nvidia-smi', ['--query-gpu=name,memory.total,driver_version', '--format=csv,noheader,nounits'], { timeout: 10_000 })
    return parseGpu(stdout.split('\n')[0] ?? '')
  } catch {
    return null
  }
}
