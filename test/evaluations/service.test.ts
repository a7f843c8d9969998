/** Many images of a user's own, from their files to the table: with real files and the real image process. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { removeLeftovers, saveRecord } from '../../main/evaluations/kept.ts'
import { unpack } from '../../preload/contract/text.ts'
import { FoveaError } from '../../preload/contract/errors.ts'
import { allRows, answerByRule, classes, ended, evaluationsIn, fill, homeIn, shade, temporaryFolder, type Service } from './fixture.ts'

const there = temporaryFolder()
const folder = (name: string) => join(there.path, name)
let place: ReturnType<typeof temporaryFolder>
let service: Service
beforeEach(() => {
  place = temporaryFolder()
  service = evaluationsIn(homeIn(place.path))
})
afterEach(async () => {
  await service.end()
  place.remove()
})
afterAll(there.remove)

const asked = (path: string, runIds = ['plain', 'other']) => service.begin({ name: 'Mine', runIds, source: { from: 'path', path } })
const problemCode = (code: string) => expect.objectContaining({ problem: expect.objectContaining({ code }) })

describe('a folder of class folders', () => {
  const make = () => fill(folder('classes'), { 'DARK/2.png': 0, 'dark/10.png': 255, '亮/a.png': 255, 'light/b.png': 200, 'light/broken.png': 'not a picture', 'light/readme.txt': 'words', 'strange/c.png': 0, '.hidden/x.png': 0, '__MACOSX/light/b.png': 0 })

  test('is answered, labelled and scored; what cannot be read is told of and ends nothing', async () => {
    const id = await asked(await make())
    const evaluation = await ended(service, id)
    expect(evaluation).toMatchObject({ state: 'finished', done: 7, total: 7, refused: 2, labels: 'folders', labelled: 4, problem: null, runs: [{ id: 'plain', slot: 0 }, { id: 'other', slot: 1 }] })
    expect(evaluation.warnings).toMatchObject([{ code: 'evaluations.unknown-classes', params: { names: 'strange' } }])
    const { rows, total } = allRows(service, id)
    expect(total).toBe(7)
    expect(Object.fromEntries(rows.map((row) => [row.name, [row.label, row.answers.map((one) => one.answer).join(''), row.problem?.code]]))).toEqual({
      'DARK/2.png': [0, '01', undefined], 'dark/10.png': [0, '11', undefined], '亮/a.png': [1, '11', undefined], 'light/b.png': [1, '11', undefined],
      'light/broken.png': [1, '', 'dataset.not-an-image'], 'light/readme.txt': [1, '', 'dataset.not-an-image'], 'strange/c.png': [null, '01', undefined],
    })
    const metrics = service.metrics(id)
    expect(metrics).toMatchObject({ labelled: 4, answered: 5, agreed: 3, answers: [[2, 3], [0, 5]] })
    expect(metrics.runs.map((one) => one.accuracy)).toEqual([0.75, 0.5])
    expect(metrics.runs[0]).toMatchObject({ confusion: [[1, 1], [0, 2]], against: null, classes: [{ precision: 1, recall: 0.5, support: 2 }, { recall: 1, support: 2 }] })
    expect(metrics.runs[1]).toMatchObject({ confusion: [[0, 2], [0, 2]], against: { difference: -0.25, fixed: 0, broken: 1, p: expect.closeTo(0.5, 12), pHolm: expect.closeTo(0.5, 12) }, classes: [{ precision: null, recall: 0, f1: 0 }, { precision: 0.5, recall: 1 }] })
    expect(metrics.runs[1]!.macroF1).toBeCloseTo(1 / 3, 12)
    // Black answers softmax(0, −5), white (0, 5), 200 of 255 in between.
    const p = (x: number) => 1 / (1 + Math.exp(-x))
    expect(metrics.runs[0]!.logLoss).toBeCloseTo(-(Math.log(p(5)) + Math.log(1 - p(5)) + Math.log(p(5)) + Math.log(p(200 / 25.5 - 5))) / 4, 5)
  })

  test('is filtered and sorted', async () => {
    const id = await asked(await make())
    await ended(service, id)
    const names = (filter: object, sort?: Parameters<typeof allRows>[3]) => allRows(service, id, filter, sort).rows.map((row) => row.name)
    expect(names({ wrong: 0 })).toEqual(['dark/10.png'])
    expect(names({ wrong: 1 }).sort()).toEqual(['DARK/2.png', 'dark/10.png'])
    expect(names({ disagree: true })).toEqual(['DARK/2.png', 'strange/c.png'])
    expect(names({ refused: true })).toEqual(['light/broken.png', 'light/readme.txt'])
    expect(names({ text: 'DARK' }).sort()).toEqual(['DARK/2.png', 'dark/10.png'])
    expect(names({ label: 1, refused: false, answer: 1 }).sort()).toEqual(['light/b.png', '亮/a.png'])
    expect(names({ answer: 0, answerBy: 0 }).sort()).toEqual(['DARK/2.png', 'strange/c.png'])
    expect(names({ answer: 0, answerBy: 1 })).toEqual([])
    const byProbability = allRows(service, id, {}, { by: 'probability', run: 0, descending: true }).rows
    expect(byProbability.slice(0, 5).map((row) => row.answers[0]!.probability)).toEqual([...byProbability.slice(0, 5).map((row) => row.answers[0]!.probability)].sort((a, b) => b - a))
    expect(byProbability.slice(-2).map((row) => row.problem?.code)).toEqual(['dataset.not-an-image', 'dataset.not-an-image'])
  })

  test('goes into a table, and shows what the models saw', async () => {
    const id = await asked(await make())
    await ended(service, id)
    const { name, text } = service.csv(id, 'zh-CN')
    expect(name).toBe('Mine.csv')
    expect(text.split('\r\n').filter((line) => /^(file|亮|light\/broken)/.test(line))).toEqual([
      'file,label,"plain, seed 1: answer","plain, seed 1: probability","plain, seed 1: right","other, seed 1: answer","other, seed 1: probability","other, seed 1: right",agreement,problem',
      expect.stringMatching(/^light\/broken\.png,亮,,,,,,,,light\/broken\.png/), expect.stringMatching(/^亮\/a\.png,亮,亮,0\.99\d+,1,亮,0\.95\d+,1,1,$/),
    ])
    const { rows } = allRows(service, id)
    const row = (name: string) => rows.find((one) => one.name === name)!.row
    const pixels = await service.pixels(id, [row('亮/a.png'), row('light/broken.png'), row('light/b.png')])
    expect(pixels.shape).toEqual([3, 4, 4, 1])
    expect([...unpack({ ...pixels, dtype: 'u8' })]).toEqual([...Array<number>(16).fill(255), ...Array<number>(16).fill(0), ...Array<number>(16).fill(200)])
    const asks = { shape: [4, 4, 1] as [number, number, number], classes: classes.map((one) => one.name) }
    expect(await service.image(id, row('light/b.png'), asks)).toMatchObject({ name: 'light/b.png', label: 1, originalSize: [6, 6], original: { shape: [6, 6, 3] } })
    await expect(service.image(id, row('light/broken.png'), asks)).rejects.toEqual(problemCode('dataset.not-an-image'))
    await expect(service.image(id, 7, asks)).rejects.toEqual(problemCode('evaluations.no-row'))
    expect((await service.image(id, row('light/b.png'), { ...asks, classes: ['a', 'b'] })).label).toBeNull()
    // The file is gone: the answer and what the model saw stay.
    rmSync(folder('classes/light/b.png'))
    expect((await service.image(id, row('light/b.png'), asks)).originalSize).toEqual([4, 4])
    await expect(service.image(id, row('light/b.png'), { ...asks, shape: [8, 8, 1] })).rejects.toEqual(problemCode('evaluations.file-gone'))
  })
})

describe('kept', () => {
  test('for the next start, removed and brought back', async () => {
    const id = await asked(await fill(folder('kept'), { 'light/a.png': 255, 'dark/b.png': 0 }))
    await ended(service, id)
    const before = [service.get(id), allRows(service, id), service.metrics(id), await service.pixels(id, [0, 1])]
    await service.end()
    service = evaluationsIn(homeIn(place.path))
    expect(service.list()).toMatchObject([{ id, state: 'finished' }])
    expect([service.get(id), allRows(service, id), service.metrics(id), await service.pixels(id, [0, 1])]).toEqual(before)
    service.remove(id)
    expect(service.list()).toEqual([])
    expect(() => service.get(id)).toThrow(FoveaError)
    service.restore(id)
    expect(allRows(service, id).total).toBe(2)
  })

  test('one that another Fovea is at is read anew until it has ended', async () => {
    const another = evaluationsIn(homeIn(place.path))
    let looked = () => {}
    await service.end()
    service = evaluationsIn(homeIn(place.path), async (request) => {
      await new Promise<void>((resolve) => { looked = resolve })
      return answerByRule(request)
    })
    const id = await asked(await fill(folder('others'), { 'light/a.png': 255 }))
    expect(allRows(another, id).total).toBe(0)
    const finished = ended(service, id)
    while ((await Promise.race([finished, new Promise((resolve) => setTimeout(resolve, 20, null))])) === null) looked()
    expect(another.get(id).state).toBe('finished')
    expect(allRows(another, id).total).toBe(1)
    await another.end()
  })

  test('one that another process is at runs, stays, and is followed until that process is gone', async () => {
    const id = await asked(await fill(folder('elsewhere'), { 'light/a.png': 255 }))
    const evaluation = await ended(service, id)
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
    const gone = once(child, 'exit')
    const kept = (worker: number) => saveRecord(join(place.path, 'evaluations', 'far'), { version: 1, evaluation: { ...evaluation, id: 'far', state: 'running', total: null }, path: null, shape: [4, 4, 1], seen: 0, process: worker })
    try {
      kept(child.pid!)
      expect(service.get('far')).toMatchObject({ state: 'running', problem: null })
      expect(allRows(service, 'far').total).toBe(0)
      for (const refused of [() => service.remove('far'), () => service.cancel('far')]) expect(refused).toThrow(problemCode('evaluations.elsewhere'))
      const end = ended(service, 'far')
      child.kill()
      await gone
      expect(await end).toMatchObject({ state: 'failed', problem: { code: 'evaluations.interrupted' } })
    } finally {
      child.kill('SIGKILL')
    }
    // The number of one that died, given to this process.
    kept(process.pid)
    expect(service.get('far').state).toBe('failed')
    service.remove('far')
    expect(service.list().map((one) => one.id)).toEqual([id])
  })

  test('what is put aside or about to begin outlives the start of another Fovea, and goes after a day', async () => {
    const id = await asked(await fill(folder('aside'), { 'light/a.png': 255 }))
    await ended(service, id)
    const { evaluations } = homeIn(place.path)
    // Made long ago, removed just now.
    utimesSync(join(evaluations, id), 1, 1)
    service.remove(id)
    mkdirSync(join(evaluations, 'about-to-begin'))
    const another = evaluationsIn(homeIn(place.path))
    service.restore(id)
    expect(allRows(service, id).total).toBe(1)
    expect(existsSync(join(evaluations, 'about-to-begin'))).toBe(true)
    service.remove(id)
    removeLeftovers(evaluations, Date.now() + 25 * 3600 * 1000)
    expect(existsSync(join(evaluations, 'about-to-begin'))).toBe(false)
    expect(() => service.restore(id)).toThrow(FoveaError)
    await another.end()
  })

  test('as far as it came when it is cancelled, or Fovea is closed', async () => {
    const many = await fill(folder('many'), Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`${i}.png`, i])))
    for (const end of ['cancel', 'close'] as const) {
      let answered = 0
      await service.end()
      // The second question waits until the first was told of.
      service = evaluationsIn(homeIn(place.path), async (request) => {
        if (answered++) await new Promise((resolve) => setTimeout(resolve, 300))
        return answerByRule(request)
      })
      const id = await asked(many)
      await ended(service, id, (one) => one.done > 0)
      if (end === 'cancel') service.cancel(id)
      else await service.close()
      const { state, done, total } = await ended(service, id)
      expect([state, done < total!, allRows(service, id).total]).toEqual(['cancelled', true, done])
    }
    expect(service.list()).toHaveLength(2)
  })

  test('an engine that does not answer fails it in words, with the answers so far', async () => {
    let asked = 0
    await service.end()
    service = evaluationsIn(homeIn(place.path), async (request) => {
      if (asked++) throw new FoveaError('unavailable', 'inference.ended')
      return answerByRule(request)
    })
    const id = await service.begin({ name: 'x', runIds: ['plain'], source: { from: 'path', path: folder('many') } })
    expect(await ended(service, id)).toMatchObject({ state: 'failed', problem: { code: 'inference.ended' }, done: 16 })
  })

  test('no more than twenty', async () => {
    const one = await fill(folder('one'), { 'a.png': 9 })
    const first = await asked(one, ['plain'])
    const evaluation = await ended(service, first)
    for (let i = 0; i < 20; i++) cpSync(join(place.path, 'evaluations', first), join(place.path, 'evaluations', `copy-${i}`), { recursive: true })
    for (let i = 0; i < 20; i++) saveRecord(join(place.path, 'evaluations', `copy-${i}`), { version: 1, evaluation: { ...evaluation, id: `copy-${i}`, createdAt: i }, path: null, shape: [4, 4, 1], seen: 0 })
    const last = await asked(one, ['plain'])
    await ended(service, last)
    await service.close()
    expect(service.list().map(({ id }) => id)).toEqual([last, first, ...Array.from({ length: 18 }, (_, i) => `copy-${19 - i}`)])
    expect(readdirSync(join(place.path, 'evaluations'))).toHaveLength(20)
  })
})

describe('labels of a table', () => {
  test('win over folders; lines of strangers are told of', async () => {
    await fill(folder('table'), { 'light/a.png': 0, 'b, c.png': 255, 'labels.csv': '\ufeffImage,Class\r\n"b, c.png",亮\r\na,DARK\r\nlight\\a.png,Dark\r\nnone.png,Light\r\n"b, c.png",violet\r\n' })
    const id = await asked(folder('table'))
    expect(await ended(service, id)).toMatchObject({ labels: 'table', labelled: 2, total: 2, warnings: [{ code: 'evaluations.table-missing', params: { count: 1, names: 'none.png' } }, { code: 'evaluations.unknown-classes', params: { names: 'violet' } }] })
    expect(allRows(service, id).rows.map((row) => [row.name, row.label])).toEqual([['b, c.png', 1], ['light/a.png', 0]])
  })
  test('a table of something else is told of, and folders speak', async () => {
    await fill(folder('else'), { 'light/a.png': 255, 'sales.csv': 'year;sum\n2025;3\n' })
    expect(await ended(service, await asked(folder('else')))).toMatchObject({ labels: 'folders', labelled: 1, warnings: [{ code: 'evaluations.table-unused', params: { file: 'sales.csv' } }] })
  })
})

describe('what was sent', () => {
  test('a folder and its name, and stays to be looked at again', async () => {
    const uploadId = service.uploads.begin()
    service.uploads.file(uploadId, 'light/a.png', await shade(255))
    service.uploads.file(uploadId, 'light/b.png', await shade(0))
    const id = await service.begin({ name: 'light', runIds: ['plain'], source: { from: 'upload', uploadId } })
    expect(await ended(service, id)).toMatchObject({ labels: 'folders', labelled: 2 })
    expect(allRows(service, id).rows.map((row) => row.name)).toEqual(['a.png', 'b.png'])
    expect((await service.image(id, 0, { shape: [4, 4, 1], classes: [] })).originalSize).toEqual([6, 6])
    expect(existsSync(join(place.path, 'uploads', uploadId))).toBe(false)
  })
})

test('one image, and what is no source', async () => {
  await fill(folder('single'), { 'a.png': 255, 'empty/readme.txt': 'x' })
  const id = await asked(join(folder('single'), 'a.png'))
  expect(await ended(service, id)).toMatchObject({ labels: 'none', total: 1, done: 1 })
  expect(allRows(service, id).rows).toMatchObject([{ name: 'a.png', agreement: 1 }])
  for (const [path, code] of [['nothing', 'evaluations.no-source'], ['empty', 'evaluations.no-images']]) {
    expect(await ended(service, await asked(join(folder('single'), path!)))).toMatchObject({ state: 'failed', problem: { code } })
  }
  await expect(asked(folder('single'), ['stranger'])).rejects.toEqual(problemCode('runs.unknown'))
  expect(() => service.get('../../x')).toThrow(FoveaError)
})
