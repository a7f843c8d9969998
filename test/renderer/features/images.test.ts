import { describe, expect, it, vi } from 'vitest'
import { pack } from '../../../preload/contract/text.ts'
import type { Answer, ImageInput, Inspection } from '../../../preload/contract/inspect.ts'
import { FoveaError } from '../../../preload/contract/errors.ts'
import { batches } from '../../../renderer/src/features/images/batches.ts'
import { figuresOf, mapFor, shownClasses, viewFor } from '../../../renderer/src/features/images/reading.ts'
import { addImages, askMissing, recaption, sessionOf } from '../../../renderer/src/features/images/session.ts'

const file = (name: string, size = 4): { name: string; input: ImageInput } => ({ name, input: { from: 'file', name, bytes: 'A'.repeat(size) } })
const answer = (runId: string): Answer => ({ runId, probabilities: [0.2, 0.8], answer: 1, milliseconds: 2, maps: [] })
const inspected = (runIds: string[], images: ImageInput[]): Inspection => ({
  classes: ['cat', 'dog'],
  images: images.map((image) => ({ name: 'name' in image ? image.name : '', problem: null, original: null, originalSize: null, seen: pack('u8', [1, 1, 1], new Uint8Array(1)), label: null, answers: runIds.map(answer) })),
})

describe('asking', () => {
  it('goes in small batches', () => {
    expect(batches(Array.from({ length: 17 }, (_, i) => file(`${i}`))).map((b) => b.length)).toEqual([8, 8, 1])
    expect(batches([file('a', 20e6), file('b', 20e6), file('c')]).map((b) => b.length)).toEqual([1, 2])
    expect(batches([])).toEqual([])
  })
  it('asks once for each answer, also when asked again meanwhile, and later only for a new model', async () => {
    const session = sessionOf('once')
    addImages(session, [file('a.png'), file('b.png')])
    const ask = vi.fn(async (runIds: string[], images: ImageInput[]) => inspected(runIds, images))
    await Promise.all([askMissing(session, ['r1'], ask), askMissing(session, ['r1'], ask)])
    expect(ask).toHaveBeenCalledTimes(1)
    await askMissing(session, ['r1', 'r2'], ask)
    expect(ask.mock.calls[1]![0]).toEqual(['r2'])
    expect(Object.keys(session.items[1]!.answers)).toEqual(['r1', 'r2'])
    expect(session.classes).toEqual(['cat', 'dog'])
  })
  it('keeps a file that cannot be read with its reason and does not ask for it again', async () => {
    const session = sessionOf('bad')
    addImages(session, [file('bad.png')])
    const ask = vi.fn(async (): Promise<Inspection> => ({ classes: [], images: [{ name: 'bad.png', problem: { kind: 'unreadable', code: 'x', params: {} }, original: null, originalSize: null, seen: null, label: null, answers: [] }] }))
    await askMissing(session, ['r1'], ask)
    await askMissing(session, ['r2'], ask)
    expect(ask).toHaveBeenCalledTimes(1)
    expect(session.items[0]!.problem?.code).toBe('x')
  })
  it('with another caption asks anew; a late answer to the old one is not taken', async () => {
    const session = sessionOf('captions')
    addImages(session, [{ ...file('a.png'), input: { from: 'dataset', key: 'k', index: 3 } }])
    const item = session.items[0]!
    let late!: (inspection: Inspection) => void
    const first = askMissing(session, ['r1'], () => new Promise((resolve) => { late = resolve }))
    recaption(item, 'left of seven')
    const ask = vi.fn(async (runIds: string[], images: ImageInput[]): Promise<Inspection> => ({ ...inspected(runIds, images), images: [{ ...inspected(runIds, images).images[0]!, caption: [1, 2] }] }))
    await askMissing(session, ['r1'], ask)
    expect(ask.mock.calls[0]![1]).toEqual([{ from: 'dataset', key: 'k', index: 3, caption: 'left of seven' }])
    late({ classes: [], images: [{ ...inspected(['r1'], [item.input]).images[0]!, caption: [9], answers: [{ ...answer('r1'), answer: 0 }] }] })
    await first
    expect([item.caption, item.answers['r1']!.answer, item.asked]).toEqual([[1, 2], 1, []])
  })
  it('says what went wrong, and can be tried again', async () => {
    const session = sessionOf('refused')
    addImages(session, [file('a.png')])
    await askMissing(session, ['r1'], async () => { throw new FoveaError('unavailable', 'engine.missing') })
    expect(session.problem?.code).toBe('engine.missing')
    await askMissing(session, ['r1'], async (runIds, images) => inspected(runIds, images))
    expect([session.problem, Object.keys(session.items[0]!.answers)]).toEqual([null, ['r1']])
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
