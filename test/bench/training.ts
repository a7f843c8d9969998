/**
 * npm run bench [-- training --batch 128 --steps 10 --rounds 5 --json FILE]: training throughput of ResNet-20, peers in turn,
 * round by round, so that a machine whose speed drifts is unfair to all alike. Quote the ratios.
 * FOVEA_BENCH_PYTHON names a Python with torch; without it that row says so.
 */
import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { parseArgs } from 'node:util'

const { values } = parseArgs({ options: { batch: { type: 'string', default: '128' }, steps: { type: 'string', default: '10' }, rounds: { type: 'string', default: '5' }, json: { type: 'string' } } })
const [batch, steps, rounds] = [values.batch, values.steps, values.rounds].map(Number) as [number, number, number]
const peer = (file: string) => join(import.meta.dirname, 'peers', file)
const python = process.env['FOVEA_BENCH_PYTHON']

const peers = [
  { name: 'tf.layers, stock', command: [process.execPath, peer('layers.ts')] },
  { name: 'Fovea, eager step', command: [process.execPath, peer('fovea.ts'), 'eager'] },
  { name: 'Fovea, compiled step', command: [process.execPath, peer('fovea.ts'), 'compiled'] },
  ...(python ? [{ name: 'PyTorch, eager', command: [python, peer('resnet20_torch.py')] }] : []),
].map(({ name, command: [program, file, ...more] }) => ({ name, process: spawn(program!, [file!, String(batch), ...more], { stdio: ['pipe', 'pipe', 'ignore'] }), rates: [] as number[], residentBytes: 0 }))

type Peer = ChildProcessByStdio<Writable, Readable, null>
const lines = new Map(peers.map(({ process: child }) => [child, createInterface({ input: child.stdout })[Symbol.asyncIterator]()]))
async function time(child: Peer, count: number): Promise<{ seconds: number; residentBytes?: number }> {
  child.stdin.write(`${count}\n`)
  const { value, done } = await lines.get(child)!.next()
  if (done) throw new Error('a peer of the benchmark ended early; run its file by itself to see why')
  return JSON.parse(value) as { seconds: number; residentBytes?: number }
}

for (const { process: child } of peers) await time(child, 3)
for (let round = 0; round < rounds; round++)
  for (const one of peers) {
    const { seconds, residentBytes } = await time(one.process, steps)
    one.rates.push((batch * steps) / seconds)
    one.residentBytes = residentBytes ?? 0
  }
for (const { process: child } of peers) child.kill()

const median = (numbers: number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!
const ours = peers.find(({ name }) => name.includes('compiled'))!
const rows = peers.map(({ name, rates, residentBytes }) => ({
  name, imagesPerSecond: median(rates), lowest: Math.min(...rates), highest: Math.max(...rates),
  /** Compiled over this peer, median of the rounds. */
  ratio: median(rates.map((rate, i) => ours.rates[i]! / rate)), residentBytes,
}))
console.log(`ResNet-20 training, batch ${batch}, ${rounds} rounds of ${steps} steps, ${cpus().length} cores`)
console.table(rows.map((row) => ({ peer: row.name, 'images/s (median)': row.imagesPerSecond.toFixed(0), range: `${row.lowest.toFixed(0)} to ${row.highest.toFixed(0)}`, 'compiled / this': row.ratio.toFixed(2) })))
if (!python) console.log('PyTorch was not measured: name a Python that has torch in FOVEA_BENCH_PYTHON.')
if (values.json) writeFileSync(values.json, JSON.stringify({ batch, steps, rounds, cores: cpus().length, rows }, null, 2))
