/** `fovea serve` as a user starts it, and the browser that opens what it prints. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '..', '..')

/** CHROMIUM names the browser; else Debian's. Null where there is none. */
export function chromiumProgram(): string | null {
  const program = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
  return existsSync(program) ? program : null
}

export interface Serving { url: string; stop(): Promise<number | null> }

export async function startServing(home: string): Promise<Serving> {
  const child = spawn(process.execPath, [join(root, 'main', 'cli.ts'), 'serve', '--json'], { cwd: root, env: { ...process.env, FOVEA_HOME: home }, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  let said = ''
  child.stderr.on('data', (part: Buffer) => { said += String(part) })
  const url = await new Promise<string>((resolve, reject) => {
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
