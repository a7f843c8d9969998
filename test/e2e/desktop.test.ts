/**
 * The desktop in a real Electron: the window opens, talks to main, cannot do what it must not, and ends in order.
 * FOVEA_TEST_ELECTRON names the Electron. Without one these tests are skipped, except in CI, where they fail.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildWindow, windowReady } from '../../main/setup/window.js'
import type { DesktopBridge, Reply } from '../../preload/contract/transport.ts'
import { DoctorReport } from '../../preload/contract/system.ts'
import { temporaryFolder } from '../temporary.ts'
import { chooseInMenu, clickNotification, desktopUsable, electronArguments, electronEnvironment, electronProgram, heard, listen, openDesktop, saveInto, zoomFactor } from './electron.ts'
import { lines } from './downloads.ts'
import { evaluateFolder, given } from './flow-evaluations.ts'
import { askAboutImages, complaints, exporting, flow, goTo, importFolder, liveCurves, picture, readReport, removeAndUndo, result, startPage, startShortened, stopAndContinue, untilDone, type Flow } from './flow.ts'
import { classFolders, pictures } from './pictures.ts'
import { root } from './serving.ts'
import { stepByStep } from './window.ts'
import { speak } from './words.ts'

declare const fovea: DesktopBridge

function valueOf<T>(reply: Reply): T {
  if (reply.type !== 'answer' || !reply.envelope.ok) throw new Error(JSON.stringify(reply))
  return reply.envelope.value as T
}

test.runIf(process.env['CI'] === 'true')('CI has an Electron and a display', () => {
  expect(desktopUsable, 'FOVEA_TEST_ELECTRON must name an Electron, and a display must be there (xvfb-run)').toBe(true)
})

describe.skipIf(!desktopUsable)('the desktop', () => {
  let folder: ReturnType<typeof temporaryFolder>
  let home: string
  let app: ElectronApplication
  let page: Page
  const open = () => openDesktop(home)

  const ask = (name: string, input: unknown) => page.evaluate(([asked, given]) => new Promise<Reply>((resolve) => fovea.connect(resolve).send({ type: 'call', id: 1, name: asked, input: given })), [name, input] as const)

  beforeAll(async () => {
    if (!windowReady()) await buildWindow()
    folder = temporaryFolder()
    home = folder.path
    app = await open()
    page = await app.firstWindow()
    await page.waitForLoadState('domcontentloaded')
  })
  afterAll(async () => {
    try {
      await app?.close()
    } finally {
      folder?.remove()
    }
  })

  test('shows the workbench from its own scheme, sandboxed', async () => {
    expect(page.url()).toMatch(/^fovea:\/\/app\/index\.html/)
    await page.waitForFunction(() => (document.querySelector('#app')?.children.length ?? 0) > 0)
    const preferences = await app.evaluate(({ BrowserWindow }) => (BrowserWindow.getAllWindows()[0]?.webContents as unknown as { getLastWebPreferences(): object }).getLastWebPreferences())
    expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false })
    expect(await page.evaluate(() => [typeof (globalThis as never)['require'], typeof (globalThis as never)['process']])).toEqual(['undefined', 'undefined'])
  })

  describe('used as in a browser', () => {
    let at: Flow
    let finding = ''
    beforeAll(() => { at = flow(page, speak('en'), 'desktop') })
    stepByStep(() => picture(at, 'failed'))

    test('a comparison trains in processes of Electron, is stopped and goes on', async () => {
      await startPage(at)
      await picture(at, '01-start')
      await listen(app)
      await startShortened(at, 'Digits', (yaml) => yaml.replace(/epochs: 16/, 'epochs: 6'))
      await liveCurves(at)
      await picture(at, '02-run')
      await stopAndContinue(at)
      await untilDone(at, 12)
    })

    test('the dock or taskbar followed it, and its end was told with the finding; a click opens the result', async () => {
      await expect.poll(async () => (await heard(app)).said).toHaveLength(1)
      const { progress, said } = await heard(app)
      expect(progress.filter((fraction) => fraction > 0 && fraction < 1).length).toBeGreaterThan(3)
      expect(progress.at(-1)).toBe(-1)
      expect(said[0]!.title).toBe('Digits')
      expect(said[0]!.body).toMatch(/.{20}/)
      await goTo(at, 'app.runs')
      await clickNotification(app)
      await expect.poll(() => page.url()).toMatch(/\/comparisons\/[^/]+\/result$/)
    })

    test('the result tells its finding', async () => {
      finding = await result(at, 4)
      expect((await heard(app)).said[0]!.body.replace(/\s+/g, ' ')).toBe(finding)
      await picture(at, '03-result')
    })

    test('the menu lists the comparison as opened last and opens it', async () => {
      await goTo(at, 'app.settings')
      await chooseInMenu(app, 'File', 'Open Recent', 'Digits')
      await expect.poll(() => page.url()).toMatch(/\/comparisons\/[^/]+\/result$/)
    })

    test('the menu makes everything larger and smaller', async () => {
      await chooseInMenu(app, 'View', 'Larger')
      await expect.poll(() => zoomFactor(app)).toBeCloseTo(1.1, 2)
      await chooseInMenu(app, 'View', 'Actual Size')
      await expect.poll(() => zoomFactor(app)).toBeCloseTo(1, 2)
    })

    test('dropped images are answered by every model, and a broken one says why not', async () => {
      await askAboutImages(at, await pictures(join(home, 'given')), { models: 4, maps: 3 })
      await picture(at, '04-images')
    })

    test('the report is written where reports are kept', async () => {
      await readReport(at, finding)
      await (await exporting(at, ['html'], 'report.exportFiles')).click()
      const file = (await page.locator('.written .file').textContent()) ?? ''
      expect(dirname(file)).toBe(join(home, 'reports'))
      expect(readFileSync(file, 'utf8')).toContain('<svg')
      await picture(at, '05-report')

      await (await exporting(at, ['pdf', 'markdown'], 'report.exportFiles')).click()
      const pdf = page.locator('.written .file').filter({ hasText: /\.pdf$/ })
      await pdf.waitFor({ timeout: 60_000 })
      const printed = readFileSync((await pdf.textContent())!.trim())
      expect(printed.subarray(0, 5).toString()).toBe('%PDF-')
      expect(printed.length).toBeGreaterThan(20_000)
      await page.locator('.written .file').filter({ hasText: /\.md$/ }).waitFor()
    })

    test('a run is deleted and taken back', () => removeAndUndo(at, 12))

    test('the table of runs lands on the disk as a file', async () => {
      await goTo(at, 'app.runs')
      const file = await saveInto(app, home, () => page.getByRole('button', { name: 'CSV', exact: true }).click())
      expect(file).toMatch(/\.csv$/)
      expect(lines(readFileSync(file))).toHaveLength(13)
    })

    test('a folder dropped by its path becomes an evaluation and leaves no copy behind', async () => {
      const { classes, labelled } = await given(join(home, 'given', 'many'))
      await evaluateFolder(at, classes, labelled)
      await picture(at, '06-evaluation')
      expect(readdirSync(join(home, 'uploads'))).toEqual([])
    })

    test('a dropped folder of images becomes a dataset and leaves no copy behind', async () => {
      const folder = join(home, 'my digits')
      await classFolders(folder)
      await importFolder(at, folder, 'broken.png')
      expect(readdirSync(join(home, 'uploads'))).toEqual([])
    })

    test('nothing was complained of, and nobody was shut out', () => {
      expect(complaints(at)).toEqual([])
    })
  })

  test('the bridge carries the contract, with TensorFlow in a process of its own', async () => {
    const report = DoctorReport.parse(valueOf(await ask('system.doctor', {})))
    expect(report.electron).not.toBeNull()
    expect(report.paths.home).toBe(home)
    expect(report.engine).toMatchObject({ ready: true, problem: null })
  })

  test('a call that is not in the contract is refused', async () => {
    const reply = await ask('system.shell', { command: 'ls' })
    expect(reply).toMatchObject({ type: 'answer', envelope: { ok: false } })
  })

  test('the page cannot reach the network, run foreign code, open windows or leave', async () => {
    expect(await page.evaluate(() => fetch('https://example.org/').then(() => 'reached', () => 'refused'))).toBe('refused')
    expect(await page.evaluate(() => {
      const script = document.createElement('script')
      script.textContent = 'window.foreign = true'
      document.head.append(script)
      return 'foreign' in window
    })).toBe(false)
    expect(await page.evaluate(() => window.open('https://example.org/') === null)).toBe(true)
    await page.evaluate(() => { location.href = 'https://example.org/' })
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)))
    expect(await page.evaluate(() => location.origin)).toBe('fovea://app')
    expect(app.windows()).toHaveLength(1)
  })

  test('the menu is there and its commands arrive', async () => {
    await page.evaluate(() => fovea.onCommand((command) => { document.documentElement.dataset['command'] = command }))
    await app.evaluate(({ Menu }) => {
      const item = Menu.getApplicationMenu()?.items.flatMap((menu) => menu.submenu?.items ?? []).find((each) => ['All Keys', '所有按键'].includes(each.label))
      item?.click()
    })
    await page.waitForFunction(() => document.documentElement.dataset['command'] === 'keys')
  })

  test('the menu speaks the language chosen in Settings', async () => {
    const labels = () => app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map((item) => item.label) ?? [])
    for (const [language, label] of [['zh-CN', '文件'], ['en', 'File']] as const) {
      await ask('settings.set', { language })
      await expect.poll(labels).toContain(label)
    }
  })

  test('a second start shows the first window instead of opening another', async () => {
    const second = spawn(electronProgram, electronArguments, { cwd: root, env: electronEnvironment(home), stdio: 'ignore' })
    const [code] = await once(second, 'exit')
    expect(code).toBe(0)
    expect(app.windows()).toHaveLength(1)
  })

  test('it ends in order and remembers its size and how large everything is', async () => {
    await chooseInMenu(app, 'View', 'Smaller')
    await expect.poll(() => zoomFactor(app)).toBeCloseTo(0.9, 2)
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1100, 700))
    await app.close()
    expect(JSON.parse(readFileSync(join(home, 'window.json'), 'utf8'))).toMatchObject({ width: 1100, height: 700, zoom: 0.9 })
    app = await open()
    const size = await (await app.firstWindow()).evaluate(() => [window.outerWidth, window.outerHeight])
    expect(size).toEqual([1100, 700])
    await expect.poll(() => zoomFactor(app)).toBeCloseTo(0.9, 2)
  })
})
