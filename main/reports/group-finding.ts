/** The finding about two groups in words: the verdict, how much, with what interval. */
import type { Finding, Interval, Verdict } from '../../preload/contract/comparison.ts'
import { accuracyDigits } from '../../preload/contract/format.ts'
import { languages, type Text } from '../../preload/contract/text.ts'
import { tidy } from './finding.ts'
import { baselineInSentence, nameInSentence } from './names.ts'
import { words, type Claim } from './words/index.ts'

export interface GroupFacts { before: Text; after: Text; accuracies: [before: number, after: number]; difference: number; interval: Interval | null; seeds: number; verdict: Verdict; testImages: number }

export function groupFinding({ before, after, accuracies, difference, interval, seeds, verdict, testImages }: GroupFacts): Finding {
  return Object.fromEntries(languages.map((language) => {
    const say = words[language].finding
    const name = nameInSentence(after, language)
    const claim: Claim = { name, baseline: baselineInSentence(before, language), digits: accuracyDigits(testImages), accuracy: accuracies[1], baselineAccuracy: accuracies[0], difference, interval }
    if (verdict === 'helps') return [language, tidy(say.better(claim))]
    if (verdict === 'hurts') return [language, tidy(say.worse(claim))]
    const first = verdict === 'no-evidence' ? say.noEvidence([name]) : verdict === 'unclear' ? say.unclear([name]) : say.tooFewSeeds(seeds)
    return [language, tidy([...first, ...say.measured(claim)])]
  })) as Finding
}
