/**
 * Reads a ZIP that nobody vouches for (APPNOTE 6.3). The directory at its end is checked as a whole before any entry is touched:
 * names, kinds, sizes, and that no two entries share bytes; then entries are unpacked one by one, never to more than they declare.
 * Not by fflate, which writes ours: it takes a file whole into memory, and checks neither sums nor overlaps; these have up to 4 GiB.
 */
import { createReadStream } from 'node:fs'
import { isUtf8 } from 'node:buffer'
import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { crc32, createInflateRaw } from 'node:zlib'
import { FoveaError } from '../../preload/contract/errors.ts'

export interface Entry { path: string; bytes: number; packed: number; stored: boolean; at: number; crc: number; name: Buffer }

export type ZipFault = 'not-zip' | 'truncated' | 'checksum' | 'unsafe-path' | 'link' | 'packing' | 'twice' | 'too-many' | 'too-large' | 'bomb'
/** What is taken, and in whose words the rest is refused. */
export interface ZipRules {
  /** Bytes of the file, and of all that is in it. */
  largest: number
  mostEntries: number
  codes: Record<ZipFault, string>
  /** Made by any program: with folders, a comment, names in other encodings or with backslashes, names that differ in case alone. */
  foreign: boolean
}

const [endSign, directorySign, localSign] = [0x06054b50, 0x02014b50, 0x04034b50]
const endSize = 22
/** Text compresses ten to fifty times; what becomes so many times larger is a bomb. */
const largestRatio = 200
const alwaysFine = 64 * 2 ** 20

type Refused = (fault: ZipFault, params?: Record<string, string | number>) => FoveaError
const refusedBy = ({ codes }: ZipRules): Refused => (fault, params = {}) => new FoveaError('unreadable', codes[fault], params)
const shown = (path: string) => path.slice(0, 120)

/** A way out of the folder it is unpacked to, on any system. */
const isUnsafe = (path: string) => path === '' || path.startsWith('/') || /[\\:\0]/.test(path) || path.split('/').some((part) => part === '..' || part === '.' || part === '')
/** Of what is never unpacked to a folder, a colon is no more than a sign of a name, unless it names a drive. */
const isUnsafeForeign = (path: string) => isUnsafe(path.replaceAll(':', ' ')) || /^[a-z]:/i.test(path)
const isFolder = (path: string) => path.endsWith('/')

/** Older programs write names in the encoding of their system, in China GB 18030, Windows ones its backslash, and tar begins them with the folder it stands in. */
function foreignName(name: Buffer): string {
  const text = isUtf8(name) ? name.toString('utf8') : new TextDecoder('gb18030').decode(name)
  return text.replaceAll('\\', '/').replace(/^(\.\/)+(?=.)/, '')
}

async function readAt(file: FileHandle, from: number, length: number, refused: Refused): Promise<Buffer> {
  const bytes = Buffer.alloc(length)
  const { bytesRead } = await file.read(bytes, 0, length, from)
  if (bytesRead !== length) throw refused('truncated')
  return bytes
}

/** Where the directory lies. A comment behind it, at most 64 KiB, is taken of foreign files alone. */
async function findDirectory(file: FileHandle, size: number, { foreign, mostEntries }: ZipRules, refused: Refused): Promise<{ count: number; at: number; length: number }> {
  const first = size >= 4 ? (await readAt(file, 0, 4, refused)).readUInt32LE() : 0
  if (first !== localSign && first !== endSign) throw refused('not-zip')
  if (size < endSize) throw refused('truncated')
  const tail = await readAt(file, Math.max(0, size - endSize - (foreign ? 0xffff : 0)), Math.min(size, endSize + (foreign ? 0xffff : 0)), refused)
  let from = tail.length - endSize
  while (from >= 0 && (tail.readUInt32LE(from) !== endSign || from + endSize + tail.readUInt16LE(from + 20) !== tail.length)) from--
  if (from < 0) throw refused('truncated')
  const end = tail.subarray(from, from + endSize)
  const [count, length, at] = [end.readUInt16LE(10), end.readUInt32LE(12), end.readUInt32LE(16)]
  if (count > mostEntries) throw refused('too-many', { count, most: mostEntries })
  if (end.readUInt16LE(8) !== count || at + length !== size - tail.length + from) throw refused('truncated')
  return { count, at, length }
}

