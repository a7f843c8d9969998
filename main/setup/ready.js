/** Brings the clone into the state that a command needs. When all is there already, this only looks. */
import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync, chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { alone } from './lock.js'
import { installPackages, packagesReady } from './packages.js'
import { modernNode, modules, nodePackage, root } from './places.js'
import { inWords, say, SetupProblem } from './say.js'
import { engineReady, setUpEngine } from './tensorflow.js'
import { buildWindow, windowReady } from './window.js'

/**
 * @param {{ engine: 'needed' | 'wanted' | 'no', window?: boolean }} what `wanted`: go on without it, after saying why there is none
 * @returns {Promise<string>} the Node to go on with
 */
export async function ready(what) {
  const whole = () => packagesReady() && (what.engine === 'no' || engineReady()) && (!what.window || windowReady())
  if (!whole()) await alone(join(root, '.fovea', 'lock'), () => mend(what))
  linkCommand()
  return node()
}

/** @param {{ engine: 'needed' | 'wanted' | 'no', window?: boolean }} what */
async function mend(what) {
  if (!packagesReady()) await installPackages()
  node()
  if (what.engine !== 'no' && !engineReady()) await mendEngine(what.engine === 'needed')
  if (what.window && !windowReady()) await buildWindow()
}

/** @param {boolean} needed */
async function mendEngine(needed) {
  try {
    await setUpEngine()
    say('engine-ready')
  } catch (error) {
    if (needed) throw error
    process.stderr.write(inWords(error) + '\n')
    say('without-engine')
  }
}

/** @returns {string} */
function node() {
  const found = modernNode()
  if (!found) throw new SetupProblem('setup.no-node', { version: process.versions.node, package: nodePackage })
  return found
}

/** npm makes no command of a project's own `bin`; with this link `npx fovea` works in a clone. */
function linkCommand() {
  const folder = join(modules, '.bin')
  const command = join(folder, 'fovea')
  if (existsSync(command)) return
  mkdirSync(folder, { recursive: true })
  if (process.platform === 'win32') {
    writeFileSync(`${command}.cmd`, '@node "%~dp0\\..\\..\\main\\setup\\fovea.js" %*\r\n')
    writeFileSync(command, '#!/bin/sh\nexec node "$(dirname "$0")/../../main/setup/fovea.js" "$@"\n')
    return
  }
  const target = join(root, 'main', 'setup', 'fovea.js')
  chmodSync(target, 0o755)
  const part = `${command}.${process.pid}`
  rmSync(part, { force: true })
  symlinkSync(join('..', '..', 'main', 'setup', 'fovea.js'), part)
  renameSync(part, command)
}
