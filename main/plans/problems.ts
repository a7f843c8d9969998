/** Issues of zod as problems a user can mend: what stands there, what is allowed, what was likely meant. */
import type { z } from 'zod'
import type { Problem } from '../../preload/contract/errors.ts'
import { nearest } from './near.ts'
import { allowedAt, keysAt } from './schema.ts'
import type { Schema } from './schema.ts'

export interface PlanProblem { at: string; path: PropertyKey[]; problem: Problem }

export const problemAt = (path: readonly PropertyKey[], code: string, params: Problem['params'] = {}): PlanProblem =>
  ({ at: path.map(String).join('.'), path: [...path], problem: { kind: 'invalid', code, params } })

/** An id that is not known, with a suggestion when one is near. */
export function unknownId(path: readonly PropertyKey[], code: string, id: string, known: readonly string[], more: Problem['params'] = {}): PlanProblem {
  const suggestion = nearest(id, known)
  const params = { id, allowed: known.join(', '), ...more }
  return suggestion ? problemAt(path, `${code}-near`, { ...params, suggestion }) : problemAt(path, code, params)
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (value !== null && typeof value === 'object' ? (value as Record<PropertyKey, unknown>)[key] : undefined), input)
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}

type Issue = z.core.$ZodIssue

/** `input` is what was checked, `schema` its JSON Schema, `base` where it stands in the plan. */
export function problemsOf(issues: readonly Issue[], input: unknown, schema: Schema, base: readonly PropertyKey[] = []): PlanProblem[] {
  return issues.flatMap((issue): PlanProblem[] => {
    const path = [...base, ...issue.path]
    const key = String(issue.path.at(-1) ?? '')
    const value = valueAt(input, issue.path)
    const allowed = allowedAt(schema, issue.path)
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((k) => unknownId([...path, k], 'plan.unknown-key', k, keysAt(schema, issue.path)))
    }
    if (issue.code === 'custom') {
      const code = path.at(-1) === 'id' ? 'plan.id-twice' : path[0] === 'baseline' ? 'plan.unknown-baseline' : 'plan.seed-twice'
      const variants = valueAt(input, ['variants'])
      const known = Array.isArray(variants) ? variants.map((v: { id: string }) => v.id) : []
      return code === 'plan.unknown-baseline' ? [unknownId(path, code, String(value), known)] : [problemAt(path, code, { value: shown(value) })]
    }
    if (value === undefined) return [allowed ? problemAt(path, 'plan.missing-one-of', { key, allowed }) : problemAt(path, 'plan.missing', { key })]
    if (issue.code === 'invalid_format') return [problemAt(path, 'plan.bad-id', { value: shown(value) })]
    if (key === 'name' || key === 'question' || key === 'remark') return [problemAt(path, 'plan.bad-text', { key, value: shown(value) })]
    if (allowed && (typeof value === 'string' || issue.code === 'invalid_value')) {
      const options = issue.code === 'invalid_value' ? issue.values.map(String) : 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : []
      const suggestion = nearest(String(value), options)
      return [suggestion ? problemAt(path, 'plan.not-allowed-near', { value: shown(value), allowed, suggestion }) : problemAt(path, 'plan.not-allowed', { value: shown(value), allowed })]
    }
    if (allowed) return [problemAt(path, 'plan.not-allowed', { value: shown(value), allowed })]
    if (issue.code === 'too_small' && issue.origin === 'array') return [problemAt(path, 'plan.empty-list', { key })]
    if (issue.code === 'too_big') return [problemAt(path, 'plan.too-many', { key, maximum: Number(issue.maximum) })]
    const expected = issue.code === 'invalid_type' ? issue.expected : ''
    return [expected ? problemAt(path, `plan.expected-${['object', 'record'].includes(expected) ? 'mapping' : expected === 'array' ? 'list' : expected === 'boolean' ? 'boolean' : expected === 'string' ? 'text' : 'number'}`, { value: shown(value) }) : problemAt(path, 'plan.not-fitting', { value: shown(value) })]
  })
}
