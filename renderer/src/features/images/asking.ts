/** Asks for answers that are not there yet, and puts them where they belong. */
import { markRaw } from 'vue'
import { problemOf } from '../../../../preload/contract/errors.ts'
import type { ImageInput, InspectedImage, Inspection } from '../../../../preload/contract/inspect.ts'
import { batches } from './batches.ts'
import { keyOf, type Look } from './looks.ts'
import type { Item, Session } from './session.ts'

export type Ask = (runIds: string[], images: ImageInput[], look: Look) => Promise<Inspection>

/** Of these items those without an answer, the shown one first, in batches, so that answers appear one after another. `stop`, asked between batches, leaves the rest unasked. */
export async function askMissing(session: Session, items: readonly Item[], runIds: string[], look: Look, ask: Ask, stop: () => boolean = () => false): Promise<void> {
  const missing = (item: Item) => runIds.filter((id) => !item.answers[keyOf(id, look)] && !item.asked.includes(keyOf(id, look)))
  const open = items.filter((item) => !item.problem && !item.live && missing(item).length)
  if (!open.length) return
  const current = session.items[session.current]
  open.sort((a, b) => Number(b === current) - Number(a === current))
  session.problem = null
  const work = batches(open).map((batch) => ({ batch, wanted: [...new Set(batch.flatMap(missing))] }))
  for (const { batch, wanted } of work) for (const item of batch) item.asked.push(...wanted.map((id) => keyOf(id, look)))
  /** Nothing more is coming to these. */
  const release = ({ batch, wanted }: (typeof work)[number], of = batch) => { for (const item of of) item.asked = item.asked.filter((key) => !wanted.some((id) => key === keyOf(id, look))) }
  for (const [i, part] of work.entries()) {
    if (stop()) { for (const left of work.slice(i)) release(left); return }
    const { batch, wanted } = part
    const inputs = batch.map((item) => item.input)
    const same = (item: Item) => item.input === inputs[batch.indexOf(item)]
    try {
      const inspection = await ask(wanted, inputs, look)
      session.classes = inspection.classes
      batch.forEach((item, at) => { if (same(item)) take(item, inspection.images[at]!, look) })
    } catch (error) {
      session.problem = problemOf(error)
      for (const left of work.slice(i + 1)) release(left)
      return
    } finally {
      release(part, batch.filter(same))
    }
  }
}

/** Answers are large and never changed: Vue need not look into them. */
function take(item: Item, image: InspectedImage, look: Look): void {
  item.problem = image.problem
  // The address knows its row only.
  if (item.input.from === 'evaluation' && image.name) item.name = image.name
  item.original ??= image.original
  item.originalSize ??= image.originalSize
  item.seen = image.seen ?? item.seen
  item.label ??= image.label
  item.caption ??= image.caption ?? null
  for (const answer of image.answers) item.answers[keyOf(answer.runId, look)] = markRaw(answer)
}

/** A new frame of the camera with its answers, all at once, so that neither is ever seen with the other's. */
export async function askFrame(session: Session, item: Item, input: ImageInput, runIds: string[], look: Look, ask: Ask): Promise<void> {
  try {
    const inspection = await ask(runIds, [input], look)
    session.classes = inspection.classes
    session.problem = null
    Object.assign(item, { input, original: null, originalSize: null, seen: null, answers: {}, asked: [] })
    take(item, inspection.images[0]!, look)
  } catch (error) {
    session.problem = problemOf(error)
  }
}
