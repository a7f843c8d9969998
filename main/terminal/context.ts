/** What every command gets, and how every command ends: with words and a code, never with a stack trace. */
import { FoveaError, describeProblem, problemOf } from '../../preload/contract/errors.ts'
import type { Client } from './client.ts'
import { exitCodes } from './exit-codes.ts'
import { onInterrupt } from './interrupt.ts'
import { languageOf } from './language.ts'
import { createOutput } from './output.ts'
import type { Output } from './output.ts'
import { terminalWords } from './words/index.ts'
import type { TerminalWords } from './words/index.ts'

export interface GlobalOptions { home?: string; language?: string; json?: boolean }

export interface Context {
  output: Output
  say: TerminalWords
  home: string | undefined
  /** Aborted by the first Ctrl-C. */
  signal: AbortSignal
  /** Fovea itself, opened when first asked for. */
  fovea(): Promise<Client>
}

/** Opens Fovea in a home; given by cli.ts. */
export type Open = (home: string | undefined) => Promise<Client>

/** Several problems at once, each with its place: told one by one before, and with --json all in one answer. */
export class ListedError extends FoveaError {
  readonly problems: readonly object[]
  constructor(code: string, problems: readonly object[]) {
    super('invalid', code, { count: problems.length })
    this.problems = problems
  }
}

/** Runs one command and sets the exit code. */
export async function carryOut(options: GlobalOptions, open: Open, action: (context: Context) => Promise<number | void>): Promise<void> {
  const output = createOutput({ language: languageOf(options.language), json: options.json === true })
  const { signal, release } = onInterrupt(output)
  const opened: { client?: Promise<Client> } = {}
  const opening = async () => {
    const client = await open(options.home)
    for (const notice of await client.notices()) output.problem(notice)
    return client
  }
  try {
    const code = await action({ output, say: terminalWords[output.language], home: options.home, signal, fovea: () => (opened.client ??= opening()) })
    process.exitCode = code ?? (signal.aborted ? exitCodes.interrupted : exitCodes.ok)
  } catch (error) {
    const problem = problemOf(error)
    output.live(null)
    if (output.json) output.print(JSON.stringify({ error: { ...problem, ...describeProblem(problem, output.language), ...(error instanceof ListedError ? { problems: error.problems } : {}) } }, null, 2))
    else output.problem(problem)
    process.exitCode = signal.aborted ? exitCodes.interrupted : error instanceof FoveaError && problem.kind === 'invalid' ? exitCodes.usage : exitCodes.failed
  } finally {
    await opened.client?.then((client) => client.close()).catch(() => {})
    release()
  }
}
