/** Safetensors: what was written comes back; what is cut off, alien or false is refused with words. */
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { FoveaError } from '../../../preload/contract/errors.ts'
import { readTensors, writeTensors } from '../../../main/engine/training/safetensors.ts'

const folder = mkdtempSync(join(tmpdir(), 'fovea-test-'))
const file = join(folder, 'a.safetensors')
const tensors = new Map([
  ['bytes', { shape: [3], values: Uint8Array.of(1, 2, 255) }],
  ['a/kernel', { shape: [2, 2], values: Float32Array.of(1.5, -2, 3e-9, 4) }],
  ['none', { shape: [0, 4], values: new Float32Array(0) }],
  ['scalar', { shape: [], values: Int32Array.of(-7) }],
])

/** A file of this header and so many zero bytes. */
const handmade = (header: unknown, bytes: number) => {
  const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(text.length))
  return Buffer.concat([length, text, Buffer.alloc(bytes)])
}

test('comes back as it was, with no other file left', () => {
  writeTensors(file, { tensors, metadata: { step: '12' } })
  const back = readTensors(file)
  expect(back.metadata).toEqual({ step: '12' })
  for (const [name, tensor] of tensors) expect(back.tensors.get(name)).toEqual(tensor)
  expect(readdirSync(folder)).toEqual(['a.safetensors'])
})

test('the header ends at a multiple of 8', () => {
  writeTensors(file, { tensors, metadata: {} })
  expect(Number(readFileSync(file).readBigUInt64LE(0)) % 8).toBe(0)
})

describe('refused', () => {
  writeTensors(file, { tensors, metadata: {} })
  const good = readFileSync(file)
  const F32 = (shape: unknown, offsets: unknown) => ({ w: { dtype: 'F32', shape, data_offsets: offsets } })
  const cases: Record<string, Buffer> = {
    empty: Buffer.alloc(0),
    'shorter than its length': Buffer.from([1, 2, 3]),
    'cut in the header': good.subarray(0, 40),
    'cut in the values': good.subarray(0, good.length - 1),
    'another kind of file': Buffer.from('PNG not a checkpoint at all, but long enough to look at'),
    'a huge header': Buffer.concat([Buffer.alloc(8, 0xff), Buffer.alloc(100)]),
    'a header that is not JSON': handmade('{oops', 8),
    'a header that is a list': handmade([1, 2], 8),
    'an unknown type': handmade({ w: { dtype: 'F8', shape: [2], data_offsets: [0, 8] } }, 8),
    'a negative shape': handmade(F32([-2], [0, 8]), 8),
    'offsets that do not fit the shape': handmade(F32([3], [0, 8]), 8),
    'offsets past the end': handmade(F32([2], [8, 16]), 8),
    'offsets backwards': handmade(F32([2], [8, 0]), 8),
  }
  for (const [name, content] of Object.entries(cases))
    test(name, () => {
      const path = join(folder, 'bad.safetensors')
      writeFileSync(path, content)
      expect(() => readTensors(path)).toThrow(FoveaError)
      expect(() => readTensors(path)).toThrow(/damaged/)
    })
  test('a file that is not there', () => expect(() => readTensors(join(folder, 'nothing'))).toThrow(/cannot be read/))
})
