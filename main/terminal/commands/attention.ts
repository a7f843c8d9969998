/** fovea attention list | describe | errors: the mechanisms, each with all that is known of it, and what the articles got wrong. */
import { articleTitles } from '../../../preload/contract/article.ts'
import { MechanismGroup, groupNames, kindNames } from '../../../preload/contract/catalogue.ts'
import type { MechanismEntry } from '../../../preload/contract/catalogue.ts'
import { problemOf } from '../../../preload/contract/errors.ts'
import { layerWords, shapeWords, stepWords } from '../../../preload/contract/flow.ts'
import type { Flow, SizedCost } from '../../../preload/contract/flow.ts'
import { bytes, thousands } from '../../../preload/contract/format.ts'
import { inLanguage } from '../../../preload/contract/text.ts'
import type { Language } from '../../../preload/contract/text.ts'
import { formulaText } from '../formula-text.ts'
import type { Context } from '../context.ts'
import { plainSpaces } from '../result-text.ts'
import { facts, table } from '../table.ts'
import { padEnd, width, wrap } from '../width.ts'
import { attentionWords } from '../words/attention.ts'
import { found, optionsText } from './catalogue.ts'

export interface MeasuredOn { channels: number; side: number; with: Record<string, unknown> }

/** Sides at which a cost is shown: those of usual networks. */
const sides = [4, 8, 16, 32, 56]

const sourceOf = ({ paper }: MechanismEntry) => `${paper.authors}, ${paper.venue} ${paper.year}`

export async function listMechanisms({ fovea, output, say }: Context): Promise<void> {
  const { mechanisms } = await (await fovea()).call('catalogue.get', undefined)
  const c = say.columns
  const text = (t: Parameters<typeof inLanguage>[0]) => inLanguage(t, output.language)
  output.show(mechanisms, () => MechanismGroup.options.flatMap((group) => {
    const members = mechanisms.filter((m) => m.group === group)
    if (!members.length) return []
    return [`${text(groupNames[group])} (${members.length})`, table([{ head: c.id }, { head: c.name }, { head: c.kind }, { head: say.facts.paper }], members.map((m) => [m.id, text(m.name), text(kindNames[m.kind]), sourceOf(m)])), '']
  }).join('\n').trimEnd())
}

/** One line a step; what it reads is said where that is not simply the line above. */
export function flowText({ steps }: Flow, language: Language, seen: string): string {
  const number = (id: number) => String(id + 1).padStart(String(steps.length).length)
  const names = steps.map((step) => inLanguage(stepWords(step), language))
  const does = steps.map((step) => inLanguage(layerWords(step), language))
  const [wide, wider] = [names, does].map((words) => Math.max(0, ...words.map(width))) as [number, number]
  return steps.map((step, i) => {
    const from = step.from.length === 1 && step.from[0]!.step === step.id - 1 ? '' : step.from.length ? `← ${step.from.map((edge) => edge.step + 1).join(', ')}` : ''
    return `  ${number(step.id)}  ${padEnd(names[i]!, wide)}  ${padEnd(does[i]!, wider)}  ${padEnd(shapeWords(step.shape), 12)} ${from}${step.seen ? `  ● ${seen}` : ''}`.trimEnd()
  }).join('\n')
}

function costText(costs: readonly SizedCost[], language: Language): string {
  const c = attentionWords[language].columns
  const right = (head: string) => ({ head, right: true })
  return table([right(c.side), right(c.parameters), right(c.macs), right(c.without), right(c.activations)], costs.map(({ side, cost }) => (
    cost ? [`${side}×${side}`, thousands(cost.parameters), thousands(cost.macs), thousands(cost.macsWithoutAttentionProducts), bytes(cost.activationBytes)] : [`${side}×${side}`, '–', '–', '–', '–'])))
}

export async function describeMechanism(id: string, { channels, side, with: options }: MeasuredOn, { fovea, output, say }: Context): Promise<void> {
  const client = await fovea()
  const mechanism = found((await client.call('catalogue.get', undefined)).mechanisms, id)
  const words = attentionWords[output.language]
  const text = (t: Parameters<typeof inLanguage>[0]) => inLanguage(t, output.language)
  const lines = (t: Parameters<typeof inLanguage>[0]) => wrap(text(t), Math.min(100, output.columns))
  const choice = { mechanism: id, with: options, channels }
  let measured: { flow: Flow; costs: SizedCost[] } | null = null
  try {
    const flow = await client.call('catalogue.flow', { ...choice, height: side, width: side })
    measured = { flow, costs: await client.call('catalogue.cost', { ...choice, sides: [...new Set([...sides, side])].sort((a, b) => a - b) }) }
  } catch (error) {
    // Without an engine everything else can still be said; a wrong option or map cannot be passed over.
    if (problemOf(error).kind !== 'unavailable') throw error
    output.note(words.noEngine)
    output.problem(problemOf(error))
  }
  const { paper } = mechanism
  output.show({ ...mechanism, ...measured }, () => plainSpaces([
    `${text(mechanism.name)} (${mechanism.id})`, ...lines(mechanism.summary), '',
    facts([
      [words.kind, text(kindNames[mechanism.kind])], [words.replaces, mechanism.replaces ? say.yes : say.no], [words.shows, mechanism.showsPlaces ? say.yes : say.no], [say.facts.formula, formulaText(mechanism.formula)],
      [say.facts.parameters, formulaText(mechanism.cost.parameters)], [say.facts.macs, formulaText(mechanism.cost.macs)],
      [say.facts.paper, `${paper.authors}, ${paper.title}, ${paper.venue} ${paper.year}${paper.link ? `, ${paper.link}` : ''}`],
    ]),
    ...(mechanism.articles.length ? ['', `${words.articles}:`, ...mechanism.articles.flatMap(({ article, says, wrong }) => [...lines(`${article}: ${text(says)}`), ...(wrong ? lines(`${words.wrong}: ${text(wrong)}`) : [])])] : []),
    '', `${words.options}:`, optionsText(mechanism.options, { output, say }),
    ...(measured ? ['', `${words.flow(shapeWords([side, side, channels]))}:`, flowText(measured.flow, output.language, words.seen), '', `${words.costs(channels)}:`, costText(measured.costs, output.language)] : []),
  ].join('\n')))
}

export async function listErrors({ fovea, output }: Context): Promise<void> {
  const faults = await (await fovea()).call('catalogue.articles', undefined)
  const words = attentionWords[output.language]
  const text = (t: Parameters<typeof inLanguage>[0]) => inLanguage(t, output.language)
  const told = (name: string, t: Parameters<typeof inLanguage>[0]) => wrap(`${name}: ${text(t)}`, Math.min(100, output.columns))
  output.show(faults, () => faults.flatMap((fault, i) => [
    ...(fault.article === faults[i - 1]?.article ? [] : [`${fault.article}  ${text(articleTitles[fault.article])}`, '']),
    `${text(fault.title)} (${words.kinds[fault.kind]}${fault.mechanism ? `; ${fault.mechanism}` : ''})`,
    ...told(words.found, fault.found), ...told(words.why, fault.why), ...told(words.repaired, fault.repaired),
    ...(fault.formulas ? [`  ${formulaText(fault.formulas.found)}`, `  → ${formulaText(fault.formulas.repaired)}`] : []), '',
  ]).join('\n').trimEnd())
}
