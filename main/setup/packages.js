/** The npm packages: installed when they are missing or not what package-lock.json says. */
import { existsSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { modules, readJson, root } from './places.js'
import { isFull, isOffline, reason, run } from './processes.js'
import { endProgress, line, progress, say, SetupProblem } from './say.js'

/**
 * Is everything the lockfile names installed, at its version? npm writes node_modules/.package-lock.json last, so an
 * interrupted install never looks whole. Optional packages are for other systems and may be missing.
 * @param {any} wanted package-lock.json @param {any} installed node_modules/.package-lock.json @returns {boolean}
 */
export function inKeeping(wanted, installed) {
  if (!wanted?.packages || !installed?.packages) return false
  return Object.entries(wanted.packages).every(([path, entry]) => {
    if (path === '') return true
    const there = installed.packages[path]
    return there ? there.version === entry.version : entry.optional === true || entry.peer === true
  })
}

export function packagesReady() {
  return inKeeping(readJson(join(root, 'package-lock.json')), readJson(join(modules, '.package-lock.json'))) && existsSync(join(modules, '@tensorflow', 'tfjs-core', 'package.json'))
}

/** npm beside this Node, as npm itself told us, or on the PATH. @returns {[string, string[]]} */
function npm() {
  const told = process.env.npm_execpath
  if (told && /npm-cli\.js$/.test(told)) return [process.execPath, [told]]
  const beside = join(dirname(process.execPath), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js')
  if (existsSync(beside)) return [process.execPath, [beside]]
  const found = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js')).find((file) => existsSync(file))
  return found ? [process.execPath, [found]] : ['npm', []]
}

export async function installPackages() {
  say('packages')
  const started = Date.now()
  const tick = setInterval(() => progress(line('packages-running', { seconds: Math.round((Date.now() - started) / 1000) })), 1000)
  const [command, first] = npm()
  const { code, output } = await run(command, [...first, 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root })
  clearInterval(tick)
  endProgress()
  if (code === 0) return
  const detail = reason(output)
  if (code === 127) throw new SetupProblem('setup.no-npm', { detail })
  if (isFull(output)) throw new SetupProblem('setup.no-space', { needed: '1 GB', detail })
  if (isOffline(output)) throw new SetupProblem('setup.no-network', { what: 'npm', detail })
  throw new SetupProblem('setup.packages-failed', { detail })
}
