/** A run that goes on from where another ended: its folder begins with that one's weights, and with those of its epochs. */
import { copyFile, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { FoveaError } from '../../preload/contract/errors.ts'
import type { Plan } from '../../preload/contract/plan.ts'
import type { RunConfig, RunRecord } from '../../preload/contract/run.ts'
import { inLanguage, languages, type Language, type Text } from '../../preload/contract/text.ts'
import { runFiles } from '../engine/protocol.ts'
import type { NewRun } from '../store/interface.ts'

const ending = (language: Language, added: readonly number[]): string => {
  const epochs = added.map((more) => `+${more}`).join(' ')
  return added.length ? (language === 'en' ? `, ${epochs} ${epochs === '+1' ? 'epoch' : 'epochs'}` : `，${epochs} 轮`) : ''
}

/** "Digits, +8 epochs"; gone on from once more: "Digits, +8 +4 epochs". */
export const extendedName = (name: Text, before: readonly number[], added: number): Text => Object.fromEntries(languages.map((language) => {
  const whole = inLanguage(name, language)
  const old = ending(language, before)
  return [language, `${old && whole.endsWith(old) ? whole.slice(0, -old.length) : whole}${ending(language, [...before, added])}`]
})) as Record<Language, string>

/** The same plan, trained for so many epochs more. */
export const extendedPlan = ({ name, training, ...plan }: Plan, epochs: number): Plan =>
  ({ ...plan, name: extendedName(name, training.added, epochs), training: { ...training, added: [...training.added, epochs] } })

/** What is still under way has not come to an end from which it could go on. */
export function mustHaveEnded(id: string, runs: readonly RunRecord[]): void {
  if (runs.some(({ state }) => state === 'queued' || state === 'running')) throw new FoveaError('conflict', 'comparisons.under-way', { id })
  if (!runs.some((run) => run.hasCheckpoint)) throw new FoveaError('conflict', 'comparisons.nothing-to-extend', { id })
}

/** All of them or, when one cannot be copied, none. */
export async function continueAll(runs: readonly NewRun[], folderOf: (id: string) => string): Promise<void> {
  try {
    for (const { id, parentId, config } of runs) if (parentId) await continueFrom(folderOf(parentId), folderOf(id), config)
  } catch (error) {
    for (const { id } of runs) await rm(folderOf(id), { recursive: true, force: true })
    throw error
  }
}

/** The weights are of the same network; only the description of the training beside them says more epochs. */
export async function continueFrom(parent: string, folder: string, config: RunConfig): Promise<void> {
  await mkdir(folder, { recursive: true })
  const model = JSON.parse(await readFile(join(parent, runFiles.model), 'utf8')) as object
  await copyFile(join(parent, runFiles.checkpoint), join(folder, runFiles.checkpoint))
  if (existsSync(join(parent, runFiles.snapshots))) await cp(join(parent, runFiles.snapshots), join(folder, runFiles.snapshots), { recursive: true })
  await writeFile(join(folder, runFiles.model), JSON.stringify({ ...model, config }, null, 2))
}
