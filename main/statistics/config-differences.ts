/** In which settings two groups of runs differ. The insertions of a model are one setting, written as `mechanism @ place`. */
import type { RunConfig } from '../../preload/contract/run.ts'

/** Values of a setting in each group, every one once. `of`: what it belongs to. */
export interface Setting { path: string; of: 'model' | 'training' | 'dataset'; before: string[]; after: string[] }

function leaves(value: unknown, path: string, into: Map<string, string>): void {
  if (value && typeof value === 'object' && !Array.isArray(value)) for (const [key, inner] of Object.entries(value)) leaves(inner, path ? `${path}.${key}` : key, into)
  else into.set(path, typeof value === 'string' ? value : JSON.stringify(value))
}

/** All settings of a run but its seed and what its model is called. Epochs that were added stand with the first ones: 16 + 8. */
function settingsOf({ variant, training: { added, ...training }, dataset }: RunConfig): Map<string, string> {
  const inserted = variant.insert.map(({ at, mechanism, with: options }) => {
    const chosen = Object.entries(options).map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`).join(', ')
    return `${mechanism} @ ${at}${chosen && ` (${chosen})`}`
  })
  const settings = new Map<string, string>()
  leaves({ model: { name: variant.model, ...variant.with, attention: inserted.join(', ') || '–' }, training: { ...training, epochs: [training.epochs, ...added].join(' + ') }, dataset }, '', settings)
  return settings
}

/** Every setting with its values in both groups; what one group has not stands as '–'. */
export function settingsOfGroups(before: readonly RunConfig[], after: readonly RunConfig[]): Setting[] {
  const [first, second] = [before.map(settingsOf), after.map(settingsOf)]
  const paths = [...new Set([...first, ...second].flatMap((settings) => [...settings.keys()]))]
  return paths.map((path) => {
    const values = (group: Map<string, string>[]) => [...new Set(group.map((settings) => settings.get(path) ?? '–'))].sort()
    return { path, of: path.split('.')[0] as Setting['of'], before: values(first), after: values(second) }
  })
}

export const differs = ({ before, after }: Setting): boolean => before.join('\n') !== after.join('\n')
