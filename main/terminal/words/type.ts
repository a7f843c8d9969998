/** The words of the terminal: one file a language gives them all. */
import type { OpenedBundle } from '../../../preload/contract/bundle.ts'
import type { MechanismKind } from '../../../preload/contract/catalogue.ts'
import type { ComparisonSummary } from '../../../preload/contract/comparison.ts'
import type { RunState } from '../../../preload/contract/run.ts'

export interface TerminalWords {
  program: string
  options: Record<'home' | 'language' | 'json' | 'help' | 'version' | 'out' | 'comparison' | 'input' | 'size' | 'test' | 'seed' | 'name' | 'with' | 'from' | 'classes' | 'port' | 'noReport' | 'top' | 'seeds' | 'open' | 'format' | 'caption' | 'weights' | 'unassociate' | 'title' | 'question' | 'notes' | 'without' | 'withoutModel' | 'noScript', string>
  commands: Record<'compare' | 'evaluate' | 'report' | 'bundle' | 'openBundle' | 'runs' | 'runsList' | 'runsShow' | 'runsRemove' | 'runsContinue' | 'datasets' | 'datasetsList' | 'datasetsAdd' | 'datasetsShow' | 'datasetsRemove' | 'models' | 'modelsList' | 'modelsDescribe' | 'attention' | 'attentionList' | 'attentionDescribe' | 'plan' | 'planCheck' | 'planSchema' | 'planStarters' | 'serve' | 'doctor' | 'demo' | 'associate', string>
  exitHelp: string
  columns: Record<'id' | 'name' | 'kind' | 'state' | 'variant' | 'seed' | 'accuracy' | 'accuracyInterval' | 'difference' | 'p' | 'verdict' | 'parameters' | 'macs' | 'speed' | 'seconds' | 'comparison' | 'images' | 'classes' | 'size' | 'file' | 'answer' | 'probability' | 'truth' | 'option' | 'default' | 'allowed' | 'place' | 'attends' | 'created' | 'progress', string>
  states: Record<RunState, string> & Record<ComparisonSummary['state'], string>
  kinds: Record<MechanismKind, string>
  baseline: string
  control: string
  fair: string
  remark: string
  left(time: string): string
  runLine(variant: string, seed: number): string
  runEnded(done: number, total: number, variant: string, seed: number, outcome: string): string
  speed(rate: string): string
  waiting: string
  task: Record<'reading' | 'downloading' | 'unpacking' | 'packing' | 'checking' | 'measuring', string>
  stopping: string
  stopped(id: string): string
  continueHint(id: string): string
  reportAt(file: string): string
  associated(set: boolean): string
  /** What opening a bundle came to. */
  opened(what: OpenedBundle): string
  demoTime(time: string): string
  started(name: string, models: number, seeds: number): string
  none: Record<'runs' | 'datasets', string>
  removed(count: number): string
  planGood(variants: number, seeds: number): string
  /** Above the maps of the words of a caption. */
  wordsLook(image: string): string
  right(n: number, total: number, share: string): string
  served(url: string): string
  yes: string
  no: string
  doctor: Record<'fovea' | 'node' | 'system' | 'engine' | 'library' | 'way' | 'device' | 'memory' | 'cores' | 'home' | 'cache' | 'disk' | 'ready' | 'notReady' | 'missing', string>
  facts: Record<'formula' | 'paper' | 'places' | 'options' | 'noOptions' | 'fingerprint' | 'licence' | 'source' | 'shape' | 'train' | 'test' | 'warnings' | 'skipped' | 'step' | 'dataset' | 'loss' | 'problem' | 'parameters' | 'macs' | 'macsWithout' | 'share' | 'activations' | 'showsPlaces' | 'started' | 'device', string>
  input(shape: string): string
  namesOf(family: string): string
}
