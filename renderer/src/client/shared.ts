/** What the whole window shares: the list of comparisons, the status of the machine, the settings, the catalogue. Begun once by startShared(). */
import { ref, shallowRef } from 'vue'
import type { Catalogue } from '../../../preload/contract/catalogue.ts'
import type { ComparisonSummary } from '../../../preload/contract/comparison.ts'
import { problemOf, type Problem } from '../../../preload/contract/errors.ts'
import type { Settings, SystemStatus } from '../../../preload/contract/system.ts'
import { call, follow } from './rpc.ts'

/** null until the first list is there. */
export const comparisons = shallowRef<ComparisonSummary[] | null>(null)
export const comparisonsProblem = ref<Problem | null>(null)
export const status = shallowRef<SystemStatus | null>(null)
export const settings = ref<Settings>({ language: null, theme: 'system', density: 'regular', tellEnd: true })
export const catalogue = shallowRef<Catalogue | null>(null)
export const catalogueProblem = ref<Problem | null>(null)

/** Shown at once, kept by main; put back when main refuses. */
export async function setSettings(change: Partial<Settings>): Promise<void> {
  const before = settings.value
  settings.value = { ...before, ...change }
  try {
    settings.value = await call('settings.set', change)
  } catch (error) {
    settings.value = before
    throw error
  }
}

export async function loadCatalogue(): Promise<void> {
  try {
    catalogue.value = await call('catalogue.get')
    catalogueProblem.value = null
  } catch (error) {
    catalogueProblem.value = problemOf(error)
  }
}

export function startShared(): void {
  follow('comparisons.follow', undefined, (list) => { comparisons.value = list; comparisonsProblem.value = null }, (problem) => { comparisonsProblem.value = problem })
  follow('system.status', undefined, (item) => { status.value = item })
  void loadCatalogue()
}

/** A library that cannot be read leaves the standard settings; the pages say what is wrong. */
export async function loadSettings(): Promise<void> {
  try {
    settings.value = await call('settings.get')
  } catch {
    return
  }
}
