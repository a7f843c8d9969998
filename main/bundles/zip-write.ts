/** Writes a ZIP whose bytes depend on its entries alone: fixed times, one after the other, texts compressed in JavaScript (which packs alike on every machine), numbers as they are. */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'

export interface Written { path: string; bytes: number; sha256: string }

/** The first day that a ZIP can name. */
const fixedTime = new Date(1980, 0, 1)
/** Bytes compressed at a time; between them others get their turn. */
const piece = 64 * 1024

function* pieces(bytes: Uint8Array): Generator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += piece) yield bytes.subarray(from, from + piece)
}

export interface ZipFile {
  add(path: string, content: Uint8Array | AsyncIterable<Uint8Array>): Promise<Written>
  /** Fulfilled when all is on disk. */
  end(): Promise<void>
  /** Bytes written so far. */
  readonly size: number
  destroy(): void
}

export function createZip(file: string): ZipFile {
  const out = createWriteStream(file, { flags: 'wx' })
  let failed: Error | null = null
  out.on('error', (error) => { failed = error })
  let size = 0
  const zip = new Zip((error, chunk) => {
    if (error) failed = error
    else if (!failed) {
      size += chunk.length
      out.write(chunk)
    }
  })
  const room = async () => {
    if (failed) throw failed
    // `once` fails with the stream's error too, and leaves no listener behind.
    if (out.writableNeedDrain) await once(out, 'drain')
    else await new Promise((resolve) => setImmediate(resolve))
    if (failed) throw failed
  }
  return {
    async add(path, content) {
      const entry = /\.jsonl?$/.test(path) ? new ZipDeflate(path, { level: 6 }) : new ZipPassThrough(path)
      entry.mtime = fixedTime
      const hash = createHash('sha256')
      let bytes = 0
      zip.add(entry)
      for await (const chunk of content instanceof Uint8Array ? pieces(content) : content) {
        hash.update(chunk)
        bytes += chunk.length
        // fflate keeps what it is given until it is written.
        entry.push(chunk)
        await room()
      }
      entry.push(new Uint8Array(0), true)
      await room()
      return { path, bytes, sha256: hash.digest('hex') }
    },
    async end() {
      zip.end()
      if (failed) throw failed
      out.end()
      await once(out, 'close')
    },
    get size() { return size },
    destroy() { out.destroy() },
  }
}
