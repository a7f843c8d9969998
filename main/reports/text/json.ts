/** Everything a report says as data: plan, result, runs, curves, environments. Keys stand in a fixed order, so the same comparison gives the same bytes. */
import type { Report } from '../model.ts'

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (!value || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sorted(inner)]))
}

export function renderJson({ plan, planHash, result, runs, dataset, environments, endedAt, curves, curveUnit, notes, leftOut }: Report): string {
  return JSON.stringify(sorted({ format: 'fovea-report', version: 1, plan, planHash, result, runs, dataset, environments, endedAt, curves, curveUnit, notes, leftOut }), null, 2) + '\n'
}
