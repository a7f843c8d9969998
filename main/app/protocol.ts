/** fovea://app/…: the window's built files over a scheme of their own, so that the page has an origin and no file:// rights (start.cjs declares it). */
import { protocol } from 'electron'
import { readFile } from 'node:fs/promises'
import { extname, normalize, resolve, sep } from 'node:path'
import { headerPolicy } from '../content-policy.ts'

export const origin = 'fovea://app'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** The file that an address names below a folder; null for another host or a way out of the folder. */
export function fileOf(address: string, folder: string): string | null {
  const url = URL.canParse(address) ? new URL(address) : null
  if (!url || url.protocol !== 'fovea:' || url.host !== 'app') return null
  let path: string
  try { path = decodeURIComponent(url.pathname) } catch { return null }
  const file = normalize(resolve(folder, `.${path === '/' ? '/index.html' : path}`))
  return file.startsWith(resolve(folder) + sep) && !path.includes('\0') ? file : null
}

export function serveWindow(folder: string): void {
  protocol.handle('fovea', async (request) => {
    const file = request.method === 'GET' ? fileOf(request.url, folder) : null
    const content = file && (await readFile(file).catch(() => null))
    if (!file || !content) return new Response(null, { status: 404 })
    const type = types[extname(file)] ?? 'application/octet-stream'
    return new Response(new Uint8Array(content), { headers: { 'Content-Type': type, 'Content-Security-Policy': headerPolicy, 'X-Content-Type-Options': 'nosniff' } })
  })
}
