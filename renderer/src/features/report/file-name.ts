/** A name for the exported file that every file system takes. A bundle is the comparison itself, all else a report of it. */
export const fileName = (comparison: string, ending: string): string =>
  `${comparison.normalize('NFC').replace(/[\p{Cc}<>:"/\\|?*]+/gu, ' ').replace(/\s+/g, ' ').trim().replace(/^\.+|\.+$/g, '').slice(0, 80) || 'fovea'}${ending === 'fovea' ? '' : ' report'}.${ending}`
