/**
 * npm run bench -- mechanisms [--only id,id --rounds 5 --json FILE]: time and memory of one compiled forward and backward pass
 * of each mechanism at two sizes. Each runs in a process of its own, in turn with a 3×3 convolution of the same width, so that
 * a machine whose speed drifts is unfair to none. Quote the ratios.
 */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { mechanisms } from '../../main/engine/attention/catalogue.ts'
import type { Measured } from './peers/mechanism.ts'

const { values } = parseArgs({ options: { only: { type: 'string' }, rounds: { type: 'string', default: '5' }, json: { type: 'string' } } })
const only = values.only?.split(',')
const sizes = [[32, 16, 16, 64], [8, 56, 56, 64]] as const
const peer = join(import.meta.dirname, 'peers', 'mechanism.ts')

function measure(id: string, size: readonly number[]): Measured | string {
  const { stdout, status, signal } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', peer, id, size.join('x'), values.rounds], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], timeout: 300_000 })
  const line = stdout.trim().split('\n').at(-1) ?? ''
  if (status === 0 && line.startsWith('{')) return JSON.parse(line) as Measured
  return line || `ended by ${signal ?? status}`
}

const rows = mechanisms.filter(({ id }) => !only || only.includes(id)).flatMap(({ id }) => sizes.map((size) => ({ id, size: `(${size[0]}, ${size[1]}x${size[2]}, ${size[3]})`, measured: measure(id, size) })))
console.log(`One forward and backward pass, compiled, median of ${values.rounds} rounds, ${cpus().length} cores. Memory: most that was held at once, above the process before it.`)
console.table(rows.map(({ id, size, measured }) => (typeof measured === 'string'
  ? { mechanism: id, size, ms: measured }
  : { mechanism: id, size, ms: measured.milliseconds.toFixed(1), 'of a 3×3 convolution': measured.ratio.toFixed(2), 'memory, MB': (measured.bytes / 1e6).toFixed(0) })))
if (values.json) writeFileSync(values.json, JSON.stringify({ cores: cpus().length, rows }, null, 2))
