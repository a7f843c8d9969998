/** fovea datasets list | add | show | rm. */
import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import type { DatasetManifest } from '../../../preload/contract/dataset.ts'
import { FoveaError, describeProblem } from '../../../preload/contract/errors.ts'
import { bytes, thousands } from '../../../preload/contract/format.ts'
import { inLanguage } from '../../../preload/contract/text.ts'
import type { Context } from '../context.ts'
import { followTask } from '../follow-task.ts'
import { plainSpaces } from '../result-text.ts'
import { facts, table } from '../table.ts'

export interface AddOptions { name?: string; size: number; test: number; seed: number; with: string[]; from?: string }

export async function listDatasets({ fovea, output, say }: Context): Promise<void> {
  const client = await fovea()
  const [datasets, catalogue] = await Promise.all([client.call('datasets.list', undefined), client.call('catalogue.get', undefined)])
  const c = say.columns
  const there = new Set(datasets.map((d) => d.id))
  const rows = [
    ...datasets.map((d) => [d.key, inLanguage(d.name, output.language), `${thousands(d.counts.train)} + ${thousands(d.counts.test)}`, String(d.classes.length), d.shape.join('×'), bytes(d.bytes)]),
    ...catalogue.datasets.filter((d) => d.source !== 'folder' && !there.has(d.id)).map((d) => [d.id, inLanguage(d.name, output.language), '–', '–', '–', '–']),
  ]
  output.show(datasets, () => (rows.length ? plainSpaces(table([{ head: c.id }, { head: c.name }, { head: c.images, right: true }, { head: c.classes, right: true }, { head: say.facts.shape, right: true }, { head: c.size, right: true }], rows)) : say.none.datasets))
}

function about(d: DatasetManifest, { output, say }: Context): string {
  const f = say.facts
  return plainSpaces([
    facts([
      [say.columns.id, d.key], [say.columns.name, inLanguage(d.name, output.language)], [say.columns.images, `${thousands(d.counts.train)} ${f.train}, ${thousands(d.counts.test)} ${f.test}`],
      [f.shape, d.shape.join(' × ')], [say.columns.size, bytes(d.bytes)], [f.licence, [inLanguage(d.licence, output.language), d.attribution].filter(Boolean).join('. ')], [f.fingerprint, d.fingerprint],
    ]),
    '', table([{ head: say.columns.classes }, { head: f.train, right: true }, { head: f.test, right: true }], d.classes.map((c) => [inLanguage(c.name, output.language), thousands(c.train), thousands(c.test)])),
    ...(d.warnings.length ? ['', `${f.warnings}:`, ...d.warnings.map((w) => `  ${Object.values(describeProblem(w, output.language)).join(' ')}`)] : []),
    ...(d.skipped.length ? ['', `${f.skipped}: ${d.skipped.length}`, ...d.skipped.slice(0, 20).map((s) => `  ${s.file}: ${describeProblem(s.problem, output.language).message}`), ...(d.skipped.length > 20 ? ['  …'] : [])] : []),
  ].join('\n'))
}

export async function showDataset(key: string, context: Context): Promise<void> {
  const datasets = await (await context.fovea()).call('datasets.list', undefined)
  const found = datasets.find((d) => d.key === key) ?? datasets.find((d) => d.id === key)
  if (!found) throw new FoveaError('not-found', 'terminal.no-dataset', { key, known: datasets.map((d) => d.key).join(', ') || '–' })
  context.output.show(found, () => about(found, context))
}

/** 'train=500' → { train: 500 }; values are JSON where they can be read as such. */
export function parametersFrom(pairs: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(pairs.map((pair) => {
    const [, key, value] = /^([^=]+)=(.*)$/s.exec(pair) ?? []
    if (key === undefined || value === undefined) throw new FoveaError('invalid', 'terminal.bad-pair', { value: pair })
    try {
      return [key, JSON.parse(value) as unknown]
    } catch {
      return [key, value]
    }
  }))
}

export async function addDataset(what: string, options: AddOptions, context: Context): Promise<void> {
  const client = await context.fovea()
  const { datasets } = await client.call('catalogue.get', undefined)
  const entry = datasets.find((d) => d.id === what && d.source !== 'folder')
  const known = entry !== undefined
  if (options.from !== undefined && entry?.source !== 'download') throw new FoveaError('invalid', 'terminal.unknown-option', { name: '--from' })
  const folder = known ? null : await stat(what).catch(() => null)
  if (!known && !folder) throw new FoveaError('not-found', 'terminal.no-dataset-or-folder', { what, known: datasets.filter((d) => d.source !== 'folder').map((d) => d.id).join(', ') })
  const { taskId } = known
    ? await client.call('datasets.prepare', { id: what, with: parametersFrom(options.with), path: options.from === undefined ? undefined : resolve(options.from) })
    : await client.call('datasets.import', { name: options.name ?? basename(resolve(what)), source: { from: 'path', path: resolve(what) }, size: options.size, testFraction: options.test, seed: options.seed })
  await showDataset(await followTask(client, taskId, context.output, context.signal), context)
}

export async function removeDataset(key: string, { fovea, output, say }: Context): Promise<void> {
  await (await fovea()).call('datasets.remove', { key })
  output.show({ removed: [key] }, () => say.removed(1))
}
