/** What is written for a desktop, what is asked of Windows, and that all of it can be taken back. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { associate, dissociate } from '../../main/system/file-association.ts'

const folder = mkdtempSync(join(tmpdir(), 'fovea-association-'))
afterAll(() => rmSync(folder, { recursive: true }))
const asked: string[][] = []
const options = (platform: NodeJS.Platform, fails = false) => ({
  platform, dataFolder: folder, command: ['/opt/my node', '/home/a$b/c\\d/100%/run.js', 'start'] as const,
  run: async (program: string, words: string[]) => { asked.push([program, ...words]); if (fails) throw new Error('no such tool') },
})

test('a desktop gets a type and an entry whose words keep their spaces and signs', async () => {
  await associate(options('linux', true))
  expect(readFileSync(join(folder, 'applications', 'fovea.desktop'), 'utf8')).toContain('\nExec="/opt/my node" "/home/a\\\\$b/c\\\\\\\\d/100%%/run.js" "start" %f\n')
  expect(readFileSync(join(folder, 'mime', 'packages', 'fovea.xml'), 'utf8')).toContain('<glob pattern="*.fovea"/>')
  expect(asked.map(([program]) => program)).toEqual(['update-mime-database', 'update-desktop-database', 'xdg-mime'])
  await dissociate(options('linux', true))
  expect(existsSync(join(folder, 'applications', 'fovea.desktop')) || existsSync(join(folder, 'mime', 'packages', 'fovea.xml'))).toBe(false)
})

test('Windows is asked for the keys of the user alone', async () => {
  asked.length = 0
  await associate(options('win32'))
  expect(asked.every(([program, verb, key]) => program === 'reg' && verb === 'add' && key!.startsWith('HKCU\\'))).toBe(true)
  expect(asked.at(-1)).toContain('"/opt/my node" "/home/a$b/c\\d/100%/run.js" "start" "%1"')
  asked.length = 0
  await dissociate(options('win32', true))
  expect(asked.map(([program, verb, key]) => [program, verb, key!.split('\\')[0]])).toEqual([['reg', 'delete', 'HKCU'], ['reg', 'delete', 'HKCU']])
})

test('elsewhere it says that it cannot', async () => {
  await expect(associate(options('darwin'))).rejects.toMatchObject({ problem: { code: 'system.no-association' } })
})
