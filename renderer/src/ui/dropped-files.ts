/** Files from a drop or a folder picker, each with its path inside the folder that was given. */

export interface FoundFile { path: string; file: File }

const entryFile = (entry: FileSystemFileEntry): Promise<File> => new Promise((resolve, reject) => entry.file(resolve, reject))

/** A directory reader gives at most 100 entries a time; it is asked until it gives none. */
async function children(entry: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = entry.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (!some.length) return all
    all.push(...some)
  }
}

/** Hidden files (.DS_Store, …) are not images of anyone. */
async function walk(entry: FileSystemEntry, path: string): Promise<FoundFile[]> {
  if (entry.name.startsWith('.')) return []
  if (entry.isFile) return [{ path, file: await entryFile(entry as FileSystemFileEntry) }]
  const inside = await Promise.all((await children(entry as FileSystemDirectoryEntry)).map((child) => walk(child, path ? `${path}/${child.name}` : child.name)))
  return inside.flat()
}

export interface Dropped {
  /** A single folder was dropped: its name, and the paths of `files` begin below it. */
  folder: string | null
  files: FoundFile[]
  /** The dropped things themselves, whose place on disk the desktop knows. */
  items: File[]
}

/** Must be called while the drop event is handled: the browser empties its list right after. */
export async function droppedFiles(transfer: DataTransfer): Promise<Dropped> {
  const items = [...transfer.files]
  const entries = [...transfer.items].flatMap((item) => (item.kind === 'file' ? (item.webkitGetAsEntry() ?? []) : []))
  // Programs that make a file as they drop it give no entry.
  if (!entries.length) return { folder: null, files: items.map((file) => ({ path: file.name, file })), items }
  const only = entries.length === 1 && entries[0]!.isDirectory ? entries[0]! : null
  if (only) return { folder: only.name, files: await walk(only, ''), items }
  return { folder: null, files: (await Promise.all(entries.map((entry) => walk(entry, entry.name)))).flat(), items }
}

/** From <input type=file webkitdirectory>: the first part of each path is the folder itself. */
export function pickedFolder(files: File[]): Dropped {
  const folder = files[0]?.webkitRelativePath.split('/')[0] || null
  const found = files.map((file) => ({ path: file.webkitRelativePath.split('/').slice(1).join('/') || file.name, file }))
  return { folder, files: found.filter(({ path }) => !path.split('/').some((part) => part.startsWith('.'))), items: [] }
}

/** A folder with a folder per class. */
export const hasClassFolders = (files: readonly FoundFile[]): boolean => files.some(({ path }) => path.includes('/'))
