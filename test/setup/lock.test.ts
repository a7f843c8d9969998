/** Two set-ups at once take turns, and one that was ended does not block the next. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { alone } from '../../main/setup/lock.js'

let folder = ''
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'fovea-lock-')) })
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('work under one lock never overlaps', async () => {
  const lock = join(folder, 'lock')
  let inside = 0
  let most = 0
  const work = async () => {
    most = Math.max(most, ++inside)
    await sleep(20)
    return inside--
  }
  await Promise.all([alone(lock, work), alone(lock, work), alone(lock, work)])
  expect(most).toBe(1)
  expect(existsSync(lock)).toBe(false)
})

test('a lock is given back when the work fails', async () => {
  const lock = join(folder, 'lock')
  await expect(alone(lock, () => Promise.reject(new Error('disk')))).rejects.toThrow('disk')
  expect(await alone(lock, () => Promise.resolve(7))).toBe(7)
})

test('a lock that nobody touches any more is taken over', async () => {
  const lock = join(folder, 'lock')
  mkdirSync(lock)
  const longAgo = new Date(Date.now() - 60_000)
  utimesSync(lock, longAgo, longAgo)
  expect(await alone(lock, () => Promise.resolve('mine'))).toBe('mine')
})
