/**
 * Prints a report with Electron itself, in a window that is never shown, runs no script and loads nothing.
 * A session of its own: that of the workbench opens no files.
 */
import { BrowserWindow } from 'electron'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FoveaError } from '../../preload/contract/errors.ts'

export async function printPdf(html: string): Promise<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-print-'))
  const window = new BrowserWindow({ show: false, webPreferences: { partition: 'print', javascript: false, sandbox: true, contextIsolation: true } })
  try {
    // A file and not a data address: these are cut off at 2 MB.
    const page = join(folder, 'report.html')
    writeFileSync(page, html)
    await window.loadFile(page)
    return await window.webContents.printToPDF({ printBackground: true, preferCSSPageSize: true })
  } catch (error) {
    throw new FoveaError('unavailable', 'reports.print-failed', { detail: (error as Error).message }, { cause: error })
  } finally {
    window.destroy()
    rmSync(folder, { recursive: true, force: true })
  }
}
