/** A run that goes on from where another ended: its folder begins with that one's weights, and with those of its epochs. */
import { copyFile, cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { RunConfig } from '../../preload/contract/run.ts'
import { runFiles } from '../engine/protocol.ts'

/** The weights are of the same network; only the description of the training beside them says more epochs. */
export async function continueFrom(parent: string, folder: string, config: RunConfig): Promise<void> {
  await mkdir(folder, { recursive: true })
  const model = JSON.parse(await readFile(join(parent, runFiles.model), 'utf8')) as object
  await copyFile(join(parent, runFiles.checkpoint), join(folder, runFiles.checkpoint))
  if (existsSync(join(parent, runFiles.snapshots))) await cp(join(parent, runFiles.snapshots), join(folder, runFiles.snapshots), { recursive: true })
  await writeFile(join(folder, runFiles.model), JSON.stringify({ ...model, config }, null, 2))
}
