/** pip as a downloader and Python as an unzipper. Fovea itself never runs Python. */
import { existsSync, mkdirSync, readdirSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { filesBelow } from './hash.js'
import { isFull, isOffline, reason, run } from './processes.js'
import { endProgress, line, progress, SetupProblem } from './say.js'

/** How this system installs programs, for the hint of a problem. @param {Record<'apt-get' | 'dnf' | 'pacman' | 'zypper', string>} names @returns {string} */
export function installCommand(names) {
  const found = /** @type {const} */ (['apt-get', 'dnf', 'pacman', 'zypper']).find((tool) => existsSync(`/usr/bin/${tool}`)) ?? 'apt-get'
  const sudo = process.getuid?.() === 0 ? '' : 'sudo '
  const verb = { 'apt-get': 'apt-get install -y', dnf: 'dnf install -y', pacman: 'pacman -S --noconfirm', zypper: 'zypper install -y' }[found]
  return `${sudo}${verb} ${names[found]}`
}

/** A python3 that has pip. @returns {Promise<string>} */
export async function pythonWithPip() {
  const command = installCommand({ 'apt-get': 'python3-pip', dnf: 'python3-pip', pacman: 'python-pip', zypper: 'python3-pip' })
  let seen = false
  for (const python of ['python3', 'python']) {
    const { code } = await run(python, ['-c', 'import sys; sys.exit(0 if sys.version_info >= (3, 7) else 3)'])
    if (code !== 0) continue
    seen = true
    if ((await run(python, ['-m', 'pip', '--version'])).code === 0) return python
  }
  throw new SetupProblem(seen ? 'setup.no-pip' : 'setup.no-python', { command })
}

/** @param {string} folder @param {number} megabytes */
export function needSpace(folder, megabytes) {
  mkdirSync(folder, { recursive: true })
  const free = statfsSync(folder)
  const there = Math.floor((free.bavail * free.bsize) / 1e6)
  if (there < megabytes) throw new SetupProblem('setup.no-space', { needed: `${(megabytes / 1000).toFixed(1)} GB`, detail: `${folder}: ${(there / 1000).toFixed(1)} GB` })
}

/**
 * Downloads wheels with pip, which knows the user's mirrors and proxies, and checks their SHA-256.
 * The Python version is that of the wheels, whatever the user's own is.
 * @param {string} python @param {import('./wheels.js').Source} source @param {string} folder for this download alone
 * @returns {Promise<string[]>} the wheels' files
 */
export async function downloadWheels(python, source, folder) {
  rmSync(folder, { recursive: true, force: true })
  const temporary = join(folder, 'tmp')
  mkdirSync(temporary, { recursive: true })
  const list = join(folder, 'wheels.txt')
  writeFileSync(list, source.wheels.map((wheel) => `${wheel.name}==${wheel.version} --hash=sha256:${wheel.sha256}\n`).join(''))
  const watch = setInterval(() => {
    const done = Math.min(source.megabytes, filesBelow(folder, ['.']).reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0) / 1e6)
    progress(line('downloading', { done: done.toFixed(0), total: source.megabytes, percent: ((100 * done) / source.megabytes).toFixed(0) }))
  }, 500)
  const { code, output } = await run(
    python,
    ['-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', '--no-cache-dir', '--no-deps', '--require-hashes', '--only-binary=:all:', '--implementation', 'cp', '--python-version', '3.12', '--abi', 'cp312', '--abi', 'none', ...source.tags.flatMap((tag) => ['--platform', tag]), '--dest', folder, '-r', list],
    { env: { ...process.env, TMPDIR: temporary } },
  )
  clearInterval(watch)
  endProgress()
  if (code === 0) return readdirSync(folder).filter((name) => name.endsWith('.whl')).map((name) => join(folder, name))
  const detail = reason(output)
  if (isFull(output)) throw new SetupProblem('setup.no-space', { needed: `${(source.diskMegabytes / 1000).toFixed(1)} GB`, detail })
  if (/DO NOT MATCH THE HASHES/i.test(output)) throw new SetupProblem('setup.wrong-checksum', { what: 'TensorFlow', detail })
  if (isOffline(output) || /No matching distribution|from versions: none/.test(output)) throw new SetupProblem('setup.no-network', { what: 'TensorFlow', detail })
  throw new SetupProblem('setup.download-failed', { what: 'TensorFlow', detail })
}

const unzip = `
import sys, zipfile
to, wanted, wheels = sys.argv[1], sys.argv[2].split(','), sys.argv[3:]
folders = tuple(name for name in wanted if name.endswith('/'))
for wheel in wheels:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(to, [name for name in archive.namelist() if name in wanted or name.startswith(folders)])
`
/** Takes what is wanted out of some wheels. @param {string} python @param {string[]} wheels @param {string[]} wanted @param {string} to */
export async function unpackWheels(python, wheels, wanted, to) {
  const { code, output } = await run(python, ['-c', unzip, to, wanted.join(','), ...wheels])
  if (code === 0) return
  if (isFull(output)) throw new SetupProblem('setup.no-space', { needed: '2 GB', detail: reason(output) })
  throw new SetupProblem('setup.unpack-failed', { detail: reason(output) })
}
