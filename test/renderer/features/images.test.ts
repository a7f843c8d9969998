import { describe, expect, it, vi } from 'vitest'
import { pack } from '../../../preload/contract/text.ts'
import type { Answer, ImageInput, Inspection } from '../../../preload/contract/inspect.ts'
import { FoveaError } from '../../../preload/contract/errors.ts'
import { batches } from '../../../renderer/src/features/images/batches.ts'
import { figuresOf, mapFor, shownClasses, signedEven, viewFor } from '../../../renderer/src/features/images/reading.ts'
import { askFrame, askMissing } from '../../../renderer/src/features/images/asking.ts'
import { stepsAt, stopFor, stopsOf, valueNear, type Kept } from '../../../renderer/src/features/images/epochs.ts'
import { areMany, asDropped } from '../../../renderer/src/features/images/files.ts'
import { answerAlone, answerTo, keyOf, type Look } from '../../../renderer/src/features/images/looks.ts'
import { addImages, forgetLooks, recaption, removeImages, sessionOf, type Session } from '../../../renderer/src/features/images/session.ts'

const file = (name: string, size = 4): { name: string; input: ImageInput } => ({ name, input: { from: 'file', name, bytes: 'A'.repeat(size) } })
const answer = (runId: string): Answer => ({ runId, probabilities: [0.2, 0.8], answer: 1, milliseconds: 2, maps: [] })
const inspected = (runIds: string[], images: ImageInput[]): Inspection => ({
  classes: ['cat', 'dog'],
  images: images.map((image) => ({ name: 'name' in image ? image.name : '', problem: null, original: null, originalSize: null, seen: pack('u8', [1, 1, 1], new Uint8Array(1)), label: null, answers: runIds.map(answer) })),
})

const attention: Look = { method: 'attention', steps: {} }
const asked = (session: Session, runIds: string[], ask: Parameters<typeof askMissing>[4], look = attention) => askMissing(session, session.items, runIds, look, ask)
const answered = (session: Session, at: number, runId: string, look = attention) => session.items[at]!.answers[keyOf(runId, look)]

describe('asking', () => {
  it('goes in small batches', () => {
    expect(batches(Array.from({ length: 9 }, (_, i) => file(`${i}`))).map((b) => b.length)).toEqual([4, 4, 1])
    expect(batches([file('a', 20e6), file('b', 20e6), file('c')]).map((b) => b.length)).toEqual([1, 2])
    expect(batches([])).toEqual([])
  })
  it('asks once for each answer, also when asked again meanwhile, and later only for a new model', async () => {
    const session = sessionOf('once')
    addImages(session, [file('a.png'), file('b.png')])
    const ask = vi.fn(async (runIds: string[], images: ImageInput[]) => inspected(runIds, images))
    await Promise.all([asked(session, ['r1'], ask), asked(session, ['r1'], ask)])
    expect(ask).toHaveBeenCalledTimes(1)
    await asked(session, ['r1', 'r2'], ask)
    expect(ask.mock.calls[1]![0]).toEqual(['r2'])
    expect(['r1', 'r2'].map((id) => answered(session, 1, id)?.runId)).toEqual(['r1', 'r2'])
    expect(session.classes).toEqual(['cat', 'dog'])
  })
  it('keeps a file that cannot be read with its reason and does not ask for it again', async () => {
    const session = sessionOf('bad')
    addImages(session, [file('bad.png')])
    const ask = vi.fn(async (): Promise<Inspection> => ({ classes: [], images: [{ name: 'bad.png', problem: { kind: 'unreadable', code: 'x', params: {} }, original: null, originalSize: null, seen: null, label: null, answers: [] }] }))
    await asked(session, ['r1'], ask)
    await asked(session, ['r2'], ask)
    expect(ask).toHaveBeenCalledTimes(1)
    expect(session.items[0]!.problem?.code).toBe('x')
  })
  it('with another caption asks anew; a late answer to the old one is not taken', async () => {
    const session = sessionOf('captions')
    addImages(session, [{ ...file('a.png'), input: { from: 'dataset', key: 'k', index: 3 } }])
    const item = session.items[0]!
    let late!: (inspection: Inspection) => void
    const first = asked(session, ['r1'], () => new Promise((resolve) => { late = resolve }))
    recaption(item, 'left of seven')
    const ask = vi.fn(async (runIds: string[], images: ImageInput[]): Promise<Inspection> => ({ ...inspected(runIds, images), images: [{ ...inspected(runIds, images).images[0]!, caption: [1, 2] }] }))
    await asked(session, ['r1'], ask)
    expect(ask.mock.calls[0]![1]).toEqual([{ from: 'dataset', key: 'k', index: 3, caption: 'left of seven' }])
    late({ classes: [], images: [{ ...inspected(['r1'], [item.input]).images[0]!, caption: [9], answers: [{ ...answer('r1'), answer: 0 }] }] })
    await first
    expect([item.caption, answered(session, 0, 'r1')!.answer, item.asked]).toEqual([[1, 2], 1, []])
  })
  it('says what went wrong, and can be tried again', async () => {
    const session = sessionOf('refused')
    addImages(session, [file('a.png')])
    await asked(session, ['r1'], async () => { throw new FoveaError('unavailable', 'engine.missing') })
    expect(session.problem?.code).toBe('engine.missing')
    await asked(session, ['r1'], async (runIds, images) => inspected(runIds, images))
    expect([session.problem, answered(session, 0, 'r1')?.runId]).toEqual([null, 'r1'])
  })
})

