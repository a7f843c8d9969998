/** All packed datasets of a home: found, made, imported, shown and removed. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import type { DatasetManifest, Samples } from '../../preload/contract/dataset.ts'
import { FoveaError, problemOf } from '../../preload/contract/errors.ts'
import type { DatasetReference } from '../../preload/contract/plan.ts'
import type { TaskEvent } from '../../preload/contract/system.ts'
import type { Home } from '../home.ts'
import type { Launch } from '../runs/processes.ts'
import { addBoxes } from './boxes.ts'
import { isGenerated, keyOf, parametersOf, sourceOf } from './catalogue.ts'
import { fetchCifar10, givenCifar10 } from './cifar10-fetch.ts'
import { isQuick, writeGenerated } from './generate.ts'
import { createImageProcess, killerProblem } from './image-process.ts'
import { bin, removeLeftovers } from './leftovers.ts'
import { duplicatesInTraining, nearestTraining } from './near.ts'
import type { Decoded, FolderImport } from './protocol.ts'
import { readImages, readManifest, readSamples, type Wanted } from './read.ts'
import { createUploads } from './uploads.ts'

export interface Work {
  signal?: AbortSignal
  onProgress?: (event: TaskEvent) => void
}
export interface ImportOptions {
  name: string
  size: number
  testFraction: number
  seed: number
}

/** Files that may end the image process in one import before it is given up. */
const mostDeaths = 20
const slug = (name: string) => name.toLowerCase().normalize('NFKD').replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '').slice(0, 60) || 'images'

