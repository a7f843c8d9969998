/** A process that trains steps back behind the window; the one that started it does not. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { constants, getPriority } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { behind } from '../../main/engine/priority.ts'
import { root } from '../e2e/serving.ts'

const groupOf = () => { try { return /nice (-?\d+)/.exec(readFileSync('/proc/self/autogroup', 'utf8'))?.[1] ?? null } catch { return null } }
const asked = (detached: boolean, first = '') => new Promise<{ own: number; group: string | null }>((resolve, reject) => {
  const code = `import(${JSON.stringify(join(root, 'main', 'engine', 'priority.ts'))}).then(async ({ stepBack }) => {
    ${first}
    stepBack()
    let group = null
    try { group = /nice (-?\\d+)/.exec(require('node:fs').readFileSync('/proc/self/autogroup', 'utf8'))?.[1] ?? null } catch {}
    process.send({ own: require('node:os').getPriority(), group })
  })`
  const child = spawn(process.execPath, ['-e', code], { detached, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  child.on('message', (message) => { resolve(message as { own: number; group: string | null }) })
  child.on('error', reject)
  child.on('exit', (status) => { if (status) reject(new Error(`exit ${status}`)) })
})
const lowest = constants.priority.PRIORITY_LOW

describe('stepping back', () => {
  test('the process that leads its session goes below normal, its session too', async () => {
    const before = groupOf()
    const { own, group } = await asked(true)
    expect(own).toBeGreaterThanOrEqual(behind)
    if (before !== null) expect(group).toBe(String(own))
  })

  test('one that was started lower stays there, and so does its session', async () => {
    const { own, group } = await asked(true, `require('node:os').setPriority(${lowest})`)
    expect(own).toBe(lowest)
    if (groupOf() !== null) expect(group).toBe(String(lowest))
  })

  test('one in a shared session leaves the session as it is', async () => {
    const before = [groupOf(), getPriority()]
    const { own } = await asked(false)
    expect(own).toBeGreaterThanOrEqual(behind)
    expect([groupOf(), getPriority()]).toEqual(before)
  })
})
