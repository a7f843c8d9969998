/** Where words go: results to stdout, so that they can be piped; progress and problems to stderr. */
import { describeProblem } from '../../preload/contract/errors.ts'
import type { Problem } from '../../preload/contract/errors.ts'
import type { Language } from '../../preload/contract/text.ts'

export interface Output {
  language: Language
  json: boolean
  /** Columns of stdout. */
  columns: number
  print(text: string): void
  /** Prints `value` with --json, else what `text` gives. */
  show(value: unknown, text: () => string): void
  /** A line of its own on stderr. */
  note(text: string): void
  problem(problem: Problem, where?: string): void
  /** Rewrites the one live line; null takes it away. Without a terminal nothing is written. */
  live(text: string | null): void
  readonly isLive: boolean
}

/** Names of files and of what others made may hold signs that tell a terminal to do things: each is shown as one that does nothing. */
const harmless = (text: string) => text.replace(/[^\P{Cc}\n\t]/gu, '\ufffd')

export function createOutput({ language, json }: { language: Language; json: boolean }, stdout: NodeJS.WriteStream = process.stdout, stderr: NodeJS.WriteStream = process.stderr): Output {
  let shown = false
  const clear = () => {
    if (shown) stderr.write('\r\x1b[2K')
    shown = false
  }
  const output: Output = {
    language, json,
    columns: stdout.columns ?? 100,
    isLive: stderr.isTTY === true && process.env['TERM'] !== 'dumb',
    print(text) { clear(); stdout.write(`${harmless(text)}\n`) },
    show(value, text) { output.print(json ? JSON.stringify(value, null, 2) : text()) },
    note(text) { clear(); stderr.write(`${harmless(text)}\n`) },
    problem(problem, where = '') {
      const { message, hint } = describeProblem(problem, language)
      output.note(`${where}${message}${hint && language === 'en' ? ' ' : ''}${hint}`)
    },
    live(text) {
      if (!output.isLive) return
      clear()
      if (text === null) return
      stderr.write(harmless(text))
      shown = true
    },
  }
  return output
}
