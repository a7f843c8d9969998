/** Which files a folder of class folders holds: CLASS/FILE, or train/CLASS/FILE and test/CLASS/FILE (val stands for test where there is no test). */
import { readdirSync, statSync, type Dirent } from 'node:fs'
import { extname, join, relative } from 'node:path'
import { FoveaError, type Problem } from '../../preload/contract/errors.ts'
import { imageExtensions } from './image-formats.ts'

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

const roles: Record<string, 'train' | 'test' | 'validation'> = {
  train: 'train', training: 'train', test: 'test', testing: 'test', val: 'validation', valid: 'validation', validation: 'validation',
}
const hidden = (name: string) => name.startsWith('.') || name === '__MACOSX' || name === 'Thumbs.db'
const byName = new Intl.Collator('en', { numeric: true }).compare

interface Entry { path: string; name: string; kind: 'folder' | 'file' | 'linked-folder' | 'other' }

/** A link to a file is as good as the file; a link to a folder could lead in a circle. */
function kindOf(path: string, entry: Dirent): Entry['kind'] {
  if (entry.isDirectory()) return 'folder'
  if (entry.isFile()) return 'file'
  const target = entry.isSymbolicLink() ? statSync(path, { throwIfNoEntry: false }) : undefined
  return target?.isFile() ? 'file' : target?.isDirectory() ? 'linked-folder' : 'other'
}

/** Throws 'dataset.no-folder' for what is no folder and 'dataset.too-few-classes' below two classes. */
export function listFolder(root: string): Listing {
  const warnings: Problem[] = []
  const warn = (kind: Problem['kind'], code: string, params: Problem['params']) => void warnings.push({ kind, code, params })
  function read(folder: string): Entry[] {
    try {
      const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !hidden(name)).sort((a, b) => byName(a.name, b.name))
      return entries.map((entry) => ({ path: join(folder, entry.name), name: entry.name, kind: kindOf(join(folder, entry.name), entry) }))
    } catch (error) {
      if (folder === root) throw new FoveaError('not-found', 'dataset.no-folder', { folder: root }, { cause: error })
      warn('unreadable', 'dataset.folder-unreadable', { folder: relative(root, folder), detail: (error as NodeJS.ErrnoException).code ?? '' })
      return []
    }
  }
  function foldersIn(folder: string): Entry[] {
    const entries = read(folder)
    for (const { path, kind } of entries) if (kind === 'linked-folder') warn('invalid', 'dataset.linked-folder', { folder: relative(root, path) })
    const loose = entries.filter(({ name, kind }) => kind === 'file' && imageExtensions.has(extname(name).toLowerCase()))
    if (loose.length) warn('invalid', 'dataset.loose-files', { count: loose.length, example: relative(root, loose[0]!.path) })
    return entries.filter(({ kind }) => kind === 'folder')
  }
  /** Files of a class, also those in folders below it. */
  const below = (folder: string): string[] => read(folder).flatMap(({ path, kind }) => (kind === 'folder' ? below(path) : kind === 'file' ? [path] : []))

  const inRoot = foldersIn(root)
  const tops = splitFolders(inRoot, warn) ?? [{ path: root, split: null }]
  const found = new Set<string>()
  const files = tops.flatMap(({ path: top, split }) =>
    (top === root ? inRoot : foldersIn(top)).flatMap(({ path, name }) => {
      found.add(name)
      return below(path).map((file): ListedFile => ({ file: relative(root, file), className: name, split }))
    }),
  )
  const filled = new Set(files.map(({ className }) => className))
  for (const name of found) if (!filled.has(name)) warn('invalid', 'dataset.empty-class', { class: name })
  const classes = [...filled].sort(byName)
  if (classes.length < 2) throw new FoveaError('invalid', 'dataset.too-few-classes', { folder: root, count: classes.length })
  return { classes, files, warnings }
}

/** The folders of a split that the user has made; null when there is none. With a test folder, a validation folder is left out. */
function splitFolders(folders: Entry[], warn: (kind: Problem['kind'], code: string, params: Problem['params']) => void): { path: string; split: 0 | 1 }[] | null {
  const of = (role: string) => folders.filter(({ name }) => roles[name.toLowerCase()] === role)
  const [train, test, validation] = [of('train'), of('test'), of('validation')]
  const held = test.length ? test : validation
  if (!train.length || !held.length) return null
  const used = new Set([...train, ...held])
  for (const folder of folders) if (!used.has(folder)) warn('invalid', 'dataset.folder-left-out', { folder: folder.name })
  return [...used].map((folder) => ({ path: folder.path, split: train.includes(folder) ? 0 : 1 }))
}
