/** The steps of a run whose weights were kept, by the files in its folder. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { runFiles, snapshotStep } from '../engine/protocol.ts'

/** In order; none where the folder has no snapshots. */
export async function snapshotSteps(runFolder: string): Promise<number[]> {
  const names = await readdir(join(runFolder, runFiles.snapshots)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return names.flatMap((name) => snapshotStep(name) ?? []).sort((a, b) => a - b)
}
