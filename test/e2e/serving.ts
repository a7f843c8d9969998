/** Fovea as a user starts it in a terminal, `fovea serve` among it, and the browser that opens what that prints. */
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { chromium, type Browser } from 'playwright-core'

export const root = join(import.meta.dirname, '..', '..')
const program = join(root, 'main', 'cli.ts')

/** CHROMIUM names the browser; else Debian's. Null where there is none. */
export function chromiumProgram(): string | null {
  const found = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
  return existsSync(found) ? found : null
}

export const launchChromium = (executablePath: string, flags: string[] = []): Promise<Browser> => chromium.launch({ executablePath, args: ['--no-sandbox', ...flags] })

/** A command until its end; one that fails rejects with what it said. */
export async function fovea(home: string, ...words: string[]): Promise<void> {
  await promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', program, ...words, '--home', home], { cwd: root })
}

export interface Serving { url: Promise<string>; stop(): Promise<number | null> }

export function startServing(home: string): Serving {
  const child = spawn(process.execPath, [program, 'serve', '--json'], { cwd: root, env: { ...process.env, FOVEA_HOME: home }, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  let said = ''
  child.stderr.on('data', (part: Buffer) => { said += String(part) })
  const url = new Promise<string>((resolve, reject) => {
    let printed = ''
    child.stdout.on('data', (part: Buffer) => {
      printed += String(part)
      const found = /"url": *"([^"]+)"/.exec(printed)?.[1]
      if (found) resolve(found)
    })
    void ended.then((code) => reject(new Error(`fovea serve ended with ${code}: ${said}`)))
  })
  return {
    url,
    async stop() {
      child.kill('SIGINT')
      return ended
    },
  }
}
