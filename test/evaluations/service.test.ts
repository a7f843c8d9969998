/** Many images of a user's own, from their files to the table: with real files and the real image process. */
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { unpack } from '../../preload/contract/text.ts'
import { FoveaError } from '../../preload/contract/errors.ts'
import { allRows, classes, ended, fill, homeOfEach, problemCode, shade } from './fixture.ts'

const here = homeOfEach()

describe('a folder of class folders', () => {
  const make = () => fill(here.given('classes'), { 'DARK/2.png': 0, 'dark/10.png': 255, '亮/a.png': 255, 'light/b.png': 200, 'light/broken.png': 'not a picture', 'light/readme.txt': 'words', 'strange/c.png': 0, '.hidden/x.png': 0, '__MACOSX/light/b.png': 0 })

  test('is answered, labelled and scored; what cannot be read is told of and ends nothing', async () => {
    const id = await here.begin(await make())
    const evaluation = await ended(here.service, id)
    expect(evaluation).toMatchObject({ state: 'finished', done: 7, total: 7, refused: 2, labels: 'folders', labelled: 4, problem: null, runs: [{ id: 'plain', slot: 0 }, { id: 'other', slot: 1 }] })
    expect(evaluation.warnings).toMatchObject([{ code: 'evaluations.unknown-classes', params: { names: 'strange' } }])
    const { rows, total } = allRows(here.service, id)
    expect(total).toBe(7)
    expect(Object.fromEntries(rows.map((row) => [row.name, [row.label, row.answers.map((one) => one.answer).join(''), row.problem?.code]]))).toEqual({
      'DARK/2.png': [0, '01', undefined], 'dark/10.png': [0, '11', undefined], '亮/a.png': [1, '11', undefined], 'light/b.png': [1, '11', undefined],
      'light/broken.png': [1, '', 'dataset.not-an-image'], 'light/readme.txt': [1, '', 'dataset.not-an-image'], 'strange/c.png': [null, '01', undefined],
    })
    const metrics = here.service.metrics(id)
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
    const id = await here.begin(await make())
    await ended(here.service, id)
    const names = (filter: object, sort?: Parameters<typeof allRows>[3]) => allRows(here.service, id, filter, sort).rows.map((row) => row.name)
    expect(names({ wrong: 0 })).toEqual(['dark/10.png'])
    expect(names({ wrong: 1 }).sort()).toEqual(['DARK/2.png', 'dark/10.png'])
    expect(names({ disagree: true })).toEqual(['DARK/2.png', 'strange/c.png'])
    expect(names({ refused: true })).toEqual(['light/broken.png', 'light/readme.txt'])
    expect(names({ text: 'DARK' }).sort()).toEqual(['DARK/2.png', 'dark/10.png'])
    expect(names({ label: 1, refused: false, answer: 1 }).sort()).toEqual(['light/b.png', '亮/a.png'])
    expect(names({ answer: 0, answerBy: 0 }).sort()).toEqual(['DARK/2.png', 'strange/c.png'])
    expect(names({ answer: 0, answerBy: 1 })).toEqual([])
    const byProbability = allRows(here.service, id, {}, { by: 'probability', run: 0, descending: true }).rows
    expect(byProbability.slice(0, 5).map((row) => row.answers[0]!.probability)).toEqual([...byProbability.slice(0, 5).map((row) => row.answers[0]!.probability)].sort((a, b) => b - a))
    expect(byProbability.slice(-2).map((row) => row.problem?.code)).toEqual(['dataset.not-an-image', 'dataset.not-an-image'])
  })

  test('goes into a table, and shows what the models saw', async () => {
    const id = await here.begin(await make())
    await ended(here.service, id)
    const { name, text } = here.service.csv(id, 'zh-CN')
    expect(name).toBe('Mine.csv')
    expect(text.split('\r\n').filter((line) => /^(file|亮|light\/broken)/.test(line))).toEqual([
      'file,label,"plain, seed 1: answer","plain, seed 1: probability","plain, seed 1: right","other, seed 1: answer","other, seed 1: probability","other, seed 1: right",agreement,problem',
      expect.stringMatching(/^light\/broken\.png,亮,,,,,,,,light\/broken\.png/), expect.stringMatching(/^亮\/a\.png,亮,亮,0\.99\d+,1,亮,0\.95\d+,1,1,$/),
    ])
    const { rows } = allRows(here.service, id)
    const row = (name: string) => rows.find((one) => one.name === name)!.row
    const pixels = await here.service.pixels(id, [row('亮/a.png'), row('light/broken.png'), row('light/b.png')])
    expect(pixels.shape).toEqual([3, 4, 4, 1])
    expect([...unpack({ ...pixels, dtype: 'u8' })]).toEqual([...Array<number>(16).fill(255), ...Array<number>(16).fill(0), ...Array<number>(16).fill(200)])
    const asks = { shape: [4, 4, 1] as [number, number, number], classes: classes.map((one) => one.name) }
    expect(await here.service.image(id, row('light/b.png'), asks)).toMatchObject({ name: 'light/b.png', label: 1, originalSize: [6, 6], original: { shape: [6, 6, 3] } })
    await expect(here.service.image(id, row('light/broken.png'), asks)).rejects.toEqual(problemCode('dataset.not-an-image'))
    await expect(here.service.image(id, 7, asks)).rejects.toEqual(problemCode('evaluations.no-row'))
    expect((await here.service.image(id, row('light/b.png'), { ...asks, classes: ['a', 'b'] })).label).toBeNull()
    // The file is gone: the answer and what the model saw stay.
    rmSync(here.given('classes/light/b.png'))
    expect((await here.service.image(id, row('light/b.png'), asks)).originalSize).toEqual([4, 4])
    await expect(here.service.image(id, row('light/b.png'), { ...asks, shape: [8, 8, 1] })).rejects.toEqual(problemCode('evaluations.file-gone'))
  })
})

