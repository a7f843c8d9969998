/** Remembered bounds, the menu, the files and addresses of the window: what can be decided without Electron. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { menuCommands } from '../../preload/contract/transport.ts'
import { fit, readBounds, writeBounds } from '../../main/app/bounds.ts'
import { bundlesIn } from '../../main/app/bundles-in.ts'
import { menuTemplate } from '../../main/app/menu.ts'
import { ended, newsOf, progressOf } from '../../main/app/work.ts'
import { nextZoom } from '../../main/app/zoom.ts'
import type { ComparisonSummary } from '../../preload/contract/comparison.ts'
import { headerPolicy, metaPolicy } from '../../main/content-policy.ts'

vi.mock('electron', () => ({ app: {}, protocol: {}, session: {}, utilityProcess: {} }))
const { fileOf } = await import('../../main/app/protocol.ts')
const { isOurs } = await import('../../main/app/permissions.ts')
const { codeOf } = await import('../../main/app/utility-process.ts')

test('bounds come back as they were; a damaged file means the standard size', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-bounds-'))
  const file = join(folder, 'window.json')
  const bounds = { x: 30, y: 40, width: 1200, height: 800, maximized: true, zoom: 1.25 }
  writeBounds(file, bounds)
  expect(readBounds(file)).toEqual(bounds)
  // Where nothing can be written, closing the window goes on.
  writeBounds(join(file, 'no-folder'), bounds)
  for (const damage of ['{"width":', '{"width":"wide","height":2}', '[]']) {
    writeFileSync(file, damage)
    expect(readBounds(file)).toEqual({ width: 1360, height: 880, maximized: false, zoom: 1 })
  }
  rmSync(folder, { recursive: true })
})

test('a window from a screen that is gone returns to one that is there, and is never larger than it', () => {
  const screens = [{ x: 0, y: 0, width: 1440, height: 900 }]
  expect(fit({ x: 100, y: 50, width: 1200, height: 800, maximized: false, zoom: 1 }, screens)).toMatchObject({ x: 100, y: 50, width: 1200, height: 800 })
  expect(fit({ x: 2500, y: 50, width: 1200, height: 800, maximized: false, zoom: 1 }, screens)).toEqual({ width: 1200, height: 800, maximized: false, zoom: 1 })
  expect(fit({ width: 4000, height: 3000, maximized: false, zoom: 1 }, screens)).toMatchObject({ width: 1440, height: 900 })
  expect(fit({ width: 10, height: 10, maximized: false, zoom: 1 }, screens)).toMatchObject({ width: 1024, height: 640 })
})

const labels = (items: { label?: string; submenu?: unknown }[]): string[] => items.flatMap((item) => [...(item.label ? [item.label] : []), ...(Array.isArray(item.submenu) ? labels(item.submenu) : [])])

test.each([true, false])('the menu (mac: %s) sends every command once, in both languages', (mac) => {
  for (const language of ['en', 'zh-CN'] as const) {
    const sent: string[] = []
    const visit = (items: { click?: unknown; submenu?: unknown }[]) => items.forEach((item) => {
      if (typeof item.click === 'function') item.click()
      if (Array.isArray(item.submenu)) visit(item.submenu)
    })
    const zoomed: number[] = []
    const opened: string[] = []
    visit(menuTemplate(language, mac, { send: (command) => sent.push(command), zoom: (way) => zoomed.push(way), recent: [{ label: 'A', open: () => opened.push('A') }] }))
    expect(zoomed.sort()).toEqual([-1, 0, 1, 1])
    expect(opened).toEqual(['A'])
    expect(sent.sort()).toEqual([...menuCommands].sort())
  }
  const chinese = labels(menuTemplate('zh-CN', mac, { send: () => {}, zoom: () => {}, recent: [] })).filter((label) => label !== 'Fovea')
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

test('zoom goes from 50 to 200 % and back to the actual size', () => {
  let factor = 1
  for (let i = 0; i < 20; i++) factor = nextZoom(factor, 1)
  expect(factor).toBe(2)
  for (let i = 0; i < 20; i++) factor = nextZoom(factor, -1)
  expect(factor).toBe(0.5)
  expect(nextZoom(0.5, 0)).toBe(1)
  // A factor of an older list finds its way back into this one.
  expect(nextZoom(1.2, 1)).toBe(1.25)
  expect(nextZoom(1.2, -1)).toBe(1.1)
})

const summary = (id: string, state: ComparisonSummary['state'], more: Partial<ComparisonSummary> = {}): ComparisonSummary =>
  ({ id, name: { en: 'Digits', 'zh-CN': '数字' }, createdAt: 0, state, progress: 0, runs: 4, finished: 0, failed: 0, datasetId: 'digits', marks: [], finding: null, ...more })

test('progress counts the runs of all comparisons under way', () => {
  expect(progressOf([])).toBe(-1)
  expect(progressOf([summary('a', 'finished', { progress: 1 })])).toBe(-1)
  expect(progressOf([summary('a', 'running', { progress: 0.5 }), summary('b', 'waiting', { runs: 12 }), summary('c', 'finished', { progress: 1 })])).toBeCloseTo(2 / 16, 12)
})

test('only what came to its end by itself is news, in words', () => {
  const before = [summary('a', 'running'), summary('b', 'waiting'), summary('c', 'running'), summary('d', 'finished')]
  const now = [summary('a', 'finished', { finding: { en: [{ text: 'SE ' }, { text: 'helps', mark: 'yes' }], 'zh-CN': [{ text: '有帮助' }] } }), summary('b', 'failed', { failed: 3 }), summary('c', 'stopped'), summary('d', 'finished'), summary('e', 'finished')]
  const news = ended(before, now)
  expect(news.map(({ id }) => id)).toEqual(['a', 'b'])
  expect(newsOf(news[0]!, 'en')).toEqual({ title: 'Digits', body: 'SE helps' })
  expect(newsOf(news[1]!, 'zh-CN')).toEqual({ title: '数字', body: '3 次运行失败。已保存的内容不会丢失。' })
})
