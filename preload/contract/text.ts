/** Words in both languages, and arrays of numbers that cross every transport as text. */
import { z } from 'zod'

export const languages = ['en', 'zh-CN'] as const
export const Language = z.enum(languages)
export type Language = z.infer<typeof Language>

/** A visible text: one string for both languages (a user's own words) or one for each. */
export const Text = z.union([z.string(), z.object({ en: z.string(), 'zh-CN': z.string() })])
export type Text = z.infer<typeof Text>

export const inLanguage = (text: Text, language: Language): string => (typeof text === 'string' ? text : text[language])

/** A name inside an English sentence or name begins small, unless it is an abbreviation or a name such as ResNet or Nyström. */
export const inSentence = (name: string): string => (/^[A-Z][a-z]+(?!\p{L})/u.test(name) ? name[0]!.toLowerCase() + name.slice(1) : name)

/** A tensor as base64 of its little-endian bytes, row-major. */
export const Packed = z.object({ dtype: z.enum(['u8', 'i32', 'f32']), shape: z.array(z.int().nonnegative()), data: z.base64() })
export type Packed = z.infer<typeof Packed>

const arrays = { u8: Uint8Array, i32: Int32Array, f32: Float32Array } as const
type ArrayOf = { u8: Uint8Array; i32: Int32Array; f32: Float32Array }

/** Node's own base64 is a hundred times as quick as going through strings, which is what an older browser has; newer ones read it themselves. */
const NodeBuffer = (globalThis as { Buffer?: typeof Buffer }).Buffer
const fromBase64 = (Uint8Array as { fromBase64?: (base64: string) => Uint8Array<ArrayBuffer> }).fromBase64

function base64Of(bytes: Uint8Array): string {
  if (NodeBuffer) return NodeBuffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
  let text = ''
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000))
  return btoa(text)
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  if (NodeBuffer) return new Uint8Array(NodeBuffer.from(base64, 'base64'))
  if (fromBase64) return fromBase64(base64)
  const text = atob(base64)
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i)
  return bytes
}

/** Packs a typed array; works in Node and in a browser. */
export function pack<D extends keyof ArrayOf>(dtype: D, shape: number[], values: ArrayOf[D]): Packed {
  return { dtype, shape, data: base64Of(new Uint8Array(values.buffer, values.byteOffset, values.byteLength)) }
}

/** The inverse of pack. Throws RangeError when the bytes do not fit the shape. */
export function unpack<D extends keyof ArrayOf>(packed: Packed & { dtype: D }): ArrayOf[D]
export function unpack(packed: Packed): Uint8Array | Int32Array | Float32Array
export function unpack(packed: Packed): Uint8Array | Int32Array | Float32Array {
  const values = new arrays[packed.dtype](bytesOf(packed.data).buffer)
  const expected = packed.shape.reduce((a, b) => a * b, 1)
  if (values.length !== expected) throw new RangeError(`${values.length} values for shape [${packed.shape.join(', ')}]`)
  return values
}
