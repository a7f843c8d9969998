/** What set-up says, in the user's language: lines, progress, and problems in words. All of it goes to stderr, so stdout stays the program's own. */
import { messages, lines } from '../../preload/contract/messages/setup.js'

/** @typedef {Record<string, string | number>} Params */

/** A thing that is missing or failed and that the user can mend; its words are in preload/contract/messages/setup.js. */
export class SetupProblem extends Error {
  /** @param {string} code @param {Params} params */
  constructor(code, params = {}) {
    super(code)
    this.code = code
    this.params = params
  }
}

/** The terminal's language, by the rules of POSIX locales. @param {NodeJS.ProcessEnv} env @returns {'en' | 'zh-CN'} */
export function language(env = process.env) {
  const named = env.FOVEA_LANGUAGE || env.LC_ALL || env.LC_MESSAGES || env.LANG || Intl.DateTimeFormat().resolvedOptions().locale
  return /^zh/i.test(named) ? 'zh-CN' : 'en'
}

/** @param {string} text @param {Params} params */
const fill = (text, params) => text.replace(/\{(\w+)\}/g, (whole, name) => String(params[name] ?? whole))

/** @param {keyof typeof lines['en']} name @param {Params} params @returns {string} */
export const line = (name, params = {}) => fill(lines[language()][name], params)

/** @param {keyof typeof lines['en']} name @param {Params} params */
export function say(name, params = {}) {
  endProgress()
  process.stderr.write(line(name, params) + '\n')
}

/** What happened and what to do, on two lines; any other error as its message alone. @param {unknown} error @returns {string} */
export function inWords(error) {
  const known = error instanceof SetupProblem ? error : unexpected(error)
  const [what, next] = messages[language()][known.code] ?? [known.code, '']
  return `${fill(what, known.params)}\n${fill(next, known.params)}`.trimEnd()
}

/** @param {unknown} error @returns {SetupProblem} */
export function unexpected(error) {
  const code = /** @type {{ code?: unknown } | null} */ (error)?.code
  const detail = error instanceof Error ? error.message : String(error)
  if (code === 'ENOSPC') return new SetupProblem('setup.no-space', { needed: '2 GB', detail })
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return new SetupProblem('setup.no-permission', { detail })
  return new SetupProblem('setup.failed', { detail })
}

let open = false
let last = 0
/** A line that rewrites itself on a terminal, and is said every ten seconds elsewhere. @param {string} text */
export function progress(text) {
  if (process.stderr.isTTY) {
    process.stderr.write(`\r\x1b[K${text}`)
    open = true
  } else if (Date.now() - last > 10_000) {
    last = Date.now()
    process.stderr.write(text + '\n')
  }
}
export function endProgress() {
  if (open) process.stderr.write('\r\x1b[K')
  open = false
}