function readDirectory(directory: Buffer, count: number, { foreign }: ZipRules, refused: Refused): Entry[] {
  const entries: Entry[] = []
  let from = 0
  for (let seen = 0; seen < count; seen++) {
    if (from + 46 > directory.length || directory.readUInt32LE(from) !== directorySign) throw refused('truncated')
    const [flags, method] = [directory.readUInt16LE(from + 8), directory.readUInt16LE(from + 10)]
    const [packed, bytes, at] = [directory.readUInt32LE(from + 20), directory.readUInt32LE(from + 24), directory.readUInt32LE(from + 42)]
    const length = directory.readUInt16LE(from + 28)
    const next = from + 46 + length + directory.readUInt16LE(from + 30) + directory.readUInt16LE(from + 32)
    if (next > directory.length) throw refused('truncated')
    const name = directory.subarray(from + 46, from + 46 + length)
    const path = foreign ? foreignName(name) : name.toString('utf8')
    const here = from
    from = next
    if (foreign && isFolder(path) && bytes === 0) continue
    if ((foreign ? isUnsafeForeign : isUnsafe)(path)) throw refused('unsafe-path', { path: shown(path) })
    // The upper half holds the kind of file where it was made on Unix: 0 is unsaid, 8 a plain file.
    const kind = directory.readUInt32LE(here + 38) >>> 28
    if (kind !== 0 && kind !== 8) throw refused('link', { path: shown(path) })
    if (flags & 0x2041 || (method !== 0 && method !== 8)) throw refused('packing', { path: shown(path) })
    entries.push({ path, bytes, packed, stored: method === 0, at, crc: directory.readUInt32LE(here + 16), name })
  }
  if (from !== directory.length) throw refused('truncated')
  return entries
}

function checkSizes(entries: readonly Entry[], fileSize: number, largest: number, refused: Refused): void {
  const total = entries.reduce((sum, { bytes }) => sum + bytes, 0)
  if (total > largest || entries.some(({ bytes, packed, stored }) => stored && bytes !== packed)) throw refused('too-large', { megabytes: Math.round(total / 1e6) })
  if (total > alwaysFine && total > largestRatio * fileSize) throw refused('bomb', { megabytes: Math.round(total / 1e6) })
}

/** An opened ZIP. `read` and `stream` give exactly the declared bytes or throw. */
export interface OpenZip {
  entries: ReadonlyMap<string, Entry>
  read(path: string): Promise<Buffer>
  stream(path: string): AsyncIterable<Buffer>
  close(): Promise<void>
}

export async function openZip(path: string, rules: ZipRules): Promise<OpenZip> {
  const refused = refusedBy(rules)
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    if (size > rules.largest) throw refused('too-large', { megabytes: Math.round(size / 1e6) })
    const directory = await findDirectory(file, size, rules, refused)
    const list = readDirectory(await readAt(file, directory.at, directory.length, refused), directory.count, rules, refused)
    const entries = new Map<string, Entry>()
    for (const entry of list) {
      // Some systems take upper and lower case for the same.
      const key = rules.foreign ? entry.path : entry.path.toLowerCase()
      if (entries.has(key)) throw refused('twice', { path: shown(entry.path) })
      entries.set(key, entry)
    }
    checkSizes(list, size, rules.largest, refused)
    const bodies = await placeBodies(file, list, directory.at, refused)
    const byPath = new Map(list.map((entry) => [entry.path, entry]))
    return {
      entries: byPath,
      read: (name) => unpackWhole(path, byPath.get(name)!, bodies.get(name)!, refused),
      stream: (name) => unpack(path, byPath.get(name)!, bodies.get(name)!, refused),
      close: () => file.close(),
    }
  } catch (error) {
    await file.close()
    throw error
  }
}

/** Where the bytes of each entry begin. They lie one behind the other, before the directory, and none in another. */
async function placeBodies(file: FileHandle, list: readonly Entry[], directoryAt: number, refused: Refused): Promise<Map<string, number>> {
  const bodies = new Map<string, number>()
  let free = 0
  for (const { path, at, packed, name: named } of [...list].sort((a, b) => a.at - b.at)) {
    if (at < free || at + 30 > directoryAt) throw refused('truncated')
    const head = await readAt(file, at, 30, refused)
    const name = head.readUInt16LE(26)
    if (head.readUInt32LE() !== localSign || !(await readAt(file, at + 30, name, refused)).equals(named)) throw refused('truncated')
    const body = at + 30 + name + head.readUInt16LE(28)
    free = body + packed
    if (free > directoryAt) throw refused('truncated')
    bodies.set(path, body)
  }
  return bodies
}

async function* unpack(file: string, { path, bytes, packed, stored, crc }: Entry, from: number, refused: Refused): AsyncGenerator<Buffer> {
  if (packed === 0) {
    if (bytes !== 0) throw refused('checksum', { path: shown(path) })
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
      if (given > bytes) throw refused('bomb', { megabytes: Math.round(given / 1e6) })
      sum = crc32(chunk, sum)
      yield chunk
    }
  } catch (error) {
    // What zlib cannot unpack was damaged.
    if (String((error as { code?: unknown }).code).startsWith('Z_')) throw refused('checksum', { path: shown(path) })
    throw error
  } finally {
    raw.destroy()
    out.destroy()
  }
  if (given !== bytes || sum !== crc) throw refused('checksum', { path: shown(path) })
}

async function unpackWhole(file: string, entry: Entry, from: number, refused: Refused): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of unpack(file, entry, from, refused)) chunks.push(chunk)
  return Buffer.concat(chunks, entry.bytes)
}
