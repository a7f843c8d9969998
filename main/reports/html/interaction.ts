/** The small layer of interaction of a report: the file resources/report/interaction.js, allowed by its hash and nothing else. Without it the page says the same. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { appRoot } from '../../entries.ts'
import { Markup } from '../markup.ts'
import type { ReportWords } from '../words/type.ts'

export interface Interaction { script: Markup; policy: string }

let source: string | undefined

export function interaction(words: ReportWords['interaction']): Interaction {
  source ??= readFileSync(join(appRoot, 'resources', 'report', 'interaction.js'), 'utf8').replace(/\r\n/g, '\n')
  // The words stand in the page as data, so that one script serves both languages; "<" cannot end it early.
  const script = source.replace('__WORDS__', () => JSON.stringify(words).replaceAll('<', '\\u003c'))
  return { script: new Markup(`<script>${script}</script>`), policy: `; script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'` }
}
