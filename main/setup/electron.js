/** The desktop window's runtime: the user's own, the npm package's, or its download, which is tried once and then only when asked for. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { modernNode, modules, readJson } from './places.js'
import { run } from './processes.js'
import { endProgress, line, progress, say, SetupProblem } from './say.js'
import { readState, remember } from './state.js'

const folder = join(modules, 'electron')
const patience = 10 * 60_000

/** @param {NodeJS.ProcessEnv} env @param {NodeJS.Platform} platform */
export function hasDisplay(env = process.env, platform = process.platform) {
  return platform === 'darwin' || platform === 'win32' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
}

/** An Electron that is there already, or null. FOVEA_ELECTRON (or ELECTRON_EXEC_PATH) names the program. @returns {string | null} */
export function findElectron() {
  const own = process.env.FOVEA_ELECTRON || process.env.ELECTRON_EXEC_PATH
  if (own) {
    if (!existsSync(own)) throw new SetupProblem('setup.own-electron-missing', { file: own })
    return own
  }
  try {
    const program = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8'))
    return existsSync(program) ? program : null
  } catch {
    return null
  }
}

/** Fetches it, or says in one line that it could not and gives null. @param {boolean} again also when it failed before @returns {Promise<string | null>} */
export async function fetchElectron(again) {
  const version = readJson(join(folder, 'package.json'))?.version ?? '?'
  const failed = readState().electronFailed
  if (failed && failed.version === version && !again) {
    say('electron-failed-before', { version, date: failed.at.slice(0, 10) })
    return null
  }
  say('electron', { version })
  const started = Date.now()
  const tick = setInterval(() => progress(line('electron-running', { seconds: Math.round((Date.now() - started) / 1000) })), 1000)
  const { code } = await run(modernNode() ?? process.execPath, [join(folder, 'install.js')], { timeout: patience })
  clearInterval(tick)
  endProgress()
  const program = code === 0 ? findElectron() : null
  remember({ electronFailed: program ? undefined : { version, at: new Date().toISOString() } })
  if (!program) say('electron-failed', { version })
  return program
}

/** @param {string} file */
function hasSetuid(file) {
  const stat = statSync(file, { throwIfNoEntry: false })
  return stat !== undefined && stat.uid === 0 && (stat.mode & 0o4000) !== 0
}

/**
 * Chromium's sandbox needs user namespaces or its helper with the setuid bit; root has neither. Where it cannot work the
 * program would only die, so we know beforehand.
 * @param {string} program @returns {'works' | 'root' | 'blocked'}
 */
export function sandboxState(program, platform = process.platform, uid = process.getuid?.(), read = (/** @type {string} */ file) => { try { return readFileSync(file, 'utf8').trim() } catch { return '' } }, isSetuid = hasSetuid) {
  if (platform !== 'linux') return 'works'
  if (uid === 0) return 'root'
  if (isSetuid(join(program, '..', 'chrome-sandbox'))) return 'works'
  const forbidden = read('/proc/sys/kernel/unprivileged_userns_clone') === '0' || read('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === '1' || read('/proc/sys/user/max_user_namespaces') === '0'
  return forbidden ? 'blocked' : 'works'
}
