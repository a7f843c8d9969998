/** The rows of an evaluation as a table scrolls through them: asked for in pages, kept, and asked again when more are answered. */
import { useThrottleFn } from '@vueuse/core'
import { ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import { problemOf, type Problem } from '../../../../preload/contract/errors.ts'
import type { EvaluatedImage, EvaluationFilter, EvaluationSort } from '../../../../preload/contract/evaluation.ts'
import { call } from '../../client/index.ts'

const page = 200

export interface Rows {
  total: Ref<number>
  problem: Ref<Problem | null>
  /** Undefined until it is there; reading it does not ask for it. */
  at(index: number): EvaluatedImage | undefined
  /** These are in sight. */
  want(first: number, last: number): void
}
export interface Asked { id: string; filter: EvaluationFilter; sort: EvaluationSort }

/** `version` changes when there is something new. */
export function useRows(asked: () => Asked, version: () => unknown): Rows {
  const total = ref(0)
  const problem = ref<Problem | null>(null)
  const pages: ShallowRef<ReadonlyMap<number, EvaluatedImage[]>> = shallowRef(new Map())
  const under = new Set<number>()
  /** Answers to an older question are dropped. */
  let question = 0
  let sight: [number, number] = [0, 0]

  async function load(number: number): Promise<void> {
    const mine = question
    under.add(number)
    try {
      const answer = await call('evaluations.rows', { ...asked(), offset: number * page, limit: page })
      if (mine !== question) return
      total.value = answer.total
      pages.value = new Map(pages.value).set(number, answer.rows)
      problem.value = null
    } catch (error) {
      if (mine === question) problem.value = problemOf(error)
    } finally {
      if (mine === question) under.delete(number)
    }
  }
  const pagesIn = ([first, last]: [number, number]) => Array.from({ length: Math.floor(last / page) - Math.floor(first / page) + 1 }, (_, i) => Math.floor(first / page) + i)
  const loadMissing = () => { for (const number of pagesIn(sight)) if (!pages.value.has(number) && !under.has(number)) void load(number) }
  /** What is out of sight is forgotten; what is in sight stays until the new is there. */
  const refresh = useThrottleFn(() => {
    question++
    under.clear()
    const seen = pagesIn(sight)
    pages.value = new Map([...pages.value].filter(([number]) => seen.includes(number)))
    for (const number of seen) void load(number)
  }, 1000, true)
  watch(() => JSON.stringify(asked()), () => {
    question++
    under.clear()
    pages.value = new Map()
    sight = [0, 0]
    void load(0)
  }, { immediate: true })
  watch(version, () => { void refresh() })

  return {
    total, problem,
    at: (index) => pages.value.get(Math.floor(index / page))?.[index % page],
    want(first, last) {
      sight = [first, Math.max(first, last)]
      loadMissing()
    },
  }
}
