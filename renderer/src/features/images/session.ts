/** The images someone asks about and the answers so far. Kept per comparison while the window is open, so going away and back loses nothing. */
import { computed, reactive, type ComputedRef } from 'vue'
import { problemOf, type Problem } from '../../../../preload/contract/errors.ts'
import type { Answer, ImageInput, InspectedImage, Inspection } from '../../../../preload/contract/inspect.ts'
import type { Packed, Text } from '../../../../preload/contract/text.ts'
import { batches } from './batches.ts'

export interface Item {
  id: number
  name: string
  input: ImageInput
  problem: Problem | null
  original: Packed | null
  originalSize: [number, number] | null
  seen: Packed | null
  label: number | null
  /** Words of the caption, where images have any. */
  caption: number[] | null
  /** By run id. */
  answers: Record<string, Answer>
  /** Run ids asked for and not yet answered, so that nothing is asked twice. */
  asked: string[]
}

export type Ask = (runIds: string[], images: ImageInput[]) => Promise<Inspection>

export interface Session {
  items: Item[]
  current: number
  classes: Text[]
  chosen: string[] | null
  seed: number | null
  nextTestImage: number
  /** What went wrong with asking itself; a bad file is its item's own problem. */
  problem: Problem | null
}

const sessions = new Map<string, Session>()
let nextId = 1

export function sessionOf(key: string): Session {
  let session = sessions.get(key)
  if (!session) sessions.set(key, (session = reactive<Session>({ items: [], current: 0, classes: [], chosen: null, seed: null, nextTestImage: 0, problem: null })))
  return session
}

export function addImages(session: Session, inputs: { name: string; input: ImageInput }[]): void {
  if (!inputs.length) return
  const first = session.items.length
  for (const { name, input } of inputs) session.items.push({ id: nextId++, name, input, problem: null, original: null, originalSize: null, seen: null, label: null, caption: null, answers: {}, asked: [] })
  session.current = first
}

export function removeAll(session: Session): void {
  session.items = []
  session.current = 0
  session.problem = null
}

export const currentItem = (session: Session): ComputedRef<Item | null> => computed(() => session.items[session.current] ?? null)

/** The same image with another caption is another question; what was answered to the old one is forgotten. */
export function recaption(item: Item, caption: string): void {
  Object.assign(item, { input: { ...item.input, caption }, problem: null, label: null, caption: null, answers: {}, asked: [] })
}

/** Asks for every answer that is not there yet, the current image first, in batches, so that answers appear one after another. */
export async function askMissing(session: Session, runIds: string[], ask: Ask): Promise<void> {
  const missing = (item: Item) => runIds.filter((id) => !item.answers[id] && !item.asked.includes(id))
  const open = session.items.filter((item) => !item.problem && missing(item).length)
  if (!open.length || !runIds.length) return
  const current = session.items[session.current]
  open.sort((a, b) => Number(b === current) - Number(a === current))
  session.problem = null
  const work = batches(open).map((batch) => ({ batch, wanted: [...new Set(batch.flatMap(missing))] }))
  for (const { batch, wanted } of work) for (const item of batch) item.asked.push(...wanted)
  for (const { batch, wanted } of work) {
    const inputs = batch.map((item) => item.input)
    try {
      const inspection = await ask(wanted, inputs)
      session.classes = inspection.classes
      batch.forEach((item, i) => { if (item.input === inputs[i]) take(item, inspection.images[i]!) })
    } catch (error) {
      session.problem = problemFrom(error)
      for (const left of work) for (const item of left.batch) item.asked = item.asked.filter((id) => !left.wanted.includes(id))
      return
    } finally {
      for (const [i, item] of batch.entries()) if (item.input === inputs[i]) item.asked = item.asked.filter((id) => !wanted.includes(id))
    }
  }
}

function take(item: Item, image: InspectedImage): void {
  item.problem = image.problem
  item.original ??= image.original
  item.originalSize ??= image.originalSize
  item.seen = image.seen ?? item.seen
  item.label ??= image.label
  item.caption ??= image.caption ?? null
  for (const answer of image.answers) item.answers[answer.runId] = answer
}

/** A refused call carries the problem main found. */
const problemFrom = (error: unknown): Problem => (error as { problem?: Problem } | null)?.problem ?? problemOf(error)
