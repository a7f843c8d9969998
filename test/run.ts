/** npm test: types, rules of style, rules of import, the window's build, then all tests; the last line counts them. Each check counts as one. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inWords } from '../main/setup/say.js'
import { buildWindow, windowReady } from '../main/setup/window.js'

const root = join(import.meta.dirname, '..')
const bin = (path: string) => join(root, 'node_modules', path)
const count = { passed: 0, failed: 0, skipped: 0 }

function node(args: string[]): boolean {
  return spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status === 0
}

function check(name: string, passed: boolean): void {
  console.log(`${passed ? 'ok' : 'FAILED'}: ${name}`)
  count[passed ? 'passed' : 'failed']++
}

interface Results { numPassedTests: number; numFailedTests: number; numPendingTests: number; testResults: { status: string; assertionResults: unknown[] }[] }

/** A file that could not even be read has no tests to count and is one failure. */
function tests(words: string[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-test-'))
  const file = join(folder, 'results.json')
  const passed = node([bin('vitest/vitest.mjs'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...words])
  try {
    const results = JSON.parse(readFileSync(file, 'utf8')) as Results
    const unread = results.testResults.filter((part) => part.status === 'failed' && part.assertionResults.length === 0).length
    count.passed += results.numPassedTests
    count.failed += results.numFailedTests + unread
    count.skipped += results.numPendingTests
    if (!passed && results.numFailedTests + unread === 0) count.failed++
  } catch {
    count.failed++
  }
  rmSync(folder, { recursive: true, force: true })
}

/** The window tests need out/; set-up knows whether it is what the sources say. */
async function windowBuilds(): Promise<boolean> {
  try {
    if (!windowReady()) await buildWindow()
    return true
  } catch (error) {
    console.error(inWords(error))
    return false
  }
}

check('types', node([bin('vue-tsc/bin/vue-tsc.js'), '--noEmit', '-p', '.']))
check('style', node([bin('eslint/bin/eslint.js'), '.', '--max-warnings', '0']))
check('imports', node([bin('dependency-cruiser/bin/dependency-cruiser.mjs'), '--config', '.dependency-cruiser.cjs', 'main', 'preload', 'renderer']))
check('window', await windowBuilds())
tests(process.argv.slice(2))

if (count.skipped > 0) console.log(`${count.skipped} skipped`)
console.log(`${count.passed} passed, ${count.failed} failed`)
process.exitCode = count.failed > 0 ? 1 : 0
