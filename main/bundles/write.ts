/** Writes a bundle: beside its place first, and there only when it is whole. */
import { rename, rm } from 'node:fs/promises'
import packageJson from '../../package.json' with { type: 'json' }
import { bundleVersion } from '../../preload/contract/bundle.ts'
import type { BundleManifest } from '../../preload/contract/bundle.ts'
import { FoveaError } from '../../preload/contract/errors.ts'
import { itemsOf } from './contents.ts'
import type { BundleSources } from './contents.ts'
import { canonical, files, largestBundle, limitOf, signatureOf } from './layout.ts'
import { createZip } from './zip-write.ts'
import type { Written } from './zip-write.ts'

const createdAt = ({ runs, line }: BundleSources) => Math.max(line.createdAt, ...runs.flatMap((run) => run.endedAt ?? []))

/** Gives the signature of the contents and the size of the file. */
export async function writeBundle(target: string, sources: BundleSources): Promise<{ bytes: number; contents: string }> {
  if (!sources.runs.some((run) => run.state === 'finished')) throw new FoveaError('conflict', 'bundles.nothing')
  const part = `${target}.part`
  await rm(part, { force: true })
  const zip = createZip(part)
  try {
    const written: Written[] = []
    for (const { path, read } of await itemsOf(sources)) {
      const entry = await zip.add(path, await read())
      if (entry.bytes > limitOf(path)! || zip.size > largestBundle) throw new FoveaError('invalid', 'bundles.too-large', { megabytes: Math.round(Math.max(entry.bytes, zip.size) / 1e6) })
      written.push(entry)
    }
    const contents = signatureOf(written)
    const manifest: BundleManifest = { format: 'fovea-bundle', version: bundleVersion, fovea: packageJson.version, created: createdAt(sources), files: written, contents }
    await zip.add(files.manifest, Buffer.from(canonical(manifest)))
    await zip.end()
    await rename(part, target)
    return { bytes: zip.size, contents }
  } catch (error) {
    zip.destroy()
    await rm(part, { force: true })
    if (error instanceof FoveaError || (error as { code?: unknown }).code === 'ENOSPC') throw error
    throw new FoveaError('unavailable', 'bundles.unwritable', { file: target, detail: error instanceof Error ? error.message : String(error) }, { cause: error })
  }
}
