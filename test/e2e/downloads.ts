/** What the window gives to the browser to save: its name and its bytes. */
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'

export interface Downloaded { name: string; bytes: Buffer; file: string }

export async function downloaded(page: Page, act: () => Promise<unknown>): Promise<Downloaded> {
  const [download] = await Promise.all([page.waitForEvent('download'), act()])
  const file = await download.path()
  return { name: download.suggestedFilename(), bytes: readFileSync(file), file }
}

/** Lines of a comma-separated file; none of the fields read by the tests holds a comma. */
export const lines = (bytes: Buffer): string[][] => bytes.toString('utf8').replace(/^\uFEFF/, '').trim().split(/\r?\n/).map((line) => line.split(','))
