/**
 * Any two groups of runs on one test set. What is counted over seeds is a seed, not a run: several runs of a seed count by their mean.
 * Seeds that both have are paired; with fewer than two of them (and more seeds than that in each group) the groups are independent.
 */
import type { Verdict } from '../../preload/contract/comparison.ts'
import type { GroupComparison, SeedMean } from '../../preload/contract/evidence.ts'
import { mean, meanInterval, pairedDifference } from '../../preload/contract/intervals.ts'
import type { RunRecord } from '../../preload/contract/run.ts'
import { inLanguage, languages, type Language, type Text } from '../../preload/contract/text.ts'
import { groupFinding } from '../reports/group-finding.ts'
import { groupWords } from '../reports/words/groups.ts'
import { accuracy, answers, type Predictions } from './classification.ts'
import { differs, settingsOfGroups } from './config-differences.ts'
import { cohenDz, neededSeeds } from './effect.ts'
import { groupNotes } from './group-notes.ts'
import { imageDifference } from './image-difference.ts'
import { cohenD, independentPower, welch } from './independent.ts'
import { mcnemar } from './mcnemar.ts'
import { verdictOf } from './verdict.ts'

export interface GroupRun { run: RunRecord; predictions: Predictions }

/** More names than this are counted. */
const mostNames = 3

function bySeed(group: readonly GroupRun[]): Map<number, GroupRun[]> {
  const seeds = new Map<number, GroupRun[]>()
  for (const one of [...group].sort((a, b) => a.run.seed - b.run.seed)) seeds.set(one.run.seed, [...(seeds.get(one.run.seed) ?? []), one])
  return seeds
}

/** The models of a group by name, each once. */
function nameOf(group: readonly GroupRun[]): Text {
  const names = [...new Map(group.map(({ run }) => [JSON.stringify(run.config.variant.name), run.config.variant.name])).values()]
  if (names.length === 1) return names[0]!
  const joined = (language: Language) => {
    const all = names.map((name) => inLanguage(name, language))
    return all.length > mostNames ? groupWords[language].more(all.slice(0, mostNames - 1), all.length - mostNames + 1) : all.join(' + ')
  }
  return Object.fromEntries(languages.map((l) => [l, joined(l)])) as Record<Language, string>
}

/** Two groups of one name are told apart by the first setting in which they differ, else by a letter. */
function namesOf(before: readonly GroupRun[], after: readonly GroupRun[]): [Text, Text] {
  const names = [nameOf(before), nameOf(after)] as const
  if (JSON.stringify(names[0]) !== JSON.stringify(names[1])) return [...names]
  const setting = settingsOfGroups(before.map(({ run }) => run.config), after.map(({ run }) => run.config)).find(differs)
  const ends = setting ? [setting.before, setting.after].map((values) => `${setting.path.split('.').at(-1)} ${values.join(' | ')}`) : ['A', 'B']
  const withEnd = (name: Text, end: string): Text => (typeof name === 'string' ? `${name} (${end})` : { en: `${name.en} (${end})`, 'zh-CN': `${name['zh-CN']}（${end}）` })
  return [withEnd(names[0], ends[0]!), withEnd(names[1], ends[1]!)]
}

const side = (name: Text, seeds: ReadonlyMap<number, GroupRun[]>) => {
  const accuracies = [...seeds.values()].map((runs) => mean(runs.map(({ predictions }) => accuracy(answers(predictions), predictions.labels))))
  return { runIds: [...seeds.values()].flatMap((runs) => runs.map(({ run }) => run.id)), name, seeds: [...seeds.keys()], accuracies, accuracy: { mean: mean(accuracies), interval: meanInterval(accuracies) } satisfies SeedMean }
}

/** All runs were tested on the same images, in the same order. */
export function compareGroups(first: readonly GroupRun[], second: readonly GroupRun[]): GroupComparison {
  const all = [bySeed(first), bySeed(second)] as const
  const common = [...all[0].keys()].filter((seed) => all[1].has(seed))
  const paired = common.length > 1 || common.length === Math.min(all[0].size, all[1].size)
  const used = all.map((seeds) => (paired ? new Map(common.map((seed) => [seed, seeds.get(seed)!] as const)) : seeds))
  const [beforeName, afterName] = namesOf(first, second)
  const [before, after] = [side(beforeName, used[0]!), side(afterName, used[1]!)]

  const { difference, interval } = paired ? pairedDifference(before.accuracies, after.accuracies) : welch(before.accuracies, after.accuracies)
  const effect = paired ? cohenDz(after.accuracies.map((value, i) => value - before.accuracies[i]!)) : cohenD(before.accuracies, after.accuracies)
  const runsOf = (seeds: ReadonlyMap<number, GroupRun[]>) => [...seeds.values()].flat()
  const predictionsOf = (seeds: ReadonlyMap<number, GroupRun[]>) => runsOf(seeds).map(({ predictions }) => predictions)
  const { difference: _ofMajorities, ...images } = imageDifference(predictionsOf(used[0]!), predictionsOf(used[1]!))
  const { midP, exact } = mcnemar(images.fixed, images.broken)
  const seeds = Math.min(before.seeds.length, after.seeds.length)
  const verdict: Verdict = verdictOf({ seeds, interval, pHolm: midP, fixed: images.fixed, broken: images.broken })
  const testImages = first[0]!.predictions.labels.length

  const leftOut = paired ? [...new Set(all.flatMap((group) => [...group.keys()].filter((seed) => !common.includes(seed))))].sort((a, b) => a - b) : []
  const repeated = (group: ReadonlyMap<number, GroupRun[]>) => [...group.values()].some((runs) => runs.length > 1)
  const records = (group: ReadonlyMap<number, GroupRun[]>) => runsOf(group).map(({ run }) => run)
  return {
    before, after, testImages, paired, difference, seedInterval: interval, ...images, midP, exactP: exact,
    effect, neededSeeds: effect ? neededSeeds(effect, paired ? undefined : independentPower) : null,
    verdict, finding: groupFinding({ before: beforeName, after: afterName, accuracies: [before.accuracy.mean, after.accuracy.mean], difference, interval, seeds, verdict, testImages }),
    fairness: groupNotes(records(used[0]!), records(used[1]!), { paired, common, leftOut, repeated: { before: repeated(used[0]!), after: repeated(used[1]!) } }, testImages),
  }
}
