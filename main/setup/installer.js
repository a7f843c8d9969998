/** The npm package's own installer: an older TensorFlow (2.9), where no wheel fits this system. It reports nothing while it works, so we watch it grow. */
import { existsSync, rmSync, statSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { delimiter, dirname, join } from 'node:path'
import { bindingPlace, tryOut } from './binding.js'
import { filesBelow } from './hash.js'
import { modernNode, modules } from './places.js'
import { reason } from './processes.js'
import { endProgress, line, progress, say, SetupProblem } from './say.js'

const folder = join(modules, '@tensorflow', 'tfjs-node-gpu')
const patience = 30_000

/** @returns {Promise<import('./state.js').Engine>} */
export async function runInstaller() {
  const node = modernNode() ?? process.execPath
  say('installer')
  rmSync(bindingPlace, { force: true })
  const { code, output } = await runWhileGrowing(node, [join('scripts', 'install.js'), 'gpu', 'download'], {
    cwd: folder,
    env: { ...process.env, PATH: [dirname(node), join(modules, '.bin'), process.env.PATH].join(delimiter) },
  })
  const library = filesBelow(folder, ['deps/lib']).find((file) => /(libtensorflow\.(so|dylib)|tensorflow\.(lib|dll))/.test(file))
  if (code !== 0 || !library || !existsSync(bindingPlace)) {
    rmSync(join(folder, 'deps'), { recursive: true, force: true })
    throw new SetupProblem('setup.installer-failed', { detail: reason(output) })
  }
  await tryOut(bindingPlace)
  return { way: 'installer', flavour: null, version: null, library, binding: bindingPlace, key: '' }
}

/** Ends it when its files have not grown for a while: a download that hangs. @param {string} command @param {string[]} args @param {import('node:child_process').SpawnOptions} options @returns {Promise<{ code: number, output: string }>} */
function runWhileGrowing(command, args, options) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    let size = -1
    let grown = Date.now()
    const keep = (/** @type {Buffer} */ chunk) => { output = (output + chunk.toString()).slice(-20_000) }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    const watch = setInterval(() => {
      const now = filesBelow(folder, ['deps', 'lib', 'build']).reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0)
      if (now !== size) grown = Date.now()
      size = now
      progress(line('installer-running', { megabytes: (size / 1e6).toFixed(0) }))
      if (Date.now() - grown > patience) child.kill()
    }, 1000)
    const end = (/** @type {number} */ code) => { clearInterval(watch); endProgress(); resolve({ code, output }) }
    child.on('error', (error) => { output += error.message; end(127) })
    child.on('close', (code) => end(code ?? 1))
  })
}
