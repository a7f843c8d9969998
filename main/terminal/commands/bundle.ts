/** fovea bundle COMPARISON: one .fovea file that another Fovea opens as runs; fovea open FILE: the other way round. */
import { resolve } from 'node:path'
import type { Context } from '../context.ts'
import { comparisonNamed } from './report.ts'

export async function bundle(name: string, { out, weights = false }: { out?: string; weights?: boolean }, context: Context): Promise<void> {
  const comparisonId = await comparisonNamed(name, context)
  const written = await (await context.fovea()).call('bundles.export', { comparisonId, weights, file: out === undefined ? undefined : resolve(out) })
  context.output.show(written, () => written.file)
}

export async function openBundle(file: string, context: Context): Promise<void> {
  const opened = await (await context.fovea()).call('bundles.open', { source: { from: 'path', path: resolve(file) } })
  context.output.show(opened, () => context.say.opened(opened))
}
