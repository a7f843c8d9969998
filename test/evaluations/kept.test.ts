/** What an evaluation leaves in its home: for the next start, beside another Fovea, and as far as it came when it was ended. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, readdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { removeLeftovers, saveRecord } from '../../main/evaluations/kept.ts'
import { FoveaError } from '../../preload/contract/errors.ts'
import { allRows, answerByRule, ended, evaluationsIn, fill, homeOfEach, problemCode } from './fixture.ts'

const here = homeOfEach()

test('kept for the next start, removed and brought back', async () => {
  const id = await here.begin(await fill(here.given('kept'), { 'light/a.png': 255, 'dark/b.png': 0 }))
  await ended(here.service, id)
  const before = [here.service.get(id), allRows(here.service, id), here.service.metrics(id), await here.service.pixels(id, [0, 1])]
  await here.again()
  expect(here.service.list()).toMatchObject([{ id, state: 'finished' }])
  expect([here.service.get(id), allRows(here.service, id), here.service.metrics(id), await here.service.pixels(id, [0, 1])]).toEqual(before)
  here.service.remove(id)
  expect(here.service.list()).toEqual([])
  expect(() => here.service.get(id)).toThrow(FoveaError)
  here.service.restore(id)
  expect(allRows(here.service, id).total).toBe(2)
})

test('one that another Fovea is at is read anew until it has ended', async () => {
  const another = evaluationsIn(here.home)
  const looked = Promise.withResolvers<void>()
  await here.again(async (request) => {
    await looked.promise
    return answerByRule(request)
  })
  const id = await here.begin(await fill(here.given('others'), { 'light/a.png': 255 }))
  expect(allRows(another, id).total).toBe(0)
  looked.resolve()
  await ended(here.service, id)
  expect(another.get(id).state).toBe('finished')
  expect(allRows(another, id).total).toBe(1)
  await another.end()
})

test('one that another process is at runs, stays, and is followed until that process is gone', async () => {
  const id = await here.begin(await fill(here.given('elsewhere'), { 'light/a.png': 255 }))
  const evaluation = await ended(here.service, id)
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  const gone = once(child, 'exit')
  const kept = (worker: number) => saveRecord(join(here.home.evaluations, 'far'), { version: 1, evaluation: { ...evaluation, id: 'far', state: 'running', total: null }, path: null, shape: [4, 4, 1], seen: 0, process: worker })
  try {
    kept(child.pid!)
    expect(here.service.get('far')).toMatchObject({ state: 'running', problem: null })
    expect(allRows(here.service, 'far').total).toBe(0)
    for (const refused of [() => here.service.remove('far'), () => here.service.cancel('far')]) expect(refused).toThrow(problemCode('evaluations.elsewhere'))
    const end = ended(here.service, 'far')
    child.kill()
    await gone
    expect(await end).toMatchObject({ state: 'failed', problem: { code: 'evaluations.interrupted' } })
  } finally {
    child.kill('SIGKILL')
  }
  // The number of one that died, given to this process.
  kept(process.pid)
  expect(here.service.get('far').state).toBe('failed')
  here.service.remove('far')
  expect(here.service.list().map((one) => one.id)).toEqual([id])
})

test('what is put aside or about to begin outlives the start of another Fovea, and goes after a day', async () => {
  const id = await here.begin(await fill(here.given('aside'), { 'light/a.png': 255 }))
  await ended(here.service, id)
  const { evaluations } = here.home
  // Made long ago, removed just now.
  utimesSync(join(evaluations, id), 1, 1)
  here.service.remove(id)
  mkdirSync(join(evaluations, 'about-to-begin'))
  const another = evaluationsIn(here.home)
  here.service.restore(id)
  expect(allRows(here.service, id).total).toBe(1)
  expect(existsSync(join(evaluations, 'about-to-begin'))).toBe(true)
  here.service.remove(id)
  removeLeftovers(evaluations, Date.now() + 25 * 3600 * 1000)
  expect(existsSync(join(evaluations, 'about-to-begin'))).toBe(false)
  expect(() => here.service.restore(id)).toThrow(FoveaError)
  await another.end()
})

test('kept as far as it came when it is cancelled, or Fovea is closed', async () => {
  const many = await fill(here.given('many'), Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`${i}.png`, i])))
  for (const end of ['cancel', 'close'] as const) {
    let answered = 0
    const told = Promise.withResolvers<void>()
    await here.again(async (request) => {
      if (answered++) await told.promise
      return answerByRule(request)
    })
    const id = await here.begin(many)
    await ended(here.service, id, (one) => one.done > 0)
    const stopped = end === 'cancel' ? here.service.cancel(id) : here.service.close()
    told.resolve()
    await stopped
    const { state, done, total } = await ended(here.service, id)
    expect([state, done < total!, allRows(here.service, id).total]).toEqual(['cancelled', true, done])
  }
  expect(here.service.list()).toHaveLength(2)
})

test('an engine that does not answer fails it in words, with the answers so far', async () => {
  const many = await fill(here.given('many'), Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`${i}.png`, i])))
  let asked = 0
  await here.again(async (request) => {
    if (asked++) throw new FoveaError('unavailable', 'inference.ended')
    return answerByRule(request)
  })
  const id = await here.begin(many, ['plain'])
  expect(await ended(here.service, id)).toMatchObject({ state: 'failed', problem: { code: 'inference.ended' }, done: 16 })
})

test('no more than twenty are kept', async () => {
  const one = await fill(here.given('one'), { 'a.png': 9 })
  const first = await here.begin(one, ['plain'])
  const evaluation = await ended(here.service, first)
  for (let i = 0; i < 20; i++) cpSync(join(here.home.evaluations, first), join(here.home.evaluations, `copy-${i}`), { recursive: true })
  for (let i = 0; i < 20; i++) saveRecord(join(here.home.evaluations, `copy-${i}`), { version: 1, evaluation: { ...evaluation, id: `copy-${i}`, createdAt: i }, path: null, shape: [4, 4, 1], seen: 0 })
  const last = await here.begin(one, ['plain'])
  await ended(here.service, last)
  await here.service.close()
  expect(here.service.list().map(({ id }) => id)).toEqual([last, first, ...Array.from({ length: 18 }, (_, i) => `copy-${19 - i}`)])
  expect(readdirSync(here.home.evaluations)).toHaveLength(20)
})
