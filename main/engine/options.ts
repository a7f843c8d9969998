/** Reads the options of a model or a mechanism. What is wrong with them is said option by option, in both languages. */
import type { z } from 'zod'
import type { Problem } from '../../preload/contract/errors.ts'

/** A problem and the place in a variant it belongs to, such as 'insert.0.with.heads'. */
export interface Located {
  at: string
  problem: Problem
}

const invalid = (code: string, params: Problem['params']): Problem => ({ kind: 'invalid', code: `engine.${code}`, params })
const shown = (value: unknown): string => (typeof value === 'string' ? `"${value}"` : typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value)))
const valueAt = (given: unknown, path: PropertyKey[]): unknown => path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], given)

function problemsOf(issue: z.core.$ZodIssue, owner: string, given: unknown, names: string[], at: string): Located[] {
  const here = [at, ...issue.path].join('.')
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ at: `${here}.${key}`, problem: invalid('option-unknown', { owner, option: [...issue.path, key].join('.'), allowed: names.join(', ') || '–' }) }))
  }
  return [{ at: here, problem: problemOf(issue, owner, given) }]
}

function problemOf(issue: z.core.$ZodIssue, owner: string, given: unknown): Problem {
  const option = issue.path.join('.')
  const value = shown(valueAt(given, issue.path))
  switch (issue.code) {
    case 'invalid_value':
      return invalid('option-value', { owner, option, value, allowed: issue.values.map(String).join(', ') })
    case 'invalid_type':
      return invalid('option-type', { owner, option, value, expected: issue.expected })
    case 'too_small':
      return invalid(issue.origin === 'array' ? 'option-length' : 'option-low', { owner, option, limit: Number(issue.minimum) })
    case 'too_big':
      return invalid(issue.origin === 'array' ? 'option-length' : 'option-high', { owner, option, limit: Number(issue.maximum) })
    default:
      return invalid('option-bad', { owner, option, detail: issue.message })
  }
}

export type ReadOptions<Options> = { options: Options; problems: [] } | { options: null; problems: Located[] }

/** `at` is where the options stand in the variant; defaults are filled in. */
export function readOptions<Options>(schema: z.ZodType<Options>, owner: string, given: unknown, at: string): ReadOptions<Options> {
  const result = schema.safeParse(given)
  if (result.success) return { options: result.data, problems: [] }
  const names = Object.keys((schema as unknown as { shape?: object }).shape ?? {})
  const problems = result.error.issues.flatMap((issue) => problemsOf(issue, owner, given, names, at))
  // A value of the wrong type also fails the checks of its size; one problem says enough.
  return { options: null, problems: problems.filter(({ at: place }, i) => problems.findIndex((other) => other.at === place) === i) }
}
