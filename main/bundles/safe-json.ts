/** JSON from outside: nesting is bounded before it is parsed, and what comes out is what its schema describes. */
import type { z } from 'zod'
import { FoveaError } from '../../preload/contract/errors.ts'

const deepest = 64
const [quote, backslash, openList, openObject, closeList, closeObject] = [0x22, 0x5c, 0x5b, 0x7b, 0x5d, 0x7d]

function tooDeep(bytes: Uint8Array): boolean {
  let depth = 0
  let inText = false
  for (let i = 0; i < bytes.length; i++) {
    const sign = bytes[i]
    if (inText) {
      if (sign === backslash) i++
      else if (sign === quote) inText = false
    } else if (sign === quote) inText = true
    else if (sign === openList || sign === openObject) {
      if (++depth > deepest) return true
    } else if (sign === closeList || sign === closeObject) depth--
  }
  return false
}

export function parseJson<T extends z.ZodType>(bytes: Buffer, path: string, schema: T): z.output<T> {
  const bad = (detail: string) => new FoveaError('unreadable', 'bundles.bad-content', { path, detail: detail.slice(0, 200) })
  if (tooDeep(bytes)) throw bad(`nested deeper than ${deepest}`)
  let value: unknown
  try {
    value = JSON.parse(bytes.toString('utf8'))
  } catch (error) {
    throw bad(error instanceof Error ? error.message : String(error))
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw bad(`${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim())
}
