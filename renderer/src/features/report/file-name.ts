/** A name for the exported file that every file system takes. */
export const fileName = (comparison: string, ending: string): string =>
  `${comparison.normalize('NFC').replace(/[\p{Cc}<>:"/\\|?*]+/gu, ' ').replace(/\s+/g, ' ').trim().replace(/^\.+|\.+$/g, '').slice(0, 80) || 'fovea'} report.${ending}`
