/**
 * Compiles the npm package's binding against a TensorFlow, together with an allocator that works inside Electron
 * (main/engine/tensorflow/native/aligned_malloc.cc says why), and puts it where the package looks for it.
 */
import { existsSync, lstatSync, mkdirSync, realpathSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { hashOf } from './hash.js'
import { modernNode, modules, root } from './places.js'
import { isFull, reason, run } from './processes.js'
import { installCommand } from './python.js'
import { say, SetupProblem } from './say.js'

const npmPackage = join(modules, '@tensorflow', 'tfjs-node-gpu')
export const bindingPlace = join(npmPackage, 'lib', 'napi-v8', 'tfjs_binding.node')
const sources = () => [...['tfjs_backend.cc', 'tfjs_binding.cc'].map((name) => join(npmPackage, 'binding', name)), join(root, 'main', 'engine', 'tensorflow', 'native', 'aligned_malloc.cc')]
const flags = ['-O2', '-std=c++17', '-fPIC', '-shared', '-w', '-DNAPI_VERSION=8']

/** Changes when the sources, the flags or the libraries do. @param {string[]} libraries @returns {string} */
export const bindingKey = (libraries) => hashOf(sources(), flags.join(' '), process.arch, ...libraries)

/**
 * @param {string} cache @param {string[]} libraries @param {string} include
 * @returns {Promise<string>} the compiled binding in the cache
 */
export async function compileBinding(cache, libraries, include) {
  const made = join(cache, 'binding', bindingKey(libraries), 'tfjs_binding.node')
  if (existsSync(made)) return made
  say('compiling')
  mkdirSync(dirname(made), { recursive: true })
  const part = `${made}.${process.pid}.part`
  const rpath = [...new Set(libraries.map(dirname))].map((folder) => `-Wl,-rpath,${folder}`)
  const { code, output } = await run('g++', [...flags, `-I${join(modules, 'node-api-headers', 'include')}`, `-I${include}`, '-o', part, ...sources(), ...libraries, ...rpath])
  if (code !== 0) {
    rmSync(part, { force: true })
    if (code === 127) throw new SetupProblem('setup.no-compiler', { command: installCommand({ 'apt-get': 'g++', dnf: 'gcc-c++', pacman: 'gcc', zypper: 'gcc-c++' }) })
    if (isFull(output)) throw new SetupProblem('setup.no-space', { needed: '100 MB', detail: reason(output) })
    throw new SetupProblem('setup.compile-failed', { detail: reason(output) })
  }
  await tryOut(part)
  renameSync(part, made)
  return made
}

/** A binding that does not load here (an older C library, a half-written TensorFlow) is found out now and not in the first training. @param {string} file */
export async function tryOut(file) {
  const { code, output } = await run(modernNode() ?? process.execPath, ['-e', 'process.dlopen({ exports: {} }, process.argv[1])', file])
  if (code !== 0) throw new SetupProblem('setup.does-not-load', { detail: /(?:Error: )(.*)/.exec(output)?.[1] ?? reason(output) })
}

/** Is this binding the one that the npm package will load? @param {string} binding */
export function isLinked(binding) {
  try { return realpathSync(bindingPlace) === realpathSync(binding) } catch { return false }
}

/** @param {string} binding */
export function link(binding) {
  mkdirSync(dirname(bindingPlace), { recursive: true })
  const part = `${bindingPlace}.${process.pid}`
  if (lstatSync(part, { throwIfNoEntry: false })) rmSync(part)
  symlinkSync(binding, part)
  renameSync(part, bindingPlace)
}
