/** fovea evaluate RUN IMAGE…: what a trained run answers, the likeliest classes of each image; one folder or ZIP goes to evaluate-many.ts. */
import { readFile, readdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { FoveaError } from '../../../preload/contract/errors.ts'
import type { Problem } from '../../../preload/contract/errors.ts'
import { percent } from '../../../preload/contract/format.ts'
import type { ImageInput, InspectedImage, LookMethod } from '../../../preload/contract/inspect.ts'
import { describeProblem } from '../../../preload/contract/errors.ts'
import { inLanguage } from '../../../preload/contract/text.ts'
import type { Text } from '../../../preload/contract/text.ts'
import type { Context } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { plainSpaces } from '../result-text.ts'
import { table } from '../table.ts'
import { cut } from '../width.ts'
import { wordLooks, wordMaps } from '../word-maps.ts'
import { lookPlaces } from '../look-map.ts'
import { evaluateWords } from '../words/evaluate.ts'
import { progressBar } from '../follow-comparison.ts'
import { evaluateMany } from './evaluate-many.ts'
import { runNamed } from './runs.ts'

const images = /\.(jpe?g|png|webp|tiff?|gif|bmp)$/i
const atOnce = 16
/** As base64 just below the largest that the contract takes. */
const largestBytes = 75_000_000

async function filesOf(paths: readonly string[]): Promise<string[]> {
  const unopened = (file: string) => (error: Error) => { throw new FoveaError('not-found', 'terminal.no-image', { file, detail: error.message }) }
  const found = await Promise.all(paths.map(async (path) => {
    const about = await stat(path).catch(unopened(path))
    if (!about.isDirectory()) return [path]
    const inside = await readdir(path, { recursive: true, withFileTypes: true }).catch(unopened(path))
    return inside.filter((entry) => entry.isFile() && images.test(entry.name)).map((entry) => join(entry.parentPath, entry.name)).sort()
  }))
  if (!found.flat().length) throw new FoveaError('not-found', 'terminal.no-images', { folder: paths.join(', ') })
  return found.flat()
}

const classNamed = (name: string, classes: readonly Text[]) => classes.findIndex((c) => (typeof c === 'string' ? [c] : [c.en, c['zh-CN']]).some((n) => n.toLowerCase() === name.toLowerCase()))

type FileImage = Extract<ImageInput, { from: 'file' }>
const isRead = (image: FileImage | InspectedImage): image is FileImage => 'from' in image

/** A file as it is asked about, or why it cannot be: one of many must not end the others. */
async function read(file: string, caption: string | undefined): Promise<FileImage | InspectedImage> {
  const name = basename(file)
  const refused = (problem: Problem): InspectedImage => ({ name, problem, original: null, originalSize: null, seen: null, label: null, answers: [] })
  try {
    const bytes = await readFile(file)
    if (bytes.length > largestBytes) return refused({ kind: 'invalid', code: 'dataset.file-too-large', params: { file, megabytes: largestBytes / 1e6 } })
    return { from: 'file', name, bytes: bytes.toString('base64'), ...(caption === undefined ? {} : { caption }) }
  } catch (error) {
    return refused({ kind: 'unreadable', code: 'terminal.no-image', params: { file, detail: (error as Error).message } })
  }
}

export interface EvaluateOptions { top: number; caption?: string; csv?: string; look?: LookMethod }

/** A folder or a ZIP, or whatever is written into one table. */
async function isMany([path, ...others]: string[], { caption, csv, look }: EvaluateOptions): Promise<boolean> {
  if (path === undefined || others.length || caption !== undefined || look !== undefined) return false
  return csv !== undefined || /\.zip$/i.test(path) || ((await stat(path).catch(() => null))?.isDirectory() ?? false)
}

export async function evaluate(runId: string, paths: string[], options: EvaluateOptions, context: Context): Promise<number> {
  if (await isMany(paths, options)) return evaluateMany(runId, paths[0]!, options, context)
  if (options.csv !== undefined) throw new FoveaError('invalid', 'terminal.csv-of-one')
  const { output, say, signal } = context
  const lookSay = evaluateWords[output.language]
  const client = await context.fovea()
  const run = await runNamed(client, runId)
  const files = await filesOf(paths)
  const answered: { file: string; image: InspectedImage; truth: number }[] = []
  let classes: Text[] = []
  let vocabulary: Text[] = []
  for (let i = 0; i < files.length && !signal.aborted; i += atOnce) {
    const part = files.slice(i, i + atOnce)
    output.live(`${progressBar(i / files.length)} ${i}/${files.length}`)
    const given = await Promise.all(part.map((file) => read(file, options.caption)))
    const good = given.filter(isRead)
    const inspection = good.length ? await client.call('inspect.images', { runIds: [run.id], images: good, maps: options.caption !== undefined || options.look !== undefined, methods: [options.look ?? 'attention'] }) : null
    classes = inspection?.classes ?? classes
    vocabulary = inspection?.vocabulary ?? vocabulary
    part.forEach((file, k) => {
      const one = given[k]!
      answered.push({ file, image: isRead(one) ? inspection!.images[good.indexOf(one)]! : one, truth: classNamed(basename(dirname(file)), classes) })
    })
  }
  output.live(null)

  const name = (index: number) => (classes[index] === undefined ? String(index) : inLanguage(classes[index], output.language))
  const rows = answered.map(({ file, image, truth }) => {
    const answer = image.answers[0]
    const ranked = answer ? answer.probabilities.map((p, k) => ({ k, p })).sort((a, b) => b.p - a.p).slice(0, options.top) : []
    const looking = answer?.maps.findLast((map) => map.queries === 'words')
    const words = (image.caption ?? []).map((word) => { const known = vocabulary[word] ?? ''; return typeof known === 'string' ? known : known.en })
    const map = options.look ? answer?.maps.findLast(({ queries }) => !queries) : undefined
    const looks = { ...(looking ? { words: wordLooks(looking, words) } : {}), ...(options.look ? { look: map ? { layer: map.layer, places: lookPlaces(map) } : null } : {}) }
    return { ...looks, file, truth: truth < 0 ? null : name(truth), right: truth < 0 || !answer ? null : answer.answer === truth, problem: image.problem, answers: ranked.map(({ k, p }) => ({ class: name(k), probability: p })), milliseconds: answer?.milliseconds ?? null }
  })
  const scored = rows.filter((row) => row.right !== null)
  const right = scored.filter((row) => row.right).length
  output.show({ run: run.id, images: rows, scored: scored.length, right }, () => {
    const c = say.columns
    const text = table([{ head: c.file }, ...(scored.length ? [{ head: c.truth }] : []), { head: c.answer }], rows.map((row) => [
      cut(row.file, 60), ...(scored.length ? [row.truth ?? ''] : []),
      row.problem ? describeProblem(row.problem, output.language).message : plainSpaces(row.answers.map((a) => `${a.class} ${percent(a.probability, output.language)}`).join('  ')),
    ]))
    const maps = rows.flatMap((row) => (row.look === undefined || row.problem ? [] : row.look ? [`\n\n${lookSay.looks(row.file)}\n\n${wordMaps([{ word: row.look.layer, places: row.look.places }], output.columns)}`] : [`\n\n${lookSay.noLook(row.file)}`])).join('')
    const looks = rows.flatMap((row) => (row.words ? [`\n\n${say.wordsLook(row.file)}\n\n${wordMaps(row.words, output.columns)}`] : [])).join('') + maps
    return scored.length ? `${text}${looks}\n\n${say.right(right, scored.length, plainSpaces(percent(right / scored.length, output.language)))}` : `${text}${looks}`
  })
  if (signal.aborted) return exitCodes.interrupted
  return rows.every((row) => row.problem) ? exitCodes.failed : exitCodes.ok
}