export function createDatasets({ home, launch }: { home: Home; launch: Launch }) {
  removeLeftovers(home)
  const images = createImageProcess(launch)
  const uploads = createUploads(home.uploads)
  /** Keys of imports under way. */
  const reserved = new Set<string>()
  /** One preparation of a dataset at a time; those who ask meanwhile wait for it. */
  const preparing = new Map<string, Promise<DatasetManifest>>()

  const folderOf = (key: string) => {
    if (!/^[\p{L}\p{N}][\p{L}\p{N}-]*$/u.test(key)) throw new FoveaError('not-found', 'dataset.unknown', { dataset: key })
    return join(home.datasets, key)
  }
  const manifest = (key: string) => readManifest(folderOf(key), key)
  const packed = async (asked: ReturnType<typeof images.ask>) => {
    const answer = await asked
    if (answer.type !== 'packed') throw new FoveaError('internal', 'system.internal', { detail: answer.type })
    return answer.manifest
  }

  function freeKey(name: string): string {
    const taken = (key: string) => existsSync(folderOf(key)) || reserved.has(key) || sourceOf(key) !== undefined
    const base = slug(name)
    for (let n = 1; ; n++) if (!taken(n === 1 ? base : `${base}-${n}`)) return n === 1 ? base : `${base}-${n}`
  }

  async function importFolder(source: string, options: ImportOptions, { signal, onProgress }: Work = {}): Promise<DatasetManifest> {
    const key = freeKey(options.name)
    reserved.add(key)
    try {
      return await importAs(key, source, options, { signal, onProgress })
    } finally {
      reserved.delete(key)
    }
  }

  /** Whenever a file ends the image process, goes on without that file. */
  async function importAs(key: string, source: string, options: ImportOptions, { signal, onProgress }: Work): Promise<DatasetManifest> {
    const what: FolderImport = { source, target: folderOf(key), key, avoid: [], ...options }
    for (;;) {
      let file: string | null = null
      try {
        return await packed(images.ask({ type: 'import-folder', what }, { signal, progress: onProgress, opening: (name) => (file = name) }))
      } catch (error) {
        if (problemOf(error).code !== 'dataset.reader-died' || file === null || what.avoid.length === mostDeaths) throw error
        what.avoid.push({ file, problem: killerProblem(file) })
      }
    }
  }

  async function addCifar10(path: string | undefined, { signal = new AbortController().signal, onProgress }: Work): Promise<DatasetManifest> {
    const scratch = join(home.datasets, '.cifar10')
    const progress = (done: number, total: number | null) => onProgress?.({ type: 'progress', done, total, what: 'downloading' })
    const source = path === undefined ? await fetchCifar10(scratch, { signal, progress }) : await givenCifar10(path, scratch, signal)
    const made = await packed(images.ask({ type: 'pack-cifar10', source, target: folderOf('cifar10') }, { signal, progress: onProgress }))
    rmSync(scratch, { recursive: true, force: true })
    return made
  }

  /** In a process of its own: it hears nothing while it computes, so stopping it means ending it. */
  async function generate(what: { dataset: string; parameters: Record<string, unknown>; target: string }, signal: AbortSignal | undefined): Promise<DatasetManifest> {
    const own = createImageProcess(launch)
    const end = () => own.close()
    signal?.addEventListener('abort', end)
    try {
      return await packed(own.ask({ type: 'generate', ...what }, { signal }))
    } finally {
      signal?.removeEventListener('abort', end)
      own.close()
    }
  }

  const generateInto = (target: string, dataset: string, parameters: Record<string, unknown>, signal?: AbortSignal) =>
    (isQuick(parameters) ? writeGenerated(dataset, parameters, target) : generate({ dataset, parameters, target }, signal))

  async function make({ id, with: given }: DatasetReference, work: Work & { path?: string }): Promise<DatasetManifest> {
    const source = sourceOf(id)
    if (!source) return manifest(id)
    const parameters = parametersOf(source, given)
    const key = keyOf(source, parameters)
    if (existsSync(folderOf(key))) return manifest(key)
    if (!isGenerated(source)) return addCifar10(work.path, work)
    const target = folderOf(key)
    try {
      return await generateInto(target, id, parameters, work.signal)
    } catch (error) {
      // Another Fovea with the same home was quicker, and what it made is the same.
      if (existsSync(target)) return manifest(key)
      throw error
    }
  }

  return {
    /** Newest first; a damaged one is left out here and told of when it is opened. */
    list(): DatasetManifest[] {
      const keys = readdirSync(home.datasets).filter((name) => !name.startsWith('.') && existsSync(join(home.datasets, name, 'manifest.json')))
      const read = keys.flatMap((key) => {
        try {
          return [manifest(key)]
        } catch {
          return []
        }
      })
      return read.sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
    },
    manifest,
    folder: folderOf,
    /** The key a reference leads to, made or not. Throws when a parameter is wrong. */
    key({ id, with: given }: DatasetReference): string {
      const source = sourceOf(id)
      return source ? keyOf(source, parametersOf(source, given)) : id
    },
    /** Finds or makes what a reference names; `path`: an official CIFAR-10 archive or folder on disk. */
    prepare(reference: DatasetReference, work: Work & { path?: string } = {}): Promise<DatasetManifest> {
      const name = JSON.stringify([reference.id, reference.with])
      const running = preparing.get(name) ?? make(reference, work).finally(() => preparing.delete(name))
      preparing.set(name, running)
      return running
    },
    /** Where the object of each image stands, for a dataset that Fovea makes and that was made before this was kept. */
    async ensureBoxes(key: string): Promise<DatasetManifest> {
      const known = manifest(key)
      const source = sourceOf(known.id)
      if (known.boxes !== undefined || !source || !isGenerated(source)) return known
      return addBoxes(folderOf(key), known, (target) => generateInto(target, known.id, parametersOf(source, known.parameters)))
    },
    importFolder,
    /** Imports what an upload brought and drops it. One folder around all classes, as a dropped folder has, is looked through. */
    async importUpload(uploadId: string, options: ImportOptions, work: Work = {}): Promise<DatasetManifest> {
      const folder = uploads.folderOf(uploadId)
      const tops = readdirSync(folder, { withFileTypes: true })
      const source = tops.length === 1 && tops[0]!.isDirectory() ? join(folder, tops[0]!.name) : folder
      try {
        return await importFolder(source, options, work)
      } finally {
        uploads.drop(uploadId)
      }
    },
    samples: (key: string, wanted: Wanted): Samples => readSamples(folderOf(key), manifest(key), wanted),
    /** u8 (n, H, W, C). */
    images: (key: string, indices: number[]): Uint8Array => readImages(folderOf(key), manifest(key), indices),
    /** The training images nearest to one of its images. */
    nearest: (key: string, index: number, limit: number) => nearestTraining(folderOf(key), manifest(key), readImages(folderOf(key), manifest(key), [index]), limit),
    /** Of each of these images the training image that counts as the same, or null. */
    duplicates: (key: string, indices: number[]) => duplicatesInTraining(folderOf(key), manifest(key), readImages(folderOf(key), manifest(key), indices)),
    /** Bytes of an image file as a model of `shape` sees them. Throws what is wrong with the file. */
    async decode(name: string, bytes: Uint8Array, shape: [number, number, number]): Promise<Decoded> {
      try {
        const answer = await images.ask({ type: 'decode', name, bytes, shape })
        if (answer.type === 'decoded') return answer.value
        throw new FoveaError('internal', 'system.internal', { detail: answer.type })
      } catch (error) {
        const { code } = problemOf(error)
        throw code === 'dataset.reader-died' ? new FoveaError('unreadable', 'dataset.killed-reader', { file: name }, { cause: error }) : error
      }
    },
    /** Moved aside, so that restore brings it back. */
    remove(key: string): void {
      manifest(key)
      mkdirSync(join(home.datasets, bin), { recursive: true })
      const aside = join(home.datasets, bin, key)
      rmSync(aside, { recursive: true, force: true })
      renameSync(folderOf(key), aside)
      // The day it was removed, from which its 30 days count.
      utimesSync(aside, new Date(), new Date())
    },
    restore(key: string): void {
      const aside = join(home.datasets, bin, key)
      if (!existsSync(aside)) throw new FoveaError('not-found', 'dataset.unknown', { dataset: key })
      if (existsSync(folderOf(key))) throw new FoveaError('conflict', 'dataset.exists', { dataset: key })
      renameSync(aside, folderOf(key))
    },
    uploads,
    close: () => images.close(),
  }
}
export type Datasets = ReturnType<typeof createDatasets>