describe('looks', () => {
  const ig: Look = { method: 'integrated-gradients', steps: {} }
  const early: Look = { method: 'attention', steps: { r1: 40 } }
  it('of each kind and epoch are asked for themselves; the answer is shown before its map', async () => {
    const session = sessionOf('looks')
    addImages(session, [file('a.png')])
    const ask = vi.fn(async (runIds: string[], images: ImageInput[], _look: Look) => inspected(runIds, images))
    await asked(session, ['r1', 'r2'], ask, answerAlone)
    expect(answerTo(session.items[0]!.answers, 'r1', ig)).toMatchObject({ answer: { runId: 'r1', maps: [] }, pending: true })
    expect(answerTo(session.items[0]!.answers, 'r1', early)).toEqual({ answer: null, pending: false })
    for (const look of [ig, early, ig]) await asked(session, ['r1', 'r2'], ask, look)
    expect(ask.mock.calls.map(([runIds, , look]) => [runIds.join(), look.method, look.steps])).toEqual([['r1,r2', 'none', {}], ['r1,r2', 'integrated-gradients', {}], ['r1,r2', 'attention', { r1: 40 }]])
    expect(answerTo(session.items[0]!.answers, 'r1', ig).pending).toBe(false)
    expect(answered(session, 0, 'r2', attention)).toBe(answered(session, 0, 'r2', early))
  })
  it('stops between batches for what is asked meanwhile, and asks for the rest later', async () => {
    const session = sessionOf('stop')
    addImages(session, Array.from({ length: 6 }, (_, i) => file(`${i}.png`)))
    const ask = vi.fn(async (runIds: string[], images: ImageInput[], _look: Look) => inspected(runIds, images))
    await askMissing(session, session.items, ['r1'], answerAlone, ask, () => ask.mock.calls.length > 0)
    expect(session.items.filter((item) => answerTo(item.answers, 'r1', answerAlone).answer).length).toBe(4)
    expect(session.items.every((item) => item.asked.length === 0)).toBe(true)
    await asked(session, ['r1'], ask, answerAlone)
    expect(ask.mock.calls.map(([, images]) => images.length)).toEqual([4, 2])
  })
  it('of an image that is no longer shown are forgotten where they are large or unusual', async () => {
    const session = sessionOf('forget')
    addImages(session, [file('a.png')])
    const item = session.items[0]!
    const large = pack('f32', [1, 1, 300_000], new Float32Array(300_000))
    const withMap = (weights: typeof large): Inspection => ({ ...inspected(['r1'], [item.input]), images: [{ ...inspected(['r1'], [item.input]).images[0]!, answers: [{ ...answer('r1'), maps: [{ layer: 'l', mechanism: 'm', kind: 'attention', heads: 1, queryGrid: null, keyGrid: [1, 2], extra: 0, weights }] }] }] })
    const small = pack('f32', [1, 1, 2], new Float32Array(2))
    for (const [look, weights] of [[answerAlone, small], [attention, small], [ig, small], [early, small]] as const) await asked(session, ['r1'], async () => withMap(weights), look)
    forgetLooks(item)
    expect(Object.keys(item.answers)).toEqual([keyOf('r1', answerAlone), keyOf('r1', attention)])
    item.answers = {}
    await asked(session, ['r1'], async () => withMap(large), attention)
    forgetLooks(item)
    expect(Object.keys(item.answers)).toEqual([])
  })
  it('of the camera: a frame and its answers change together, and nothing else asks about it', async () => {
    const session = sessionOf('camera')
    addImages(session, [file('camera.jpg')], true)
    const item = session.items[0]!
    const none = vi.fn(async (runIds: string[], images: ImageInput[]) => inspected(runIds, images))
    await asked(session, ['r1'], none)
    expect(none).not.toHaveBeenCalled()
    let arrive!: (inspection: Inspection) => void
    const frame = askFrame(session, item, file('camera.jpg', 8).input, ['r1'], attention, () => new Promise((resolve) => { arrive = resolve }))
    expect([item.seen, (item.input as { bytes: string }).bytes.length]).toEqual([null, 4])
    arrive(inspected(['r1'], [item.input]))
    await frame
    expect([item.seen?.shape, (item.input as { bytes: string }).bytes.length, answered(session, 0, 'r1')?.answer]).toEqual([[1, 1, 1], 8, 1])
    await askFrame(session, item, file('camera.jpg', 12).input, ['r1'], attention, async () => { throw new FoveaError('unavailable', 'engine.missing') })
    expect([session.problem?.code, (item.input as { bytes: string }).bytes.length]).toEqual(['engine.missing', 8])
  })
})

