/** What the palette finds: commands, comparisons, mechanisms. */
import type { Catalogue } from '../../../preload/contract/catalogue.ts'
import type { ComparisonSummary } from '../../../preload/contract/comparison.ts'
import type { Text } from '../../../preload/contract/text.ts'
import type { MenuCommand } from '../../../preload/contract/transport.ts'
import { entryStage } from './stages.ts'

export interface Entry { id: string; label: string; keys?: string; to?: string; command?: MenuCommand }

/** Every word of the question must stand somewhere in the label; those that begin with it come first. */
export function find(entries: readonly Entry[], question: string): Entry[] {
  const words = question.toLowerCase().split(/\s+/).filter(Boolean)
  const rank = (entry: Entry) => (words.length && entry.label.toLowerCase().startsWith(words[0]!) ? 0 : 1)
  return entries.filter((entry) => words.every((word) => entry.label.toLowerCase().includes(word))).sort((a, b) => rank(a) - rank(b)).slice(0, 60)
}

interface Known { comparisons: readonly ComparisonSummary[]; catalogue: Catalogue | null; commands: Entry[]; say(text: Text): string; comparisonWord: string; catalogueWord: string }

export const entriesOf = ({ comparisons, catalogue, commands, say, comparisonWord, catalogueWord }: Known): Entry[] => [
  ...commands,
  ...comparisons.map((one): Entry => ({ id: `comparison-${one.id}`, label: `${comparisonWord}: ${say(one.name)}`, to: `/comparisons/${one.id}/${entryStage(one)}` })),
  ...(catalogue?.mechanisms ?? []).map(({ id, name }): Entry => ({ id: `mechanism-${id}`, label: `${catalogueWord}: ${say(name)}`, to: `/catalogue/${id}` })),
]
