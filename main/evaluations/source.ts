/** The files that an evaluation is about, of a folder, a ZIP or one image: their names first, their bytes when each is asked for. */
import { readFile, readdir, stat } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { FoveaError } from '../../preload/contract/errors.ts'
import { boxTableName } from '../datasets/box-table.ts'
import { imageExtensions } from '../datasets/image-formats.ts'
import { openZip } from '../files/zip-read.ts'
import type { Table } from './labels.ts'
import { zipRules } from './zip-rules.ts'

/** More images than this are a dataset and not an evaluation. */
const mostFiles = 200_000
/** An image file of more bytes is not read: several are at once, and no picture needs it. */
export const largestFile = 100_000_000
const largestTable = 64_000_000

interface Listed { name: string; bytes: number; read(): Promise<Buffer> }
export interface Source {
  /** Of the folder or file. */
  name: string
  /** In the order of their names, numbers by their size. */
  images: Listed[]
  tables: Listed[]
  close(): Promise<void>
}

const byName = new Intl.Collator('en', { numeric: true }).compare
const isHidden = (name: string) => name.split('/').some((part) => part.startsWith('.') || part === '__MACOSX' || part === 'Thumbs.db' || part === 'desktop.ini')
/** Of places in images, which an evaluation does not ask about: neither an image nor a table of classes. */
const isBoxTable = ({ name }: Listed) => name.slice(name.lastIndexOf('/') + 1).toLowerCase() === boxTableName
const isTable = ({ name }: Listed) => /\.csv$/i.test(name)
export const isImageName = (name: string): boolean => imageExtensions.has(extname(name).toLowerCase())

function sorted(name: string, all: Listed[], close: () => Promise<void>): Source {
  const seen = all.filter((file) => !isHidden(file.name) && !isBoxTable(file)).sort((a, b) => byName(a.name, b.name))
  const images = seen.filter((file) => !isTable(file))
  if (!images.some((file) => isImageName(file.name))) throw new FoveaError('invalid', 'evaluations.no-images', { name })
  if (images.length > mostFiles) throw new FoveaError('invalid', 'evaluations.too-many', { count: images.length, most: mostFiles })
  return { name, images, tables: seen.filter(isTable), close }
}

/** Throws a FoveaError for what is no folder, ZIP or image, holds no image, or is made to do harm. */
export async function openSource(path: string): Promise<Source> {
  const about = await stat(path).catch((error: Error) => { throw new FoveaError('not-found', 'evaluations.no-source', { path: basename(path), detail: error.message }, { cause: error }) })
  if (about.isDirectory()) return folderSource(path)
  if (/\.zip$/i.test(path)) return zipSource(path)
  return sorted(basename(path), [{ name: basename(path), bytes: about.size, read: () => readFile(path) }], async () => {})
}

async function folderSource(folder: string): Promise<Source> {
  const files: Listed[] = []
  // Links to folders are not followed: they may lead in a circle.
  async function list(inside: string): Promise<void> {
    const entries = await readdir(join(folder, inside), { withFileTypes: true })
    for (const entry of entries) {
      const name = inside ? `${inside}/${entry.name}` : entry.name
      if (isHidden(name)) continue
      if (entry.isDirectory()) await list(name)
      else {
        const about = entry.isFile() || entry.isSymbolicLink() ? await stat(join(folder, name)).catch(() => null) : null
        if (about?.isFile()) files.push({ name, bytes: about.size, read: () => readFile(join(folder, name)) })
      }
      if (files.length > mostFiles) throw new FoveaError('invalid', 'evaluations.too-many', { count: files.length, most: mostFiles })
    }
  }
  await list('')
  return sorted(basename(folder), files, async () => {})
}

async function zipSource(path: string): Promise<Source> {
  const zip = await openZip(path, zipRules)
  const files = [...zip.entries.values()].map(({ path: name, bytes }): Listed => ({ name, bytes, read: () => zip.read(name) }))
  try {
    return sorted(basename(path).replace(/\.zip$/i, ''), files, zip.close)
  } catch (error) {
    await zip.close()
    throw error
  }
}

/** The tables that are small enough to be one; others are left alone. */
export const tablesOf = async ({ tables }: Source): Promise<Table[]> =>
  Promise.all(tables.filter(({ bytes }) => bytes <= largestTable).map(async ({ name, read }) => ({ name, bytes: await read() })))
