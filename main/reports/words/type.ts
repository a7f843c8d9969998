/** The sentences of findings and reports: one file a language gives them all. */
import type { Faithfulness } from '../../../preload/contract/measure.ts'
import type { ReportSection } from '../../../preload/contract/report.ts'
import type { Interval, ResultRow, Span, Verdict } from '../../../preload/contract/comparison.ts'

export interface Claim { name: string; baseline: string; accuracy: number; baselineAccuracy: number; difference: number; interval: Interval | null; digits: number }

export interface FindingWords {
  better(claim: Claim): Span[]
  worse(claim: Claim): Span[]
  alsoBetter(names: string[]): Span[]
  alsoWorse(names: string[]): Span[]
  noEvidence(names: string[]): Span[]
  /** The largest of the differences there is no evidence for. */
  largest(claim: Claim): Span[]
  unclear(names: string[]): Span[]
  control(claim: Claim): Span[]
  tooFewSeeds(seeds: number): Span[]
  measured(claim: Claim): Span[]
  incomplete(finished: number, total: number, failed: number): Span[]
  alone(baseline: string): Span[]
  limits(facts: { seeds: number; epochs: number | null; steps: number | null; testImages: number }): string
}

export interface FairnessWords {
  /** `print`: the beginning of the dataset's fingerprint, where a run has told it. */
  same(print: string | null): string
  /** `settings`: paths of those of the training that are not the same. */
  different(what: ('data' | 'training' | 'seeds')[], settings: string[]): string
  environment(different: { name: 'fovea' | 'tensorflow' | 'device' | 'platform'; values: string[] }[]): string
  otherModel(names: string[]): string
  otherOptions(names: string[], options: string[]): string
  missing(runs: string[]): string
  sizeDoesNotExplain(control: string, gain: string, best: string, bestGain: string): string
  controlGains(control: string, gain: string, best: string, bestGain: string): string
  macs(name: string, ratio: string): string
  parameters(name: string, ratio: string): string
  macsAndParameters(name: string, macs: string, parameters: string): string
  sameCost: string
}

export interface ReportWords {
  report: string
  question(baseline: string): string
  remark: string
  data: string; dataset: string; imagesName: string; images(train: string, test: string): string; fingerprint: string; shape: string; licence: string; classes: string; samples: string; parameters: string
  models: string; model: string; place: string; role: Record<ResultRow['role'], string>; baseModel: string; mechanism: string
  latexAccuracy: string; latexDifference: string; latexCaption(seeds: number, images: number): string
  result: string; variant: string; accuracy: string; accuracyUnder: string; differenceAxis: string; differenceColumn: string; p: string; verdict: string; brokenFixed: string; params: string; macs: string; speed: string; seconds: string; reference: string
  verdicts: Record<Verdict, string>
  tableNote(seeds: number): string
  howTested: string
  fairness: string
  curves: string; curvesUnder(seeds: number): string; testAccuracy: string; epoch: string; steps: string; hidden(n: number): string; noCurves: string
  cost: string; costUnder: string; macsAxis: string
  measured: { head: string; latency: string; map: string; deletion: string; insertion: string; pointing: string; overlap: string; kinds: Record<Faithfulness['kind'], string>; passes(passes: number, device: string): string; disturbed(share: string): string; images(count: number): string }
  confusion: string; confusionUnder: string; confusionCell(truth: string, answer: string, n: number): string; answerAxis: string; truthAxis: string
  looks: string; looksUnder(images: number): string; scale(n: number): string; tile(truth: string, answer: string, right: boolean): string; gradCam: string; noLooks: string; half: string; original: string
  doesNotShow: string; doesNotShowPoints(facts: { seeds: number; complete: boolean; device: string }): string[]
  environment: string; environmentNames: { fovea: string; node: string; tensorflow: string; device: string; cores: string; memory: string; platform: string; training: string }
  repeat: string; repeatUnder: string
  runTable: string; seed: string; state: string; states: Record<'queued' | 'running' | 'finished' | 'stopped' | 'failed', string>; loss: string
  credit(interactive: boolean): string
  notes: string
  at(place: string): string
  sections: Record<ReportSection, string>
  withoutModels(names: string[]): string
  withoutSections(names: string[]): string
  /** Words that the layer of interaction says. */
  interaction: { sort: string; point: string; hide: string; enlarge: string; theme: string }
}

export interface Words { finding: FindingWords; fairness: FairnessWords; report: ReportWords }
