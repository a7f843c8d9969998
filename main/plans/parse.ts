/** Reads a plan written by hand, YAML or JSON (which YAML contains), and names the line of every problem. */
import { LineCounter, isMap, isNode, isPair, isSeq, parseDocument } from 'yaml'
import type { Document } from 'yaml'
import type { Problem } from '../../preload/contract/errors.ts'
import type { Plan } from '../../preload/contract/plan.ts'
import { checkPlan } from './check.ts'
import type { Known } from './check.ts'

export interface LocatedProblem { at: string; line: number | null; problem: Problem }

/** Start of the key or value at a path; of the nearest thing around it when it is not there. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number | null {
  let node: unknown = document.contents
  let offset = isNode(node) ? (node.range?.[0] ?? null) : null
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && String(item.key) === String(step))
      if (!pair) break
      offset = isNode(pair.key) ? (pair.key.range?.[0] ?? offset) : offset
      node = pair.value
    } else if (isSeq(node)) {
      node = node.items[Number(step)]
      offset = isNode(node) ? (node.range?.[0] ?? offset) : offset
    } else break
  }
  return offset
}

export function parsePlan(text: string, known: Known): { problems: LocatedProblem[]; plan: Plan | null } {
  const lines = new LineCounter()
  const refused = (problem: Problem, line: number | null = null) => ({ problems: [{ at: '', line, problem }], plan: null })
  const document = parseDocument(text.replace(/^\uFEFF/, ''), { lineCounter: lines, prettyErrors: false })
  const error = document.errors[0]
  if (error) {
    const { line, col } = lines.linePos(error.pos[0])
    return refused({ kind: 'invalid', code: 'plan.unreadable', params: { line, column: col, detail: error.message } }, line)
  }
  if (!isMap(document.contents)) return refused({ kind: 'invalid', code: 'plan.not-a-plan', params: {} }, 1)
  let value: Record<string, unknown>
  try {
    value = document.toJS({ maxAliasCount: 100 }) as Record<string, unknown>
  } catch (cause) {
    return refused({ kind: 'invalid', code: 'plan.unreadable', params: { line: 1, column: 1, detail: (cause as Error).message } }, 1)
  }
  const { $schema: _schema, ...input } = value
  const { problems, plan } = checkPlan(input, known)
  return {
    plan,
    problems: problems.map(({ at, path, problem }) => {
      const offset = offsetOf(document, path)
      return { at, line: offset === null ? null : lines.linePos(offset).line, problem }
    }),
  }
}
