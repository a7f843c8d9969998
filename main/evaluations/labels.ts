/** The true classes of images, where their user gave them: in a table among the files, else in the names of the folders they lie in. */
import type { DatasetManifest } from '../../preload/contract/dataset.ts'
import type { Problem } from '../../preload/contract/errors.ts'
import type { LabelSource } from '../../preload/contract/evaluation.ts'
import { classFinder } from './classes.ts'
import { readCsv } from '../datasets/csv-read.ts'

/** labels: places of classes, −1 where nothing is known. */
export interface Labels { labels: Int32Array; source: LabelSource; warnings: Problem[] }
export interface Table { name: string; bytes: Buffer }

const heads = { file: ['file', 'filename', 'file_name', 'image', 'image_id', 'path', 'name', 'id', '文件', '文件名', '图片'], label: ['label', 'class', 'class_name', 'category', 'target', 'truth', '类别', '标签'] }
/** The first few; a mark says that there are more. */
const listed = (names: Iterable<string>) => { const all = [...names]; return [...all.slice(0, 12), ...(all.length > 12 ? ['…'] : [])].join(', ') }
const warning = (code: string, params: Problem['params']): Problem => ({ kind: 'invalid', code, params })

/** `root`: the name of the folder that was given, which may itself be a class. */
export function labelsOf(names: readonly string[], root: string, tables: readonly Table[], classes: DatasetManifest['classes']): Labels {
  const find = classFinder(classes)
  const warnings: Problem[] = []
  for (const table of tables) {
    const labels = fromTable(names, table, find, warnings)
    if (labels) return { labels, source: 'table', warnings }
  }
  const labels = fromFolders(names, root, find, warnings, classes)
  return { labels, source: labels.some((label) => label >= 0) ? 'folders' : 'none', warnings }
}

/** Null where no line of the table names an image and a class. */
function fromTable(names: readonly string[], { name, bytes }: Table, find: (name: string) => number | undefined, warnings: Problem[]): Int32Array | null {
  const rows = readCsv(bytes)
  const head = (rows[0] ?? []).map((cell) => cell.toLowerCase())
  const [file, label] = [head.findIndex((cell) => heads.file.includes(cell)), head.findIndex((cell) => heads.label.includes(cell))]
  const hasHead = file >= 0 && label >= 0
  const rowOf = imageFinder(names)
  const labels = new Int32Array(names.length).fill(-1)
  const strange = new Set<string>()
  const missing: string[] = []
  for (const cells of hasHead ? rows.slice(1) : rows) {
    const [image = '', className = ''] = hasHead ? [cells[file], cells[label]] : cells
    const [row, place] = [rowOf(image), find(className)]
    if (row === undefined) missing.push(image)
    else if (place === undefined) strange.add(className)
    else labels[row] = place
  }
  if (!labels.some((one) => one >= 0)) {
    warnings.push(warning('evaluations.table-unused', { file: name }))
    return null
  }
  // A first line that names neither is a head in words of its own.
  if (!hasHead && rows[0] && rowOf(rows[0][0] ?? '') === undefined && missing[0] === (rows[0][0] ?? '')) missing.shift()
  if (missing.length) warnings.push(warning('evaluations.table-missing', { file: name, count: missing.length, names: listed(missing) }))
  if (strange.size) warnings.push(warning('evaluations.unknown-classes', { count: strange.size, names: listed(strange) }))
  return labels
}

/** By its path; or by the end of its path, or by its name without the ending, where only one image has it. */
function imageFinder(names: readonly string[]): (image: string) => number | undefined {
  const rows = new Map<string, number | null>()
  const take = (key: string, row: number) => rows.set(key, rows.has(key) && rows.get(key) !== row ? null : row)
  names.forEach((name, row) => {
    const parts = name.split('/')
    for (let from = 1; from < parts.length; from++) take(parts.slice(from).join('/'), row)
    take(parts.at(-1)!.replace(/\.[^.]+$/, ''), row)
  })
  names.forEach((name, row) => rows.set(name, row))
  return (image) => rows.get(image.replaceAll('\\', '/').replace(/^(\.?\/)+/, '')) ?? undefined
}

function fromFolders(names: readonly string[], root: string, find: (name: string) => number | undefined, warnings: Problem[], classes: DatasetManifest['classes']): Int32Array {
  const strange = new Set<string>()
  const labels = Int32Array.from(names, (name) => {
    const folders = [root, ...name.split('/').slice(0, -1)].reverse()
    const known = folders.map(find).find((place) => place !== undefined)
    if (known === undefined && folders.length > 1) strange.add(folders[0]!)
    return known ?? -1
  })
  if (strange.size && labels.some((label) => label >= 0)) warnings.push(warning('evaluations.unknown-classes', { count: strange.size, names: listed(strange) }))
  // Several folders look like classes; one may be a folder like any other.
  else if (strange.size > 1) warnings.push(warning('evaluations.no-known-class', { names: listed(strange), classes: listed(classes.map(({ id }) => id)) }))
  return labels
}
