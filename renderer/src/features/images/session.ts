/** The images someone asks about and the answers so far. Kept per comparison while the window is open, so going away and back loses nothing. */
import { computed, reactive, type ComputedRef } from 'vue'
import type { Problem } from '../../../../preload/contract/errors.ts'
import type { ImageInput } from '../../../../preload/contract/inspect.ts'
import type { Packed, Text } from '../../../../preload/contract/text.ts'
import { worthKeeping, type Answers } from './looks.ts'

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
  /** By run, step and kind of map; see looks.ts. */
  answers: Answers
  /** What was asked and is not yet answered, so that nothing is asked twice. */
  asked: string[]
  /** Frames of the camera come into it; it is asked about as they come. */
  live: boolean
}

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

const newItem = (name: string, input: ImageInput, live: boolean): Item => ({ id: nextId++, name, input, problem: null, original: null, originalSize: null, seen: null, label: null, caption: null, answers: {}, asked: [], live })

/** The first of them becomes the shown one. */
export function addImages(session: Session, inputs: { name: string; input: ImageInput }[], live = false): void {
  if (!inputs.length) return
  const first = session.items.length
  for (const { name, input } of inputs) session.items.push(newItem(name, input, live))
  session.current = first
}

/** What it gives puts them back. */
export function removeImages(session: Session, gone: readonly Item[]): () => void {
  const [before, place] = [[...session.items], session.current]
  for (const item of gone) item.live = false
  session.items = before.filter((item) => !gone.includes(item))
  session.current = Math.min(place, Math.max(0, session.items.length - 1))
  session.problem = null
  return () => {
    session.items = [...before, ...session.items.filter((item) => !before.includes(item))]
    session.current = place
  }
}

export const currentItem = (session: Session): ComputedRef<Item | null> => computed(() => session.items[session.current] ?? null)

/** The same image with another caption is another question; what was answered to the old one is forgotten. */
export function recaption(item: Item, caption: string): void {
  Object.assign(item, { input: { ...item.input, caption }, problem: null, label: null, caption: null, answers: {}, asked: [] })
}

export function forgetLooks(item: Item): void {
  for (const [key, answer] of Object.entries(item.answers)) if (!worthKeeping(key, answer)) delete item.answers[key]
}
