/**
 * Reads predictions.safetensors, which a finished job leaves: 8 bytes header length, a JSON header, then the arrays
 * (https://huggingface.co/docs/safetensors). Everything is checked, for a run's result hangs on it.
 */
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { FoveaError } from '../../preload/contract/errors.ts'
import type { StoredPredictions } from '../store/interface.ts'

const Entry = <D extends string>(dtype: D, dimensions: number) =>
  z.object({ dtype: z.literal(dtype), shape: z.array(z.int().nonnegative()).length(dimensions), data_offsets: z.tuple([z.int().nonnegative(), z.int().nonnegative()]) })
const Header = z.object({ logits: Entry('F32', 2), labels: Entry('I32', 1), indices: Entry('I32', 1) })

/** Throws 'runs.predictions-unreadable' when the file is missing, cut off or contradicts itself. */
export async function readPredictionsFile(file: string): Promise<StoredPredictions> {
  try {
    return parsePredictions(await readFile(file))
  } catch (error) {
    throw new FoveaError('unreadable', 'runs.predictions-unreadable', { detail: error instanceof Error ? error.message : String(error) }, { cause: error })
  }
}

/** Throws a plain Error that says what is wrong. */
export function parsePredictions(bytes: Buffer): StoredPredictions {
  const length = Number(bytes.readBigUInt64LE(0))
  const header = Header.parse(JSON.parse(bytes.toString('utf8', 8, 8 + length)))
  const body = bytes.subarray(8 + length)
  const part = (name: keyof typeof header): ArrayBuffer => {
    const { shape, data_offsets: [from, to] } = header[name]
    if (to - from !== shape.reduce((a, b) => a * b, 4) || to > body.length) throw new Error(`${name} does not fit its shape [${shape.join(', ')}]`)
    return new Uint8Array(body.subarray(from, to)).buffer
  }
  const [count = 0, classes = 0] = header.logits.shape
  if (header.labels.shape[0] !== count || header.indices.shape[0] !== count) throw new Error('logits, labels and indices are of different length')
  return { classes, logits: new Float32Array(part('logits')), labels: new Int32Array(part('labels')), indices: new Int32Array(part('indices')) }
}
