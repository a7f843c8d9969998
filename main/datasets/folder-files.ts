/** Which files a folder of class folders holds: CLASS/FILE, or train/CLASS/FILE and test/CLASS/FILE (val and valid count as test). */
import { readdirSync, type Dirent } from 'node:fs'
import { join, relative } from 'node:path'
import { FoveaError, type Problem } from '../../preload/contract/errors.ts'

export interface ListedFile {
  /** Relative to the folder. */
  file: string
  className: string
  /** null: still to be split. */
  split: 0 | 1 | null
}
export interface Listing {
  classes: string[]
  files: ListedFile[]
  warnings: Problem[]
}

const trainNames = new Set(['train', 'training'])
const testNames = new Set(['test', 'testing', 'val', 'valid', 'validation'])
const hidden = (name: string) => name.startsWith('.') || name === '__MACOSX' || name === 'Thumbs.db'

function entries(folder: string): Dirent[] {
  const byName = (a: Dirent, b: Dirent) => (a.name < b.name ? -1 : 1)
  return readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !hidden(name)).sort(byName)
}

/** Throws 'dataset.no-folder' for what is no folder and 'dataset.too-few-classes' below two classes. */
export function listFolder(root: string): Listing {
  const warnings: Problem[] = []
  const read = (folder: string): Dirent[] => {
    try {
      return entries(folder)
    } catch (error) {
      if (folder === root) throw new FoveaError('not-found', 'dataset.no-folder', { folder: root }, { cause: error })
      warnings.push({ kind: 'unreadable', code: 'dataset.folder-unreadable', params: { folder: relative(root, folder), detail: (error as NodeJS.ErrnoException).code ?? '' } })
      return []
    }
  }
  /** Files of a class, also those in folders below it. Links are not followed. */
  const below = (folder: string): string[] => read(folder).flatMap((entry) => (entry.isDirectory() ? below(join(folder, entry.name)) : entry.isFile() ? [join(folder, entry.name)] : []))
  const folders = read(root).filter((entry) => entry.isDirectory())
  const isSplit = folders.some(({ name }) => trainNames.has(name.toLowerCase())) && folders.some(({ name }) => testNames.has(name.toLowerCase()))
  const tops = isSplit
    ? folders.filter(({ name }) => trainNames.has(name.toLowerCase()) || testNames.has(name.toLowerCase())).map(({ name }) => ({ folder: join(root, name), split: trainNames.has(name.toLowerCase()) ? (0 as const) : (1 as const) }))
    : [{ folder: root, split: null }]

  const found = new Set<string>()
  const files = tops.flatMap(({ folder, split }) =>
    read(folder).filter((entry) => entry.isDirectory()).flatMap(({ name }) => {
      found.add(name)
      return below(join(folder, name)).map((file): ListedFile => ({ file: relative(root, file), className: name, split }))
    }),
  )
  const filled = new Set(files.map(({ className }) => className))
  for (const name of found) if (!filled.has(name)) warnings.push({ kind: 'invalid', code: 'dataset.empty-class', params: { class: name } })
  const classes = [...filled].sort()
  if (classes.length < 2) throw new FoveaError('invalid', 'dataset.too-few-classes', { folder: root, count: classes.length })
  return { classes, files, warnings }
}
