/**
 * Reads a ZIP that nobody vouches for (APPNOTE 6.3). The directory at its end is checked as a whole before any entry is touched:
 * names, kinds, sizes, and that no two entries share bytes; then entries are unpacked one by one, never to more than they declare.
 */
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { crc32, createInflateRaw } from 'node:zlib'
import { FoveaError } from '../../preload/contract/errors.ts'
import { largestBundle, mostEntries } from './layout.ts'

export interface Entry { path: string; bytes: number; packed: number; stored: boolean; at: number; crc: number }

const [endSign, directorySign, localSign] = [0x06054b50, 0x02014b50, 0x04034b50]
const endSize = 22
/** Text compresses ten to fifty times; what comes out of a bundle of this size is a bomb. */
const largestRatio = 200
const alwaysFine = 64 * 2 ** 20

const refused = (code: string, params: Record<string, string | number> = {}) => new FoveaError('unreadable', code, params)
const shown = (path: string) => path.slice(0, 120)

/** A way out of the folder it is unpacked to, on any system. */
const isUnsafe = (path: string) => path === '' || path.startsWith('/') || /[\\:\0]/.test(path) || path.split('/').some((part) => part === '..' || part === '.' || part === '')

async function readAt(file: FileHandle, from: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length)
  const { bytesRead } = await file.read(bytes, 0, length, from)
  if (bytesRead !== length) throw refused('bundles.truncated')
  return bytes
}

/** Where the directory lies. A comment behind it is not ours. */
async function findDirectory(file: FileHandle, size: number): Promise<{ count: number; at: number; length: number }> {
  const first = size >= 4 ? (await readAt(file, 0, 4)).readUInt32LE() : 0
  if (first !== localSign && first !== endSign) throw refused('bundles.not-bundle')
  if (size < endSize) throw refused('bundles.truncated')
  const end = await readAt(file, size - endSize, endSize)
  if (end.readUInt32LE() !== endSign || end.readUInt16LE(20) !== 0) throw refused('bundles.truncated')
  const [count, length, at] = [end.readUInt16LE(10), end.readUInt32LE(12), end.readUInt32LE(16)]
  if (count > mostEntries) throw refused('bundles.too-many', { count, most: mostEntries })
  if (end.readUInt16LE(8) !== count || at + length !== size - endSize) throw refused('bundles.truncated')
  return { count, at, length }
}

function readDirectory(directory: Buffer, count: number): Entry[] {
  const entries: Entry[] = []
  for (let from = 0; entries.length < count; ) {
    if (from + 46 > directory.length || directory.readUInt32LE(from) !== directorySign) throw refused('bundles.truncated')
    const [flags, method] = [directory.readUInt16LE(from + 8), directory.readUInt16LE(from + 10)]
    const [packed, bytes, at] = [directory.readUInt32LE(from + 20), directory.readUInt32LE(from + 24), directory.readUInt32LE(from + 42)]
    const name = directory.readUInt16LE(from + 28)
    const next = from + 46 + name + directory.readUInt16LE(from + 30) + directory.readUInt16LE(from + 32)
    if (next > directory.length) throw refused('bundles.truncated')
    const path = directory.toString('utf8', from + 46, from + 46 + name)
    if (isUnsafe(path)) throw refused('bundles.unsafe-path', { path: shown(path) })
    // The upper half holds the kind of file where it was made on Unix: 0 is unsaid, 8 a plain file.
    const kind = directory.readUInt32LE(from + 38) >>> 28
    if (kind !== 0 && kind !== 8) throw refused('bundles.link', { path: shown(path) })
    if (flags & 0x2041 || (method !== 0 && method !== 8)) throw refused('bundles.packing', { path: shown(path) })
    entries.push({ path, bytes, packed, stored: method === 0, at, crc: directory.readUInt32LE(from + 16) })
    from = next
    if (entries.length === count && from !== directory.length) throw refused('bundles.truncated')
  }
  return entries
}

