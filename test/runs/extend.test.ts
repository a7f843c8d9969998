/** Training on: what the new comparison is called, and when there is none. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { extendedName } from '../../main/runs/extend.ts'
import { openRuns, planOf, until } from './fixture.ts'

test('a name says the epochs that were added, each time anew and in both languages', () => {
  const once = extendedName({ en: 'Digits', 'zh-CN': '数字' }, [], 8)
  expect(once).toEqual({ en: 'Digits, +8 epochs', 'zh-CN': '数字，+8 轮' })
  expect(extendedName(once, [8], 4)).toEqual({ en: 'Digits, +8 +4 epochs', 'zh-CN': '数字，+8 +4 轮' })
  expect(extendedName('A', [], 1)).toEqual({ en: 'A, +1 epoch', 'zh-CN': 'A，+1 轮' })
  // A name the user changed since is kept whole.
  expect(extendedName('My own', [8], 4)).toEqual({ en: 'My own, +8 +4 epochs', 'zh-CN': 'My own，+8 +4 轮' })
})

test('only what has ended is gone on from, and what cannot be copied leaves nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-extend-'))
  const { runs, store, idle, close } = await openRuns(folder)
  const id = await runs.createComparison(planOf(['finish', 'slow']))
  await until(runs, () => runs.status().runId === `${id}-slow-1`)
  await store.appendEvents(`${id}-finish-1`, [{ time: 1, event: { type: 'checkpoint', step: 100, file: 'x' } }])
  await expect(runs.extendComparison(id, 2)).rejects.toMatchObject({ problem: { code: 'comparisons.under-way' } })
  await runs.stopComparison(id, true)
  await idle()
  // The first can be copied, of the second the description of the network is gone.
  const own = (name: string) => join(runs.folderOf(`${id}-finish-1`), name)
  writeFileSync(own('model.json'), '{}')
  writeFileSync(own('checkpoint.safetensors'), '100')
  await expect(runs.extendComparison(id, 2)).rejects.toThrow()
  expect(readdirSync(join(runs.folderOf(id), '..')).sort()).toEqual([`${id}-finish-1`, `${id}-slow-1`])
  await close()
  rmSync(folder, { recursive: true, force: true })
})
