/** Running other programs: quietly with their output kept, or in our place with our terminal. */
import { spawn } from 'node:child_process'
import { stripVTControlCharacters } from 'node:util'

/**
 * Runs a program to its end. A program that does not exist gives code 127, as a shell would.
 * @param {string} command @param {string[]} args @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<{ code: number, output: string }>} output: stdout and stderr together, its last 20,000 characters
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    let output = ''
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
    const keep = (/** @type {Buffer} */ chunk) => { output = (output + chunk.toString()).slice(-20_000) }
    child.stdout?.on('data', keep)
    child.stderr?.on('data', keep)
    child.on('error', (error) => resolve({ code: 127, output: error.message }))
    child.on('close', (code, signal) => resolve({ code: code ?? (signal ? 130 : 1), output }))
  })
}

/**
 * Hands the terminal to a program and gives its exit code. Ctrl-C reaches it from the terminal; we wait for its own ending.
 * @param {string} command @param {string[]} args @param {import('node:child_process').SpawnOptions} [options] @returns {Promise<number>}
 */
export function become(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options })
    const wait = () => {}
    const pass = () => child.kill('SIGTERM')
    process.on('SIGINT', wait)
    process.on('SIGTERM', pass)
    child.on('error', reject)
    child.on('close', (code, signal) => {
      process.off('SIGINT', wait)
      process.off('SIGTERM', pass)
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143))
    })
  })
}

/** The line that tells why, without pip's and npm's ornament: the first that speaks of an error, else the last. @param {string} output @returns {string} */
export function reason(output) {
  const lines = stripVTControlCharacters(output).split(/\r?\n/).map((text) => text.trim().replace(/^(npm error|ERROR:)\s*/, '')).filter((text) => text && !/^(npm (warn|notice)|WARNING|A complete log|(code|errno|syscall) |(✗ )?Build failed|error during build)/i.test(text))
  const telling = lines.find((text) => /\bE[A-Z]{4,}\b|error:|cannot|failed|refused|denied|no space/i.test(text))
  return (telling ?? lines.at(-1) ?? '').slice(0, 300)
}

/** Words of npm, pip and curl-like programs for "there is no network". @param {string} output @returns {boolean} */
export const isOffline = (output) => /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network (is unreachable|timeout)|Temporary failure in name resolution|Name or service not known|NewConnectionError|ConnectTimeout|ProxyError|Max retries exceeded|fetch failed|E403|403 Forbidden/i.test(output)
/** @param {string} output @returns {boolean} */
export const isFull = (output) => /ENOSPC|No space left|not enough space/i.test(output)
