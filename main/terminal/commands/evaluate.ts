/** fovea evaluate RUN IMAGE…|FOLDER: what a trained run answers. Images in folders named after classes are also scored. */
import { readFile, readdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { FoveaError } from '../../../preload/contract/errors.ts'
import { percent } from '../../../preload/contract/format.ts'
import type { InspectedImage } from '../../../preload/contract/inspect.ts'
import { describeProblem } from '../../../preload/contract/errors.ts'
import { inLanguage } from '../../../preload/contract/text.ts'
import type { Text } from '../../../preload/contract/text.ts'
import type { Context } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { plainSpaces } from '../result-text.ts'
import { table } from '../table.ts'
import { cut } from '../width.ts'
import { progressBar } from '../follow-comparison.ts'
import { runNamed } from './runs.ts'

const images = /\.(jpe?g|png|webp|tiff?|gif|bmp)$/i
const atOnce = 16

async function filesOf(paths: readonly string[]): Promise<string[]> {
  const found = await Promise.all(paths.map(async (path) => {
    const about = await stat(path).catch((error: Error) => { throw new FoveaError('not-found', 'terminal.no-image', { file: path, detail: error.message }) })
    if (!about.isDirectory()) return [path]
    const inside = await readdir(path, { recursive: true, withFileTypes: true })
    return inside.filter((entry) => entry.isFile() && images.test(entry.name)).map((entry) => join(entry.parentPath, entry.name)).sort()
  }))
  if (!found.flat().length) throw new FoveaError('not-found', 'terminal.no-images', { folder: paths.join(', ') })
  return found.flat()
}

const classNamed = (name: string, classes: readonly Text[]) => classes.findIndex((c) => (typeof c === 'string' ? [c] : [c.en, c['zh-CN']]).some((n) => n.toLowerCase() === name.toLowerCase()))

export async function evaluate(runId: string, paths: string[], options: { top: number }, context: Context): Promise<number> {
  const { output, say, signal } = context
  const client = await context.fovea()
  const run = await runNamed(client, runId)
  const files = await filesOf(paths)
  const answered: { file: string; image: InspectedImage; truth: number }[] = []
  let classes: Text[] = []
  for (let i = 0; i < files.length && !signal.aborted; i += atOnce) {
    const part = files.slice(i, i + atOnce)
    output.live(`${progressBar(i / files.length)} ${i}/${files.length}`)
    const given = await Promise.all(part.map(async (file) => ({ from: 'file' as const, name: basename(file), bytes: (await readFile(file)).toString('base64') })))
    const inspection = await client.call('inspect.images', { runIds: [run.id], images: given, maps: false })
    classes = inspection.classes
    inspection.images.forEach((image, k) => answered.push({ file: part[k]!, image, truth: classNamed(basename(dirname(part[k]!)), classes) }))
  }
  output.live(null)

  const name = (index: number) => (classes[index] === undefined ? String(index) : inLanguage(classes[index], output.language))
  const rows = answered.map(({ file, image, truth }) => {
    const answer = image.answers[0]
    const ranked = answer ? answer.probabilities.map((p, k) => ({ k, p })).sort((a, b) => b.p - a.p).slice(0, options.top) : []
    return { file, truth: truth < 0 ? null : name(truth), right: truth < 0 || !answer ? null : answer.answer === truth, problem: image.problem, answers: ranked.map(({ k, p }) => ({ class: name(k), probability: p })), milliseconds: answer?.milliseconds ?? null }
  })
  const scored = rows.filter((row) => row.right !== null)
  const right = scored.filter((row) => row.right).length
  output.show({ run: run.id, images: rows, scored: scored.length, right }, () => {
    const c = say.columns
    const text = table([{ head: c.file }, ...(scored.length ? [{ head: c.truth }] : []), { head: c.answer }], rows.map((row) => [
      cut(row.file, 60), ...(scored.length ? [row.truth ?? ''] : []),
      row.problem ? describeProblem(row.problem, output.language).message : plainSpaces(row.answers.map((a) => `${a.class} ${percent(a.probability, output.language)}`).join('  ')),
    ]))
    return scored.length ? `${text}\n\n${say.right(right, scored.length, plainSpaces(percent(right / scored.length, output.language)))}` : text
  })
  return rows.every((row) => row.problem) ? exitCodes.failed : exitCodes.ok
}
