/** The page of one mechanism. */
import { groupNames, kindNames, type MechanismEntry } from '../../preload/contract/catalogue.ts'
import { shapeWords, type Flow, type SizedCost } from '../../preload/contract/flow.ts'
import { bytes, narrowSpace } from '../../preload/contract/format.ts'
import { inLanguage, type Language, type Text } from '../../preload/contract/text.ts'
import { cited, display, inline, mermaid, table } from './markdown.ts'
import { optionsTable } from './options.ts'
import { documentWords } from './words.ts'

export interface Measured {
  flow: Flow
  shape: { height: number; width: number; channels: number }
  costs: SizedCost[]
  channels: number
}

const number = (value: number) => value.toLocaleString('en-US')

export function mechanismPage(entry: MechanismEntry, measured: Measured, language: Language): string {
  const words = documentWords[language]
  const text = (t: Text) => inLanguage(t, language)
  const { paper } = entry
  const { height, width, channels } = measured.shape
  return `${[
    `# ${text(entry.name)}`,
    `\`${entry.id}\` · ${text(groupNames[entry.group])} · ${text(kindNames[entry.kind])}`,
    text(entry.summary),
    display(entry.formula),
    cited(paper),
    [words.shows(entry.showsPlaces), ...(entry.replaces ? [words.replaces] : [])].join(language === 'en' ? ' ' : ''),
    `## ${words.flow(shapeWords([height, width, channels]))}`,
    mermaid(measured.flow, language),
    ...(measured.flow.steps.some(({ seen }) => seen) ? [words.seen] : []),
    `## ${words.cost}`,
    [`${words.parameters}${words.colon}${inline(entry.cost.parameters)}`, `${words.macs}${words.colon}${inline(entry.cost.macs)}`].map((line) => `- ${line}`).join('\n'),
    words.letters,
    words.measured(measured.channels),
    table([words.map, words.parameters, words.macs, words.without, words.activations], measured.costs.map(({ side, cost }) => [`${side}×${side}`, ...(cost ? [number(cost.parameters), number(cost.macs), number(cost.macsWithoutAttentionProducts), bytes(cost.activationBytes).replaceAll(narrowSpace, ' ')] : ['–', '–', '–', '–'])]), [1, 2, 3, 4]),
    `## ${words.options.title}`,
    optionsTable(entry.options, language),
    ...(entry.articles.length ? [`## ${words.articles}`, ...entry.articles.map(({ article, says, wrong }) => [`**${article}** ${text(says)}`, ...(wrong ? [`*${words.wrong}${words.colon.trim()}* ${text(wrong)}`] : [])].join('\n\n'))] : []),
    `---\n\n${words.generated}`,
  ].join('\n\n')}\n`
}
