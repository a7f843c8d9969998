/** What the window may load and run: its own files and nothing else. One policy for the desktop's header, the served window's header, and the page's own <meta>. */

/** Images come as data: or blob: URLs made by the window itself; connect-src 'self' is the WebSocket of `fovea serve`. */
const everywhere = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "frame-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "object-src 'none'",
]

export const metaPolicy = everywhere.join('; ')
/** Browsers read frame-ancestors in a header only. */
export const headerPolicy = [...everywhere, "frame-ancestors 'none'"].join('; ')
