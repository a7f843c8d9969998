/**
 * Who may come in to the served window. A page elsewhere in the same browser can send requests to 127.0.0.1 too, so the
 * address is not enough: a token, given once, becomes a cookie that only our own page sends; Host is checked against
 * names that were made to point here (DNS rebinding), Origin against sockets opened by other pages.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

export interface Gate {
  /** Part of the address that is printed. */
  token: string
  /** This computer by one of its own names; the port is free, for a tunnel may give another. */
  hostIsOurs(request: IncomingMessage): boolean
  isKnown(request: IncomingMessage): boolean
  /** A socket must come from a page that we served. */
  originIsOurs(request: IncomingMessage): boolean
  /** The cookie in exchange for the token; null when it is wrong or was used. */
  exchange(token: string): string | null
}

const own = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i

const secret = () => randomBytes(32).toString('base64url')
function same(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)]
  return x.length === y.length && timingSafeEqual(x, y)
}

/** `cookieName` differs by port, for cookies do not. */
export function createGate(cookieName: () => string): Gate {
  const token = secret()
  const session = secret()
  let used = false
  return {
    token,
    hostIsOurs: ({ headers }) => own.test(headers.host ?? ''),
    isKnown: ({ headers }) => (headers.cookie ?? '').split(';').some((pair) => {
      const [name, value] = pair.trim().split('=', 2)
      return name === cookieName() && value !== undefined && same(value, session)
    }),
    originIsOurs: ({ headers }) => headers.origin === `http://${headers.host}`,
    exchange(given) {
      if (used || !same(given, token)) return null
      used = true
      return `${cookieName()}=${session}; Path=/; HttpOnly; SameSite=Strict`
    },
  }
}
