/** npm run golden [-- FOLDER]: every case of a folder of golden vectors against ours; exit code 1 when any failed. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { loadTensorFlow } from '../../main/engine/tensorflow/load.ts'
import { everyCase } from './every-case.ts'

const folder = resolve(process.argv[2] ?? join(import.meta.dirname, '..', 'golden'))
if (!existsSync(folder)) {
  console.error(`${folder} does not exist. Give a folder of golden vectors, or none for test/golden.`)
  process.exit(2)
}
await loadTensorFlow()
const count = { passed: 0, failed: 0, 'not covered': 0 }
const small = (value: number) => (Number.isFinite(value) ? value.toExponential(1) : '–')
for (const { title, examine } of everyCase(folder)) {
  const verdict = await examine()
  count[verdict.state]++
  const said = verdict.state === 'not covered' ? verdict.reason : `worst ${small(verdict.worst.error)} of ${small(verdict.worst.tolerance)}, ${verdict.worst.name}`
  console.log(`${verdict.state.padEnd(11)}  ${title.padEnd(52)}  ${said}`)
  if (verdict.state === 'failed') for (const check of verdict.failed.slice(0, 8)) console.log(`${' '.repeat(13)}${check.name}: ${small(check.error)} > ${small(check.tolerance)}`)
}
console.log(`${count.passed} passed, ${count.failed} failed, ${count['not covered']} skipped`)
process.exitCode = count.failed ? 1 : 0
