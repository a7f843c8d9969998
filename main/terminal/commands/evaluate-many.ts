/** fovea evaluate RUN[,RUN…] FOLDER|ZIP: all images of a folder or a ZIP, answered as an evaluation that the window shows, too. */
import { writeFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { FoveaError, describeProblem } from '../../../preload/contract/errors.ts'
import type { EvaluatedImage, Evaluation, EvaluationMetrics } from '../../../preload/contract/evaluation.ts'
import { fixed, percent, points, pValue, range, signedPoints, thousands } from '../../../preload/contract/format.ts'
import { inLanguage } from '../../../preload/contract/text.ts'
import type { Client } from '../client.ts'
import type { Context } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { progressBar } from '../follow-comparison.ts'
import { plainSpaces } from '../result-text.ts'
import { table } from '../table.ts'
import { cut } from '../width.ts'
import { evaluateWords } from '../words/evaluate.ts'
import { runNamed } from './runs.ts'

/** More lines than this are for a file. */
const mostLines = 100
const mostLeftOut = 10

/** Follows it to its end. Ctrl-C stops it; what was answered is kept. */
async function followed(client: Client, id: string, { output, signal }: Context): Promise<Evaluation> {
  const words = evaluateWords[output.language]
  const ended = new AbortController()
  let last: Evaluation | null = null
  const cancel = () => void client.call('evaluations.cancel', { id }).catch(() => {})
  signal.addEventListener('abort', cancel, { once: true })
  if (signal.aborted) cancel()
  try {
    await client.stream('evaluations.follow', { id }, (evaluation) => {
      last = evaluation
      if (evaluation.total !== null) output.live(plainSpaces(`${progressBar(evaluation.done / evaluation.total)} ${words.progress(thousands(evaluation.done), thousands(evaluation.total))}`))
      if (evaluation.state !== 'running') ended.abort()
    }, ended.signal)
  } finally {
    signal.removeEventListener('abort', cancel)
    output.live(null)
  }
  return last!
}

async function allImages(client: Client, id: string): Promise<EvaluatedImage[]> {
  const images: EvaluatedImage[] = []
  for (let total = 1; images.length < total;) {
    const page = await client.call('evaluations.rows', { id, offset: images.length, limit: 500 })
    total = page.total
    images.push(...page.rows)
    if (!page.rows.length) break
  }
  return images
}

function told(evaluation: Evaluation, metrics: EvaluationMetrics, images: EvaluatedImage[], { output, say }: Context): string {
  const [c, words, { language }] = [say.columns, evaluateWords[output.language], output]
  const names = evaluation.runs.map(({ name, seed }) => say.runLine(inLanguage(name, language), seed))
  const className = (place: number | null) => (place === null ? '' : inLanguage(evaluation.classes[place]!, language))
  const lines = images.length <= mostLines ? [table(
    [{ head: c.file }, ...(metrics.labelled ? [{ head: c.truth }] : []), ...(names.length > 1 ? names : [c.answer]).map((head) => ({ head }))],
    images.map(({ name, label, problem, answers }) => [cut(name, 60), ...(metrics.labelled ? [className(label)] : []), ...(problem ? [describeProblem(problem, language).message] : answers.map((one) => `${className(one.answer)} ${percent(one.probability, language)}`))]),
  )] : []
  const scores = metrics.runs.length ? [table(
    [{ head: words.model }, { head: c.accuracy, right: true }, { head: '', right: true }, ...(names.length > 1 ? [{ head: c.difference.replace(/\s?[(（].*/, ''), right: true }, { head: words.fixedBroken, right: true }, { head: c.p, right: true }] : []), { head: words.macroF1, right: true }],
    metrics.runs.map(({ accuracy, interval, against, macroF1 }, i) => [names[i]!, points(accuracy), `(${range(interval, language)})`, ...(names.length > 1 ? (against ? [signedPoints(against.difference), `${against.fixed} / ${against.broken}`, pValue(against.pHolm)] : ['', '', '']) : []), fixed(macroF1, 3)]),
  ), words.scored(thousands(metrics.labelled))] : metrics.answered && names.length > 1 ? [words.agree(thousands(metrics.agreed), thousands(metrics.answered), percent(metrics.agreed / metrics.answered, language))] : []
  const refused = images.filter((image) => image.problem)
  const leftOut = refused.length && !lines.length ? [[words.leftOut(refused.length), ...refused.slice(0, mostLeftOut).map(({ problem }) => `  ${describeProblem(problem!, language).message}`), ...(refused.length > mostLeftOut ? ['  …'] : [])].join('\n')] : []
  return plainSpaces([...lines, ...scores, ...leftOut].join('\n\n'))
}

export async function evaluateMany(runNames: string, path: string, { csv }: { csv?: string }, context: Context): Promise<number> {
  const { output, signal } = context
  const client = await context.fovea()
  const runIds: string[] = []
  for (const name of runNames.split(',')) runIds.push((await runNamed(client, name)).id)
  const { id } = await client.call('evaluations.begin', { name: basename(resolve(path)).slice(0, 200) || path, runIds, source: { from: 'path', path: resolve(path) } })
  const evaluation = await followed(client, id, context)
  for (const warning of evaluation.warnings) output.problem(warning)
  if (evaluation.problem) throw new FoveaError(evaluation.problem.kind, evaluation.problem.code, evaluation.problem.params)
  if (csv !== undefined) {
    const { text } = await client.call('evaluations.csv', { id, language: output.language })
    await writeFile(csv, text).catch((error: Error) => { throw new FoveaError('unavailable', 'evaluations.unwritable', { file: csv, detail: error.message }, { cause: error }) })
  }
  const images = await allImages(client, id)
  const metrics = await client.call('evaluations.metrics', { id })
  output.show({ evaluation, metrics, images }, () => told(evaluation, metrics, images, context))
  const words = evaluateWords[output.language]
  if (csv !== undefined) output.note(words.savedAs(csv))
  else if (images.length > mostLines) output.note(words.kept(id))
  if (signal.aborted) return exitCodes.interrupted
  return images.length && images.every((image) => image.problem) ? exitCodes.failed : exitCodes.ok
}
