/** What the window's own page may ask of the desktop, and who else may not. */
import { expect, it, vi } from 'vitest'

vi.mock('electron', () => ({ app: {}, session: {}, protocol: {} }))
const { guardSession } = await import('../../main/app/permissions.ts')

type Ask = (contents: null, permission: string, answer: (granted: boolean) => void, details: { requestingUrl: string; mediaTypes?: string[] }) => void
type Check = (contents: null, permission: string, asking: string, details: { mediaType?: string }) => boolean

it('gives the camera to the window’s own page, and the microphone to nobody', () => {
  let ask!: Ask
  let check!: Check
  const target = { setPermissionRequestHandler: (given: Ask) => { ask = given }, setPermissionCheckHandler: (given: Check) => { check = given }, setDevicePermissionHandler() {}, on() {}, webRequest: { onBeforeRequest() {} } }
  guardSession(target as unknown as Parameters<typeof guardSession>[0])
  const granted = (permission: string, requestingUrl: string, mediaTypes?: string[]) => { let given: boolean | null = null; ask(null, permission, (yes) => { given = yes }, { requestingUrl, ...(mediaTypes ? { mediaTypes } : {}) }); return given }
  expect(granted('media', 'fovea://app/index.html', ['video'])).toBe(true)
  expect(granted('media', 'fovea://app/index.html', ['video', 'audio'])).toBe(false)
  expect(granted('media', 'fovea://app/index.html', ['audio'])).toBe(false)
  expect(granted('media', 'fovea://app/index.html')).toBe(false)
  expect(granted('media', 'https://fovea.example/', ['video'])).toBe(false)
  expect(granted('media', 'fovea://app.example/', ['video'])).toBe(false)
  expect(granted('geolocation', 'fovea://app/index.html')).toBe(false)
  expect(granted('clipboard-sanitized-write', 'fovea://app/index.html')).toBe(true)
  expect([check(null, 'media', 'fovea://app', { mediaType: 'video' }), check(null, 'media', 'fovea://app/', { mediaType: 'video' }), check(null, 'media', 'fovea://app', { mediaType: 'audio' }), check(null, 'media', 'fovea://apple', { mediaType: 'video' }), check(null, 'media', 'fovea://app', {})]).toEqual([true, true, false, false, false])
})