describe('epochs', () => {
  const kept: Kept[] = [{ runId: 'a', steps: [0, 10, 20, 40], stepsPerEpoch: 10 }, { runId: 'b', steps: [0, 40, 75], stepsPerEpoch: 20 }, { runId: 'c', steps: [30], stepsPerEpoch: 10 }]
  it('are all at which any run has weights', () => {
    expect(stopsOf(kept)).toEqual([0, 1, 2, 3, 3.75, 4])
    expect(stopsOf([])).toEqual([])
  })
  it('take of each run the nearest step, and none where that is its end', () => {
    expect(stepsAt(kept, 0)).toEqual({ a: 0, b: 0 })
    expect(stepsAt(kept, 1)).toEqual({ a: 10, b: 0 })
    expect(stepsAt(kept, 3)).toEqual({ a: 20 })
    expect(stepsAt(kept, 4)).toEqual({})
    expect(stepsAt(kept, null)).toEqual({})
  })
  it('are read from an address as the nearest one; the last is the end', () => {
    expect([stopFor([0, 1, 4], 1.2), stopFor([0, 1, 4], 99), stopFor([0, 1, 4], -3), stopFor([0, 1, 4], null), stopFor([3], 0)]).toEqual([1, null, 0, null, null])
  })
  it('find the nearest value of a curve', () => {
    expect([valueNear({ steps: [10, 20], values: [0.5, 0.7] }, 16), valueNear({ steps: [], values: [] }, 3), valueNear(undefined, 3)]).toEqual([0.7, null, null])
  })
})

describe('images taken off', () => {
  it('come back where they were, before what came meanwhile', () => {
    const session = sessionOf('undo')
    addImages(session, [file('a'), file('b'), file('c')])
    session.current = 2
    const undo = removeImages(session, [session.items[1]!, session.items[2]!])
    expect([session.items.map((item) => item.name), session.current]).toEqual([['a'], 0])
    addImages(session, [file('d')])
    undo()
    expect([session.items.map((item) => item.name), session.current]).toEqual([['a', 'b', 'c', 'd'], 2])
  })
  it('are no camera any more', () => {
    const session = sessionOf('undo-live')
    addImages(session, [file('camera.jpg')], true)
    removeImages(session, [...session.items])()
    expect(session.items.map((item) => item.live)).toEqual([false])
  })
})

