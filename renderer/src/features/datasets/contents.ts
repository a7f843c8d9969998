/** What a folder seems to hold, told before it is imported; the import itself looks at every file. */
import type { FoundFile } from '../../ui/dropped-files.ts'

const splitNames = /^(train|training|test|testing|val|valid|validation)$/i

export interface Contents { files: number; bytes: number; classes: string[] }

/** CLASS/FILE, or train/CLASS/FILE and test/CLASS/FILE. */
export function contentsOf(files: readonly FoundFile[]): Contents {
  const parts = files.map(({ path }) => path.split('/')).filter((path) => path.length > 1)
  const splits = parts.some(([top]) => /^train/i.test(top!)) && parts.every(([top]) => splitNames.test(top!))
  const names = new Set(parts.flatMap((path) => (splits ? (path.length > 2 ? [path[1]!] : []) : [path[0]!])))
  return { files: files.length, bytes: files.reduce((sum, { file }) => sum + file.size, 0), classes: [...names].sort() }
}
