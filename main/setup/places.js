/** Where set-up finds and keeps things: the clone, the user's cache, the bundled Node. Runs on Node 20; nothing is installed yet. */
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..')
export const modules = join(root, 'node_modules')
/** What set-up remembers about this clone. */
export const stateFile = join(root, '.fovea', 'setup.json')

/**
 * FOVEA_CACHE, else the system's place for what may be fetched again.
 * @param {NodeJS.ProcessEnv} env @param {NodeJS.Platform} platform @returns {string}
 */
export function cacheFolder(env = process.env, platform = process.platform) {
  if (env.FOVEA_CACHE) return resolve(env.FOVEA_CACHE)
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, 'fovea')
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'Fovea')
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'Fovea', 'Cache')
  return join(homedir(), '.cache', 'fovea')
}

/** The package that brings Node 24 on this system; package.json pins those that the registry has. */
export const nodePackage = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`

/** Node 24 or newer: the bundled one, else the one that runs this. Null when there is neither. @returns {string | null} */
export function modernNode() {
  const bundled = join(modules, nodePackage, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (existsSync(bundled)) return bundled
  return Number(process.versions.node.split('.')[0]) >= 24 ? process.execPath : null
}

/** A JSON file's content, or null when it is missing or torn. @param {string} file @returns {any} */
export function readJson(file) {
  try { return JSON.parse(readFileSync(file, 'utf8')) } catch { return null }
}
