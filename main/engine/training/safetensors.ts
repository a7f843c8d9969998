/**
 * Safetensors: 8 bytes length of the header (unsigned, little-endian), the header as JSON
 * { name: { dtype, shape, data_offsets: [begin, end] } }, then the values, row-major and little-endian.
 * https://huggingface.co/docs/safetensors. A file that does not hold together is refused whole.
 */
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { FoveaError } from '../../../preload/contract/errors.ts'
import { writeAtomically } from './atomic.ts'

export type Values = Float32Array | Int32Array | Uint8Array
export interface Stored {
  shape: number[]
  values: Values
}
export interface TensorFile {
  tensors: Map<string, Stored>
  metadata: Record<string, string>
}

const arrays = { F32: Float32Array, I32: Int32Array, U8: Uint8Array }
const dtypeOf = (values: Values) => (values instanceof Float32Array ? 'F32' : values instanceof Int32Array ? 'I32' : 'U8')

const Header = z.record(
  z.string(),
  z.object({ dtype: z.enum(['F32', 'I32', 'U8']), shape: z.array(z.int().nonnegative()), data_offsets: z.tuple([z.int().nonnegative(), z.int().nonnegative()]) }),
)
const Metadata = z.record(z.string(), z.string()).default({})

/** Writes atomically. Larger element types first, so that every tensor lies aligned. */
export function writeTensors(file: string, { tensors, metadata }: TensorFile): void {
  const entries = [...tensors].sort(([, a], [, b]) => b.values.BYTES_PER_ELEMENT - a.values.BYTES_PER_ELEMENT)
  const header: Record<string, unknown> = Object.keys(metadata).length ? { __metadata__: metadata } : {}
  let at = 0
  for (const [name, { shape, values }] of entries) header[name] = { dtype: dtypeOf(values), shape, data_offsets: [at, (at += values.byteLength)] }
  const text = Buffer.from(JSON.stringify(header))
  const padding = (8 - (text.length % 8)) % 8
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(text.length + padding))
  writeAtomically(file, [length, text, ' '.repeat(padding), ...entries.map(([, { values }]) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength))])
}

/** Throws 'training.file-unreadable' when the file is missing, 'training.file-damaged' when it is cut off, alien or contradicts itself. */
export function readTensors(file: string): TensorFile {
  const bytes = readBytes(file)
  const damaged = (detail: string, cause?: unknown) => new FoveaError('unreadable', 'training.file-damaged', { file, detail }, { cause })
  if (bytes.length < 8) throw damaged(`${bytes.length} bytes`)
  const length = bytes.readBigUInt64LE(0)
  if (length > BigInt(bytes.length - 8)) throw damaged(`header of ${length} bytes in a file of ${bytes.length} bytes`)
  const begin = 8 + Number(length)
  let header: z.infer<typeof Header>, metadata: Record<string, string>
  try {
    const { __metadata__, ...rest } = JSON.parse(bytes.toString('utf8', 8, begin)) as Record<string, unknown>
    header = Header.parse(rest)
    metadata = Metadata.parse(__metadata__)
  } catch (error) {
    throw damaged('its header is not a safetensors header', error)
  }
  const tensors = new Map<string, Stored>()
  for (const [name, { dtype, shape, data_offsets }] of Object.entries(header)) {
    const [from, to] = data_offsets
    const size = shape.reduce((a, b) => a * b, 1) * arrays[dtype].BYTES_PER_ELEMENT
    if (to - from !== size) throw damaged(`"${name}" has ${to - from} bytes for shape [${shape.join(', ')}]`)
    if (begin + to > bytes.length) throw damaged(`"${name}" ends after the end of the file`)
    const copy = Uint8Array.prototype.slice.call(bytes, begin + from, begin + to)
    tensors.set(name, { shape, values: new arrays[dtype](copy.buffer) })
  }
  return { tensors, metadata }
}

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    throw new FoveaError('unreadable', 'training.file-unreadable', { file, detail: (error as Error).message }, { cause: error })
  }
}