describe('what comes', () => {
  const named = (name: string) => new File(['x'], name)
  it('is many as a folder, a ZIP or more than twelve', () => {
    expect(areMany(asDropped(Array.from({ length: 12 }, (_, i) => named(`${i}.png`))))).toBe(false)
    expect(areMany(asDropped(Array.from({ length: 13 }, (_, i) => named(`${i}.png`))))).toBe(true)
    expect(areMany(asDropped([named('all.ZIP')]))).toBe(true)
    expect(areMany({ ...asDropped([named('a.png')]), folder: 'leaves' })).toBe(true)
  })
})

describe('reading an answer', () => {
  it('shows the likeliest classes, and the true one in any case', () => {
    const p = [0.05, 0.5, 0.3, 0.1, 0.05]
    expect(shownClasses(p, null)).toEqual([1, 2, 3])
    expect(shownClasses(p, 2)).toEqual([1, 2, 3])
    expect(shownClasses(p, 4)).toEqual([1, 2, 4])
    expect(shownClasses([0.4, 0.6], 0)).toEqual([1, 0])
  })
  const map = (layer: string, queryGrid: [number, number] | null) => ({ layer, mechanism: 'm', kind: 'attention' as const, heads: 1, queryGrid, keyGrid: [1, 2] as [number, number], extra: 0, weights: pack('f32', queryGrid ? [1, 2, 2] : [1, 1, 2], Float32Array.from(queryGrid ? [1, 0, 0, 1] : [0.25, 0.75])) })
  it('takes the wanted layer, or the last one of a model without it', () => {
    const one = { ...answer('r'), maps: [map('stage1', null), map('stage3', null)] }
    expect(mapFor(one, 'stage1')?.layer).toBe('stage1')
    expect(mapFor(one, 'head')?.layer).toBe('stage3')
    expect(mapFor(answer('r'), null)).toBeNull()
  })
  it('looks from the cursor only where a map has queries', () => {
    expect([...viewFor(map('a', [1, 2]), null, { x: 0.9, y: 0.5 }, true).even]).toEqual([0, 2])
    expect([...viewFor(map('a', [1, 2]), null, { x: 0.9, y: 0.5 }, false).even]).toEqual([1, 1])
    expect([...viewFor(map('a', null), null, { x: 0.9, y: 0.5 }, true).even]).toEqual([0.5, 1.5])
  })
  it('counts times even at the cursor, the cells of half the look and the spread', () => {
    const figures = figuresOf(viewFor(map('a', null), null, null, false), { x: 0.9, y: 0.1 })
    expect(figures).toMatchObject({ atCursor: 1.5, half: 1, cells: 2 })
    expect(figures.spread).toBeCloseTo(0.811, 3)
  })
})

describe('a signed map', () => {
  const map = { layer: 'l', mechanism: 'integrated-gradients', kind: 'integrated-gradients' as const, heads: 1, queryGrid: null, keyGrid: [2, 2] as [number, number], extra: 0, weights: pack('f32', [1, 1, 4], Float32Array.of(0.5, -0.3, 0.2, 0)) }
  it('counts by size, and says what speaks for and against', () => {
    const figures = figuresOf(viewFor(map, null, null, false), { x: 0.9, y: 0.1 })
    expect([figures.half, figures.cells, figures.atCursor!.toFixed(2), figures.pro!.toFixed(2)]).toEqual([1, 4, '-1.20', '0.70'])
    expect([signedEven(-1.2), signedEven(2), signedEven(0)]).toEqual(['−1.2', '+2.0', '0.0'])
  })
})

describe('words as queries', () => {
  const weights = Float32Array.of(1, 0, 0, 0, 0, 0, 0.5, 0.5)
  const map = { layer: 'l', mechanism: 'text-cross-attention', kind: 'attention' as const, heads: 1, queryGrid: null, keyGrid: [2, 2] as [number, number], extra: 0, queries: 'words' as const, weights: pack('f32', [1, 2, 4], weights) }
  it('show the look of the word, of all of them when none is pointed at', () => {
    expect([...viewFor(map, null, null, false, 0).even]).toEqual([4, 0, 0, 0])
    expect([...viewFor(map, null, null, false, 1).even]).toEqual([0, 0, 2, 2])
    expect([...viewFor(map, null, null, false, null).even]).toEqual([2, 0, 1, 1])
    expect([...viewFor(map, null, { x: 0, y: 0 }, true, 1).even]).toEqual([0, 0, 2, 2])
  })
})
