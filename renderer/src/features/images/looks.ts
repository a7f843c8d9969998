/** What is asked of a run about an image: which kind of map, from which of its kept weights. */
import { LookMethod, type Answer } from '../../../../preload/contract/inspect.ts'

export interface Look {
  /** 'none' asks for the answer alone, which comes sooner. */
  method: LookMethod | 'none'
  /** By run: one of its earlier steps; a run that is not named answers with its last weights. */
  steps: Record<string, number>
}

export const methods: readonly LookMethod[] = LookMethod.options

/** The answer alone, of the last weights: asked about every image; maps only about the one that is shown. */
export const answerAlone: Look = { method: 'none', steps: {} }

const atStep = (runId: string, { steps }: Look) => `${runId} ${steps[runId] ?? 'end'} `
/** Under which an answer is kept. */
export const keyOf = (runId: string, look: Look): string => atStep(runId, look) + look.method

/** Maps of large models weigh megabytes: of an image that is no longer shown only answers are kept, and small maps of the usual look. */
export function worthKeeping(key: string, answer: Answer): boolean {
  const weight = answer.maps.reduce((sum, map) => sum + map.weights.data.length, 0)
  return key.endsWith(' end none') || (key.endsWith(' end attention') && weight < 1e6)
}

export type Answers = Record<string, Answer>
export interface Seen { answer: Answer | null; /** The map that was asked for is still to come; the answer itself is not. */ pending: boolean }

/** The answer to a look; until its map has come, the same answer as it was given with another map or none. */
export function answerTo(answers: Answers, runId: string, look: Look): Seen {
  const whole = answers[keyOf(runId, look)]
  if (whole) return { answer: whole, pending: false }
  const other = Object.keys(answers).find((key) => key.startsWith(atStep(runId, look)))
  return { answer: other === undefined ? null : { ...answers[other]!, maps: [] }, pending: other !== undefined }
}
