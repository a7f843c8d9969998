/** Prints a page to PDF with a Chromium, Chrome or Edge of this machine, without a window, a network or a profile of its user. */
import { spawn } from 'node:child_process'
import { accessSync, constants, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { FoveaError } from '../../preload/contract/errors.ts'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge', 'msedge']
const usual: Partial<Record<NodeJS.Platform, string[]>> = {
  darwin: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium', '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge'],
  win32: ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'].flatMap((file) => [process.env['ProgramFiles'], process.env['ProgramFiles(x86)']].flatMap((folder) => (folder ? [join(folder, file)] : []))),
}

const runs = (file: string) => {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** FOVEA_CHROMIUM first, then the search path, then where installers put it; null when there is none. */
function findBrowser(): string | null {
  const named = process.env['FOVEA_CHROMIUM']
  if (named) return runs(named) ? named : null
  const onPath = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean).flatMap((folder) => names.map((name) => join(folder, process.platform === 'win32' ? `${name}.exe` : name)))
  return [...onPath, ...(usual[process.platform] ?? [])].find(runs) ?? null
}

/** Longer than any report takes; a browser that hangs is ended. */
const patience = 60_000

/** Throws 'reports.no-printer' or 'reports.print-failed'. */
export async function printWithBrowser(html: string): Promise<Uint8Array> {
  const browser = findBrowser()
  if (!browser) throw new FoveaError('unavailable', 'reports.no-printer')
  const folder = mkdtempSync(join(tmpdir(), 'fovea-print-'))
  try {
    const [page, pdf] = [join(folder, 'report.html'), join(folder, 'report.pdf')]
    writeFileSync(page, html)
    // A browser refuses to run as root inside its own sandbox. The page is ours, runs no script and loads nothing.
    const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
    const child = spawn(browser, ['--headless', '--disable-gpu', '--disable-extensions', '--no-first-run', `--user-data-dir=${join(folder, 'profile')}`, ...root, '--no-pdf-header-footer', `--print-to-pdf=${pdf}`, pathToFileURL(page).href], { stdio: ['ignore', 'ignore', 'pipe'], timeout: patience })
    let said = ''
    child.stderr.on('data', (part: Buffer) => { said = (said + part.toString()).slice(-400) })
    const code = await new Promise<number | null>((resolve, reject) => { child.on('error', reject); child.on('close', resolve) })
    if (code !== 0) throw new FoveaError('unavailable', 'reports.print-failed', { detail: said.trim() || `${browser} ${code ?? 'timeout'}` })
    return readFileSync(pdf)
  } catch (error) {
    throw error instanceof FoveaError ? error : new FoveaError('unavailable', 'reports.print-failed', { detail: (error as Error).message }, { cause: error })
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}
