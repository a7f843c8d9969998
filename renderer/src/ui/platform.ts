/** What differs between a Mac and others: the name of the command key. */
const platform = typeof window === 'undefined' ? '' : (window.fovea?.platform ?? navigator.platform)
const isMac = /^(darwin|mac)/i.test(platform)

/** Stands before a letter: ⌘N on a Mac, Ctrl N elsewhere. */
export const control = isMac ? '⌘' : 'Ctrl '

export const withControl = (event: KeyboardEvent): boolean => (isMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey)