function checkSizes(entries: readonly Entry[], fileSize: number): void {
  const total = entries.reduce((sum, { bytes }) => sum + bytes, 0)
  if (total > largestBundle || entries.some(({ bytes, packed, stored }) => stored && bytes !== packed)) throw refused('bundles.too-large', { megabytes: Math.round(total / 1e6) })
  if (total > alwaysFine && total > largestRatio * fileSize) throw refused('bundles.bomb', { megabytes: Math.round(total / 1e6) })
}

/** An opened ZIP. `read` and `stream` give exactly the declared bytes or throw. */
export interface OpenZip {
  entries: ReadonlyMap<string, Entry>
  read(path: string): Promise<Buffer>
  stream(path: string): AsyncIterable<Buffer>
  close(): Promise<void>
}

export async function openZip(path: string): Promise<OpenZip> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    if (size > largestBundle) throw refused('bundles.too-large', { megabytes: Math.round(size / 1e6) })
    const directory = await findDirectory(file, size)
    const list = readDirectory(await readAt(file, directory.at, directory.length), directory.count)
    const entries = new Map<string, Entry>()
    for (const entry of list) {
      // Some systems take upper and lower case for the same.
      const key = entry.path.toLowerCase()
      if (entries.has(key)) throw refused('bundles.twice', { path: shown(entry.path) })
      entries.set(key, entry)
    }
    checkSizes(list, size)
    const bodies = await placeBodies(file, list, directory.at)
    const byPath = new Map(list.map((entry) => [entry.path, entry]))
    return {
      entries: byPath,
      read: (name) => unpackWhole(path, byPath.get(name)!, bodies.get(name)!),
      stream: (name) => unpack(path, byPath.get(name)!, bodies.get(name)!),
      close: () => file.close(),
    }
  } catch (error) {
    await file.close()
    throw error
  }
}

/** Where the bytes of each entry begin. They lie one behind the other, before the directory, and none in another. */
async function placeBodies(file: FileHandle, list: readonly Entry[], directoryAt: number): Promise<Map<string, number>> {
  const bodies = new Map<string, number>()
  let free = 0
  for (const { path, at, packed } of [...list].sort((a, b) => a.at - b.at)) {
    if (at < free || at + 30 > directoryAt) throw refused('bundles.truncated')
    const head = await readAt(file, at, 30)
    const name = head.readUInt16LE(26)
    if (head.readUInt32LE() !== localSign || (await readAt(file, at + 30, name)).toString('utf8') !== path) throw refused('bundles.truncated')
    const body = at + 30 + name + head.readUInt16LE(28)
    free = body + packed
    if (free > directoryAt) throw refused('bundles.truncated')
    bodies.set(path, body)
  }
  return bodies
}

async function* unpack(file: string, { path, bytes, packed, stored, crc }: Entry, from: number): AsyncGenerator<Buffer> {
  if (packed === 0) {
    if (bytes !== 0) throw refused('bundles.checksum', { path: shown(path) })
    return
  }
  const raw = createReadStream(file, { start: from, end: from + packed - 1 })
  const out = stored ? raw : raw.pipe(createInflateRaw())
  if (out !== raw) raw.on('error', (error) => out.destroy(error))
  let given = 0
  let sum = 0
  try {
    for await (const chunk of out as AsyncIterable<Buffer>) {
      given += chunk.length
      if (given > bytes) throw refused('bundles.bomb', { megabytes: Math.round(given / 1e6) })
      sum = crc32(chunk, sum)
      yield chunk
    }
  } catch (error) {
    // What zlib cannot unpack was damaged.
    if (String((error as { code?: unknown }).code).startsWith('Z_')) throw refused('bundles.checksum', { path: shown(path) })
    throw error
  } finally {
    raw.destroy()
    out.destroy()
  }
  if (given !== bytes || sum !== crc) throw refused('bundles.checksum', { path: shown(path) })
}

async function unpackWhole(file: string, entry: Entry, from: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of unpack(file, entry, from)) chunks.push(chunk)
  return Buffer.concat(chunks, entry.bytes)
}
