/** A run's predictions as the safetensors file a job leaves: 8 bytes header length, a JSON header, then the arrays (https://huggingface.co/docs/safetensors). */
import type { StoredPredictions } from '../store/interface.ts'

const bytesOf = (array: Float32Array | Int32Array) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength)

export function predictionsFile({ logits, labels, indices, classes }: StoredPredictions): Buffer {
  const parts = [['logits', 'F32', [labels.length, classes], logits], ['labels', 'I32', [labels.length], labels], ['indices', 'I32', [labels.length], indices]] as const
  let at = 0
  const header = Object.fromEntries(parts.map(([name, dtype, shape, values]) => [name, { dtype, shape, data_offsets: [at, (at += values.byteLength)] }]))
  // Spaces bring the arrays to a multiple of 8.
  const text = JSON.stringify(header)
  const head = Buffer.from(text.padEnd(Math.ceil(text.length / 8) * 8))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(head.length))
  return Buffer.concat([length, head, ...parts.map(([, , , values]) => bytesOf(values))])
}
