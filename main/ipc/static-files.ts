/** The window's built files over HTTP: only what lies in its folder, with a policy that lets the page load nothing else. */
import { readFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { extname, resolve, sep } from 'node:path'
import { headerPolicy } from '../content-policy.ts'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.json': 'application/json',
  '.svg': 'image/svg+xml', '.png': 'image/png', '.ico': 'image/x-icon', '.woff2': 'font/woff2', '.map': 'application/json',
}

export const securityHeaders: Record<string, string> = {
  'Content-Security-Policy': headerPolicy,
  'X-Content-Type-Options': 'nosniff',
  // The first address holds the token.
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Frame-Options': 'DENY',
  // The camera is a source of images; nothing else of the machine is ever asked for.
  'Permissions-Policy': 'camera=(self), microphone=(), geolocation=(), display-capture=()',
  'Cache-Control': 'no-store',
}

/** The file that a path names; null for a way out of the folder or what cannot be a path. */
export function fileOf(folder: string, path: string): string | null {
  let plain: string
  try {
    plain = decodeURIComponent(path)
  } catch {
    return null
  }
  if (plain.includes('\0') || plain.includes('\\')) return null
  const file = resolve(folder, `.${plain === '/' ? '/index.html' : plain}`)
  return file.startsWith(resolve(folder) + sep) ? file : null
}

export async function serveFile(folder: string, path: string, response: ServerResponse): Promise<void> {
  const file = fileOf(folder, path)
  const content = file && (await readFile(file).catch(() => null))
  if (!file || !content) {
    response.writeHead(404, { ...securityHeaders, 'Content-Type': 'text/plain; charset=utf-8' }).end('404')
    return
  }
  response.writeHead(200, { ...securityHeaders, 'Content-Type': types[extname(file)] ?? 'application/octet-stream', 'Content-Length': content.byteLength }).end(content)
}
