/** What axe finds on the page that is shown, of any impact, each with the element it is about. */
import axe from 'axe-core'
import type { Page } from 'playwright-core'

export async function violations(page: Page): Promise<string[]> {
  // As an expression from outside: the content policy refuses a script element.
  await page.evaluate(`if (!window.axe) { ${axe.source} }`)
  const found = (await page.evaluate('axe.run(document, { iframes: false, resultTypes: ["violations"] })')) as axe.AxeResults
  return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.any[0]?.message ?? node.all[0]?.message ?? node.failureSummary ?? ''}`))
}
