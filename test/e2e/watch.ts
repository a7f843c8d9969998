/** Everything a page complains of: errors in its console (refusals of the content policy are among them), and errors nobody caught. */
import type { Page } from 'playwright-core'

export interface Watch { heard: string[]; stop(): void }

export function watch(page: Page): Watch {
  const heard: string[] = []
  const console = (message: { type(): string; text(): string }) => { if (message.type() === 'error' || /content security policy/i.test(message.text())) heard.push(message.text()) }
  const thrown = (error: Error) => { heard.push(error.stack ?? error.message) }
  const crashed = () => { heard.push('the page crashed') }
  page.on('console', console)
  page.on('pageerror', thrown)
  page.on('crash', crashed)
  return { heard, stop() { page.off('console', console); page.off('pageerror', thrown); page.off('crash', crashed) } }
}
