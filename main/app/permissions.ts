/** What a page may never do here: leave, open another window, embed one, ask the system for anything, or reach the network. */
import { app, session } from 'electron'
import type { Session } from 'electron'
import { origin } from './protocol.ts'

/** Copying a number or a plan is all the window needs from the system. */
const granted = new Set(['clipboard-sanitized-write'])

export function guardAllPages(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault())
    contents.on('will-redirect', (event) => event.preventDefault())
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  })
}

/** Needs a ready Electron: the session exists only then. */
export function guardSession(target: Session = session.defaultSession): void {
  target.setPermissionRequestHandler((_contents, permission, answer, details) => answer(granted.has(permission) || (permission === 'media' && isCamera(details.requestingUrl, 'mediaTypes' in details ? details.mediaTypes : undefined))))
  target.setPermissionCheckHandler((_contents, permission, asking, details) => granted.has(permission) || (permission === 'media' && isCamera(`${asking}/`, details.mediaType ? [details.mediaType] : [])))
  target.setDevicePermissionHandler(() => false)
  // What the window made itself is kept where its user says; nothing else comes down.
  target.on('will-download', (event, item) => { if (!item.getURL().startsWith(`blob:${origin}/`)) event.preventDefault() })
  target.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isOurs(details.url) }))
}

/** The camera for the window's own page; the microphone for nobody. */
const isCamera = (asking: string, types: readonly string[] | undefined): boolean =>
  asking.startsWith(`${origin}/`) && types?.length === 1 && types[0] === 'video'

/** Only what the window made itself or what we serve; devtools: is a developer's own. */
export const isOurs = (url: string): boolean => url.startsWith(`${origin}/`) || /^(data|blob|devtools):/.test(url)
