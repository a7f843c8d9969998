/** A name for the exported file. A bundle is the comparison itself, all else a report of it. */
import { asFileName } from '../../ui/save-file.ts'

export const fileName = (comparison: string, ending: string): string => `${asFileName(comparison).slice(0, 80) || 'fovea'}${ending === 'fovea' ? '' : ' report'}.${ending}`
