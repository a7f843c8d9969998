/**
 * Errors that a user may see. An error is a code with parameters; its words, in both languages,
 * are in messages/, so a window and a terminal say the same.
 */
import { z } from 'zod'
import { messages } from './messages/index.ts'
import type { Language } from './text.ts'

export const ErrorKind = z.enum(['invalid', 'not-found', 'conflict', 'unavailable', 'unreadable', 'no-space', 'diverged', 'stopped', 'forbidden', 'internal'])
export type ErrorKind = z.infer<typeof ErrorKind>

export const Problem = z.object({
  kind: ErrorKind,
  /** Key into messages/, such as 'dataset.empty-class'. */
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
})
export type Problem = z.infer<typeof Problem>

/** Thrown anywhere in Fovea for what a user can understand and mend. */
export class FoveaError extends Error {
  override name = 'FoveaError'
  readonly problem: Problem
  constructor(kind: ErrorKind, code: string, params: Problem['params'] = {}, options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(params)}`, options)
    this.problem = { kind, code, params }
    this.message = describeProblem(this.problem, 'en').message
  }
}

/** What went wrong and what to do next, in words. An unknown code shows its parameters rather than nothing. */
export function describeProblem(problem: Problem, language: Language): { message: string; hint: string } {
  const entry = messages[language][problem.code]
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (whole, name: string) => String(problem.params[name] ?? whole))
  if (!entry) return { message: `${problem.code} ${Object.values(problem.params).join(' ')}`.trim(), hint: '' }
  return { message: fill(entry[0]), hint: fill(entry[1]) }
}

/** Any thrown value as a problem; what is not a FoveaError is internal. */
export function problemOf(error: unknown): Problem {
  if (error instanceof FoveaError) return error.problem
  const detail = error instanceof Error ? error.message : String(error)
  const code = (error as { code?: unknown } | null)?.code
  if (code === 'ENOSPC') return { kind: 'no-space', code: 'system.disk-full', params: { detail } }
  return { kind: 'internal', code: 'system.internal', params: { detail } }
}
