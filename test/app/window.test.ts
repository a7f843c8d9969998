/** Remembered bounds, the menu, the files and addresses of the window: what can be decided without Electron. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { menuCommands } from '../../preload/contract/transport.ts'
import { fit, readBounds, writeBounds } from '../../main/app/bounds.ts'
import { bundlesIn } from '../../main/app/bundles-in.ts'
import { menuTemplate } from '../../main/app/menu.ts'
import { headerPolicy, metaPolicy } from '../../main/content-policy.ts'

vi.mock('electron', () => ({ app: {}, protocol: {}, session: {}, utilityProcess: {} }))
const { fileOf } = await import('../../main/app/protocol.ts')
const { isOurs } = await import('../../main/app/permissions.ts')
const { codeOf } = await import('../../main/app/utility-process.ts')

test('bounds come back as they were; a damaged file means the standard size', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-bounds-'))
  const file = join(folder, 'window.json')
  const bounds = { x: 30, y: 40, width: 1200, height: 800, maximized: true }
  writeBounds(file, bounds)
  expect(readBounds(file)).toEqual(bounds)
  for (const damage of ['{"width":', '{"width":"wide","height":2}', '[]']) {
    writeFileSync(file, damage)
    expect(readBounds(file)).toEqual({ width: 1360, height: 880, maximized: false })
  }
  rmSync(folder, { recursive: true })
})

test('a window from a screen that is gone returns to one that is there, and is never larger than it', () => {
  const screens = [{ x: 0, y: 0, width: 1440, height: 900 }]
  expect(fit({ x: 100, y: 50, width: 1200, height: 800, maximized: false }, screens)).toMatchObject({ x: 100, y: 50, width: 1200, height: 800 })
  expect(fit({ x: 2500, y: 50, width: 1200, height: 800, maximized: false }, screens)).toEqual({ width: 1200, height: 800, maximized: false })
  expect(fit({ width: 4000, height: 3000, maximized: false }, screens)).toMatchObject({ width: 1440, height: 900 })
  expect(fit({ width: 10, height: 10, maximized: false }, screens)).toMatchObject({ width: 1024, height: 640 })
})

const labels = (items: { label?: string; submenu?: unknown }[]): string[] => items.flatMap((item) => [...(item.label ? [item.label] : []), ...(Array.isArray(item.submenu) ? labels(item.submenu) : [])])

test.each([true, false])('the menu (mac: %s) sends every command once, in both languages', (mac) => {
  for (const language of ['en', 'zh-CN'] as const) {
    const sent: string[] = []
    const visit = (items: { click?: unknown; submenu?: unknown }[]) => items.forEach((item) => {
      if (typeof item.click === 'function') item.click()
      if (Array.isArray(item.submenu)) visit(item.submenu)
    })
    visit(menuTemplate(language, mac, (command) => sent.push(command)))
    expect(sent.sort()).toEqual([...menuCommands].sort())
  }
  const chinese = labels(menuTemplate('zh-CN', mac, () => {})).filter((label) => label !== 'Fovea')
  expect(chinese.filter((label) => !/\p{Script=Han}/u.test(label))).toEqual([])
})

test('an address reaches files of the window and no others', () => {
  expect(fileOf('fovea://app/', '/w')).toBe('/w/index.html')
  expect(fileOf('fovea://app/assets/a.js?v=1#x', '/w')).toBe('/w/assets/a.js')
  for (const bad of ['fovea://app/..%2f..%2fetc/passwd', 'fovea://app/%00', 'fovea://other/index.html', 'file:///etc/passwd', 'https://app/index.html', 'fovea://app/%E0%A4%A', 'nonsense']) {
    expect(fileOf(bad, '/w')).toBeNull()
  }
  expect(fileOf('fovea://app/../../etc/passwd', '/w')).toBe('/w/etc/passwd')
})

test('requests to anywhere else are cancelled', () => {
  expect(['fovea://app/index.html', 'data:image/png;base64,AA', 'blob:fovea://app/1'].every(isOurs)).toBe(true)
  expect(['https://example.org/', 'http://127.0.0.1/', 'file:///etc/passwd', 'ws://localhost/', 'fovea://application/'].some(isOurs)).toBe(false)
})

test('the policy allows no code but the window\'s own', () => {
  for (const policy of [headerPolicy, metaPolicy]) {
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toMatch(/unsafe|https?:|\*/)
  }
})

test('an exit code is the job\'s own, or null for a signal, a crash, or our own kill', () => {
  expect([0, 1, 2].map((code) => codeOf(code, false))).toEqual([0, 1, 2])
  expect([9, 11, 6, 0xc0000005, -1073741819].map((code) => codeOf(code, false))).toEqual([null, null, null, null, null])
  expect(codeOf(0, true)).toBeNull()
})

test('bundles on a command line are found, whatever stands beside them', () => {
  expect(bundlesIn(['--home', 'x', 'a.fovea', '/b/C.FOVEA', '--x.fovea', 'main/app/start.cjs'], '/work')).toEqual([join('/work', 'a.fovea'), '/b/C.FOVEA'])
})
