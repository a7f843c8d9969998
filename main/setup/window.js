/** The window's bundle in out/: built again only when its sources or packages changed. */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { hashOfTree } from './hash.js'
import { modernNode, modules, root } from './places.js'
import { isFull, reason, run } from './processes.js'
import { say, SetupProblem } from './say.js'
import { writeWhole } from './state.js'

const stamp = join(root, 'out', 'sources.sha256')
const sources = ['main', 'preload', 'renderer', 'electron.vite.config.ts', 'package-lock.json', 'tsconfig.json']

export function windowReady() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hashOfTree(root, sources)
}

export async function buildWindow() {
  say('window')
  rmSync(stamp, { force: true })
  const built = hashOfTree(root, sources)
  const { code, output } = await run(modernNode() ?? process.execPath, [join(modules, 'electron-vite', 'bin', 'electron-vite.js'), 'build', '--logLevel', 'error'], { cwd: root })
  if (code !== 0 && isFull(output)) throw new SetupProblem('setup.no-space', { needed: '100 MB', detail: reason(output) })
  if (code !== 0) throw new SetupProblem('setup.window-failed', { detail: reason(output) })
  writeWhole(stamp, built)
}