describe('labels of a table', () => {
  test('win over folders; lines of strangers are told of', async () => {
    await fill(here.given('table'), { 'light/a.png': 0, 'b, c.png': 255, 'labels.csv': '\ufeffImage,Class\r\n"b, c.png",亮\r\na,DARK\r\nlight\\a.png,Dark\r\nnone.png,Light\r\n"b, c.png",violet\r\n' })
    const id = await here.begin(here.given('table'))
    expect(await ended(here.service, id)).toMatchObject({ labels: 'table', labelled: 2, total: 2, warnings: [{ code: 'evaluations.table-missing', params: { count: 1, names: 'none.png' } }, { code: 'evaluations.unknown-classes', params: { names: 'violet' } }] })
    expect(allRows(here.service, id).rows.map((row) => [row.name, row.label])).toEqual([['b, c.png', 1], ['light/a.png', 0]])
  })
  test('a table of something else is told of, and folders speak', async () => {
    await fill(here.given('else'), { 'light/a.png': 255, 'sales.csv': 'year;sum\n2025;3\n' })
    expect(await ended(here.service, await here.begin(here.given('else')))).toMatchObject({ labels: 'folders', labelled: 1, warnings: [{ code: 'evaluations.table-unused', params: { file: 'sales.csv' } }] })
  })
})

describe('what was sent', () => {
  test('a folder and its name, and stays to be looked at again', async () => {
    const uploadId = here.service.uploads.begin()
    here.service.uploads.file(uploadId, 'light/a.png', await shade(255))
    here.service.uploads.file(uploadId, 'light/b.png', await shade(0))
    const id = await here.service.begin({ name: 'light', runIds: ['plain'], source: { from: 'upload', uploadId } })
    expect(await ended(here.service, id)).toMatchObject({ labels: 'folders', labelled: 2 })
    expect(allRows(here.service, id).rows.map((row) => row.name)).toEqual(['a.png', 'b.png'])
    expect((await here.service.image(id, 0, { shape: [4, 4, 1], classes: [] })).originalSize).toEqual([6, 6])
    expect(existsSync(join(here.home.uploads, uploadId))).toBe(false)
  })
})

test('one image, and what is no source', async () => {
  await fill(here.given('single'), { 'a.png': 255, 'empty/readme.txt': 'x' })
  const id = await here.begin(join(here.given('single'), 'a.png'))
  expect(await ended(here.service, id)).toMatchObject({ labels: 'none', total: 1, done: 1 })
  expect(allRows(here.service, id).rows).toMatchObject([{ name: 'a.png', agreement: 1 }])
  for (const [path, code] of [['nothing', 'evaluations.no-source'], ['empty', 'evaluations.no-images']]) {
    expect(await ended(here.service, await here.begin(join(here.given('single'), path!)))).toMatchObject({ state: 'failed', problem: { code } })
  }
  await expect(here.begin(here.given('single'), ['stranger'])).rejects.toEqual(problemCode('runs.unknown'))
  expect(() => here.service.get('../../x')).toThrow(FoveaError)
})
