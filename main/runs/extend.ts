/** A run that goes on from where another ended: its folder begins with that one's weights, and with those of its epochs. */
import { copyFile, cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Plan } from '../../preload/contract/plan.ts'
import type { RunConfig } from '../../preload/contract/run.ts'
import { inLanguage, languages, type Language, type Text } from '../../preload/contract/text.ts'
import { runFiles } from '../engine/protocol.ts'

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

/** The weights are of the same network; only the description of the training beside them says more epochs. */
export async function continueFrom(parent: string, folder: string, config: RunConfig): Promise<void> {
  await mkdir(folder, { recursive: true })
  const model = JSON.parse(await readFile(join(parent, runFiles.model), 'utf8')) as object
  await copyFile(join(parent, runFiles.checkpoint), join(folder, runFiles.checkpoint))
  if (existsSync(join(parent, runFiles.snapshots))) await cp(join(parent, runFiles.snapshots), join(folder, runFiles.snapshots), { recursive: true })
  await writeFile(join(folder, runFiles.model), JSON.stringify({ ...model, config }, null, 2))
}
