/** TensorFlow for this clone, in the order: the user's own library, the pip wheel, the npm package's own installer. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { bindingKey, compileBinding, isLinked, link } from './binding.js'
import { runInstaller } from './installer.js'
import { alone } from './lock.js'
import { cacheFolder } from './places.js'
import { downloadWheels, needSpace, pythonWithPip, unpackWheels } from './python.js'
import { say, SetupProblem, unexpected } from './say.js'
import { readState, remember } from './state.js'
import { flavourFor, hasNvidia, layout, sourceFor, version, wanted } from './wheels.js'

const wishedFlavour = () => flavourFor({ platform: process.platform, arch: process.arch, nvidia: hasNvidia(), wish: process.env.FOVEA_DEVICE })

/** True when the engine that was set up before is still what this machine and these sources ask for. */
export function engineReady() {
  const { engine } = readState()
  if (!engine || !existsSync(engine.library) || !isLinked(engine.binding)) return false
  const own = process.env.FOVEA_TENSORFLOW
  if (engine.way === 'own' ? !own || !ownLibraries(own).libraries.includes(engine.library) : Boolean(own)) return false
  if (engine.way === 'wheel' && (engine.flavour !== wishedFlavour() || engine.version !== version || !engine.library.startsWith(cacheFolder()))) return false
  return engine.way === 'installer' || engine.key === bindingKey(engine.way === 'own' && own ? ownLibraries(own).libraries : layout(cacheFolder(), wishedFlavour()).libraries)
}

/** Sets it up, or throws the SetupProblem that tells what is missing. */
export async function setUpEngine() {
  try {
    const engine = process.env.FOVEA_TENSORFLOW ? await fromOwn(process.env.FOVEA_TENSORFLOW) : await fromWheelOrInstaller()
    remember({ engine, engineProblem: undefined })
  } catch (error) {
    const problem = error instanceof SetupProblem ? error : unexpected(error)
    remember({ engine: undefined, engineProblem: { code: problem.code, params: problem.params } })
    throw problem
  }
}

/**
 * A folder that the user names: the C library's (lib/, include/) or an installed Python package's (site-packages/tensorflow).
 * @param {string} folder
 */
export function ownLibraries(folder) {
  const find = (/** @type {string[]} */ names) => names.flatMap((name) => [join(folder, name), join(folder, 'lib', name)]).find((file) => existsSync(file))
  const main = find(['libtensorflow_cc.so.2', 'libtensorflow.so.2', 'libtensorflow.so'])
  const framework = find(['libtensorflow_framework.so.2', 'libtensorflow_framework.so'])
  const include = join(folder, 'include')
  return { libraries: main && framework ? [main, framework] : [], include, complete: Boolean(main && framework && existsSync(join(include, 'tensorflow', 'c', 'c_api.h'))) }
}

/** @param {string} folder @returns {Promise<import('./state.js').Engine>} */
async function fromOwn(folder) {
  const { libraries, include, complete } = ownLibraries(folder)
  if (!complete) throw new SetupProblem('setup.own-incomplete', { folder })
  const cache = cacheFolder()
  const binding = await alone(join(cache, 'lock'), () => compileBinding(cache, libraries, include))
  link(binding)
  return { way: 'own', flavour: null, version: null, library: /** @type {string} */ (libraries[0]), binding, key: bindingKey(libraries) }
}

/** @returns {Promise<import('./state.js').Engine>} */
async function fromWheelOrInstaller() {
  const flavour = wishedFlavour()
  const source = sourceFor(process.platform, process.arch, flavour)
  if (!source) return runInstaller()
  try {
    return await alone(join(cacheFolder(), 'lock'), () => fromWheel(flavour, source))
  } catch (error) {
    if (!(error instanceof SetupProblem) || error.code === 'setup.no-space') throw error
    try {
      return await runInstaller()
    } catch {
      throw error
    }
  }
}

/** @param {import('./wheels.js').Flavour} flavour @param {import('./wheels.js').Source} source @returns {Promise<import('./state.js').Engine>} */
async function fromWheel(flavour, source) {
  const cache = cacheFolder()
  const place = layout(cache, flavour)
  if (!existsSync(place.folder)) await fetchWheels(place.folder, source, flavour)
  const binding = await compileBinding(cache, place.libraries, place.include)
  link(binding)
  return { way: 'wheel', flavour, version, library: /** @type {string} */ (place.libraries[0]), binding, key: bindingKey(place.libraries) }
}

/** Fills a folder and only then gives it its name, so an interrupted set-up starts again and never looks whole. @param {string} folder @param {import('./wheels.js').Source} source @param {string} flavour */
async function fetchWheels(folder, source, flavour) {
  const python = await pythonWithPip()
  const beside = dirname(folder)
  mkdirSync(beside, { recursive: true })
  for (const name of readdirSync(beside)) if (name.endsWith('.part')) rmSync(join(beside, name), { recursive: true, force: true })
  needSpace(beside, source.diskMegabytes)
  say(flavour === 'gpu' ? 'fetching-gpu' : 'fetching-cpu', { version, megabytes: source.megabytes })
  const [download, part] = [join(beside, 'download.part'), `${folder}.part`]
  const wheels = await downloadWheels(python, source, download)
  say('unpacking')
  await unpackWheels(python, wheels, wanted, part)
  rmSync(download, { recursive: true, force: true })
  renameSync(part, folder)
}
