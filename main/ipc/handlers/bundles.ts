/** bundles.*: a comparison as one file for another Fovea, and the other way round. */
import { readFile, rm } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { basename, join, resolve } from 'node:path'
import { FoveaError } from '../../../preload/contract/errors.ts'
import { joinPieces } from '../../files/join-pieces.ts'
import { renderJson } from '../../reports/text/json.ts'
import type { Parts } from '../parts.ts'
import { reportOf } from '../report-of.ts'
import type { CallHandlers, Caller } from '../router.ts'

/** As base64 it must fit into one message and one string. */
const largestDownload = 300 * 2 ** 20
const withEnding = (file: string) => (/\.fovea$/i.test(file) ? file : `${file}.fovea`)

export function bundleHandlers(parts: Parts): CallHandlers<'bundles.export' | 'bundles.download' | 'bundles.open'> {
  const { home, bundles, datasets } = parts

  /** A window names a file of the reports folder; only the terminal may write elsewhere. */
  function target(file: string | undefined, name: string, caller: Caller): string {
    if (file === undefined) return join(home.reports, `${name}.fovea`)
    if (caller === 'terminal') return withEnding(resolve(file))
    const plain = basename(file.replaceAll('\\', '/'))
    if (plain !== file || plain.startsWith('.')) throw new FoveaError('forbidden', 'reports.outside', { folder: home.reports })
    return join(home.reports, withEnding(plain))
  }
  /** Names are in English, for a bundle has no language. */
  const reported = async (id: string) => {
    const { report, name } = await reportOf(id, { language: 'en' }, parts)
    return { report: renderJson(report), name }
  }
  return {
    'bundles.export': async ({ comparisonId, weights, file }, caller) => {
      const { report, name } = await reported(comparisonId)
      const path = target(file, name, caller)
      const { bytes } = await bundles.write(comparisonId, { target: path, weights, report })
      return { file: path, bytes }
    },
    'bundles.download': async ({ comparisonId, weights }) => {
      const { report, name } = await reported(comparisonId)
      const path = join(home.uploads, `download-${randomUUID()}.fovea`)
      try {
        const { bytes } = await bundles.write(comparisonId, { target: path, weights, report })
        if (bytes > largestDownload) throw new FoveaError('conflict', 'bundles.too-large-to-send', { megabytes: Math.round(bytes / 1e6) })
        return { name: `${name}.fovea`, bytes: (await readFile(path)).toString('base64') }
      } finally {
        await rm(path, { force: true })
      }
    },
    'bundles.open': async ({ source }, caller) => {
      if (source.from === 'path') {
        if (caller === 'browser') throw new FoveaError('forbidden', 'bundles.path-from-browser')
        return bundles.open(resolve(source.path))
      }
      try {
        return await bundles.open(await joinPieces(datasets.uploads.folderOf(source.uploadId)), source.name)
      } finally {
        datasets.uploads.drop(source.uploadId)
      }
    },
  }
}
