/** fovea: the parts of the workbench from a terminal. Every command is a file in terminal/commands; here they get their names. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { LookMethod } from '../preload/contract/inspect.ts'
import { ReportFormat, ReportSection } from '../preload/contract/report.ts'
import { languages } from '../preload/contract/text.ts'
import { appRoot } from './entries.ts'
import { associate } from './terminal/commands/associate.ts'
import { describeMechanism, listErrors, listMechanisms } from './terminal/commands/attention.ts'
import type { MeasuredOn } from './terminal/commands/attention.ts'
import { describeModel, listModels } from './terminal/commands/catalogue.ts'
import { bundle, openBundle } from './terminal/commands/bundle.ts'
import { compare } from './terminal/commands/compare.ts'
import type { CompareOptions } from './terminal/commands/compare.ts'
import { addDataset, listDatasets, parametersFrom, removeDataset, showDataset } from './terminal/commands/datasets.ts'
import type { AddOptions } from './terminal/commands/datasets.ts'
import { demo } from './terminal/commands/demo.ts'
import { doctor } from './terminal/commands/doctor.ts'
import { evaluate, type EvaluateOptions } from './terminal/commands/evaluate.ts'
import { checkPlanFile, printSchema, printStarters } from './terminal/commands/plan.ts'
import { report } from './terminal/commands/report.ts'
import type { ReportOptions } from './terminal/commands/report.ts'
import { measureRuns } from './terminal/commands/measure.ts'
import { continueRun, listRuns, removeRuns, showRun } from './terminal/commands/runs.ts'
import { serve } from './terminal/commands/serve.ts'
import { carryOut } from './terminal/context.ts'
import type { Context, GlobalOptions } from './terminal/context.ts'
import { exitCodes } from './terminal/exit-codes.ts'
import { languageOf } from './terminal/language.ts'
import { openFovea } from './terminal/open.ts'
import { inLanguage, usageProblem } from './terminal/usage.ts'
import { attentionWords } from './terminal/words/attention.ts'
import { evaluateWords } from './terminal/words/evaluate.ts'
import { measureWords } from './terminal/words/measure.ts'
import { terminalWords } from './terminal/words/index.ts'

const { version } = JSON.parse(readFileSync(join(appRoot, 'package.json'), 'utf8')) as { version: string }

/** The language is wanted before the command line is read: help is in it too. */
function languageIn(words: readonly string[]): string | undefined {
  const place = words.findIndex((word) => word === '--language' || word.startsWith('--language='))
  return place < 0 ? undefined : words[place]!.includes('=') ? words[place]!.split('=')[1] : words[place + 1]
}

function number(low: number, high: number, whole = true) {
  return (text: string): number => {
    const value = Number(text)
    if (text.trim() === '' || !(value >= low && value <= high) || (whole && !Number.isInteger(value))) throw new InvalidArgumentError(`${low} … ${high}`)
    return value
  }
}
const languageNamed = (name: string): string => {
  if (!languages.some((language) => language === name) && !/^zh/i.test(name)) throw new InvalidArgumentError(languages.join(', '))
  return name
}
const collect = (value: string, all: string[]): string[] => [...all, value]

export function program(words: readonly string[]): Command {
  const language = languageOf(languageIn(words))
  const say = terminalWords[language]
  const { commands: c, options: o } = say
  const attentionSay = attentionWords[language]
  const measureSay = measureWords[language]
  const dressed = (command: Command, about: string) => inLanguage(command.description(about), language, o.help)
  const root = dressed(new Command('fovea'), say.program).version(version, '-V, --version', o.version).addHelpText('after', `\n${say.exitHelp}`)
    .option('--home <folder>', o.home).option('--language <language>', o.language, languageNamed).option('--json', o.json)

  const add = (parent: Command, usage: string, about: string): Command => dressed(parent.command(usage), about)
  const group = (name: string, about: string): Command => dressed(root.command(name), about)
  const on = <A extends unknown[]>(command: Command, action: (context: Context, ...args: A) => Promise<number | void>): void => {
    command.action(async (...all: unknown[]) => carryOut(root.opts<GlobalOptions>(), openFovea, (context) => action(context, ...(all.slice(0, -1) as A))))
  }

  on(add(root, 'compare [plan]', c.compare).option('--out <file>', o.out).option('--no-report', o.noReport).option('--seeds <list>', o.seeds).option('--continue <comparison>', say.continueHint('ID')),
    (context, plan: string | undefined, options: CompareOptions) => compare(plan, options, context))
  on(add(root, 'evaluate <run> <images...>', c.evaluate).option('--top <n>', o.top, number(1, 100), 3).option('--caption <words>', o.caption).option('--csv <file>', evaluateWords[language].csv).addOption(new Option('--look <method>', evaluateWords[language].look).choices(LookMethod.options)), (context, run: string, images: string[], options: EvaluateOptions) => evaluate(run, images, options, context))
  on(add(root, 'report <comparison>', c.report).option('--out <file>', o.out).addOption(new Option('--format <form>', o.format).choices(ReportFormat.options))
    .option('--title <words>', o.title).option('--question <words>', o.question).option('--notes <file>', o.notes).addOption(new Option('--without <sections...>', o.without).choices(ReportSection.options)).option('--without-model <ids...>', o.withoutModel).option('--no-script', o.noScript),
    (context, id: string, options: ReportOptions) => report(id, options, context))

  on(add(root, 'bundle <comparison>', c.bundle).option('--weights', o.weights).option('--out <file>', o.out), (context, id: string, options: { out?: string; weights?: boolean }) => bundle(id, options, context))
  on(add(root, 'open <file>', c.openBundle), (context, file: string) => openBundle(file, context))

  const runs = group('runs', c.runs)
  on(add(runs, 'list', c.runsList).option('--comparison <id>', o.comparison), (context, options: { comparison?: string }) => listRuns(options, context))
  on(add(runs, 'show <run>', c.runsShow), (context, run: string) => showRun(run, context))
  on(add(runs, 'rm <runs...>', c.runsRemove), (context, names: string[]) => removeRuns(names, context))
  on(add(runs, 'measure <comparison>', measureSay.about).option('--latency', measureSay.latency).option('--faithfulness', measureSay.faithfulness), (context, id: string, options: { latency?: boolean; faithfulness?: boolean }) => measureRuns(id, options, context))
  on(add(runs, 'continue <run>', c.runsContinue), (context, run: string) => continueRun(run, context))

  const datasets = group('datasets', c.datasets)
  on(add(datasets, 'list', c.datasetsList), (context) => listDatasets(context))
  on(add(datasets, 'add <dataset>', c.datasetsAdd).option('--name <name>', o.name).option('--size <pixels>', o.size, number(8, 512), 64).option('--test <share>', o.test, number(0.01, 0.99, false), 0.2).option('--seed <seed>', o.seed, number(0, 2 ** 31 - 1), 1).option('--with <key=value>', o.with, collect, []).option('--from <path>', o.from),
    (context, what: string, options: AddOptions) => addDataset(what, options, context))
  on(add(datasets, 'show <dataset>', c.datasetsShow), (context, key: string) => showDataset(key, context))
  on(add(datasets, 'rm <dataset>', c.datasetsRemove), (context, key: string) => removeDataset(key, context))

  const models = group('models', c.models)
  on(add(models, 'list', c.modelsList), (context) => listModels(context))
  on(add(models, 'describe <model>', c.modelsDescribe).option('--input <pixels>', o.input, number(1, 4096)).option('--classes <n>', o.classes, number(2, 100_000)).option('--with <key=value>', o.with, collect, []),
    (context, id: string, options: { input?: number; classes?: number; with: string[] }) => describeModel(id, { ...options, with: parametersFrom(options.with) }, context))
  const attention = group('attention', c.attention)
  on(add(attention, 'list', c.attentionList), (context) => listMechanisms(context))
  on(add(attention, 'describe <mechanism>', c.attentionDescribe).option('--channels <n>', attentionSay.channels, number(1, 8192), 64).option('--side <n>', attentionSay.side, number(1, 1024), 16).option('--with <key=value>', o.with, collect, []),
    (context, id: string, options: Omit<MeasuredOn, 'with'> & { with: string[] }) => describeMechanism(id, { ...options, with: parametersFrom(options.with) }, context))
  on(add(attention, 'errors', attentionSay.errors), (context) => listErrors(context))

  const plan = group('plan', c.plan)
  on(add(plan, 'check <file>', c.planCheck), (context, file: string) => checkPlanFile(file, context))
  on(add(plan, 'schema', c.planSchema), (context) => printSchema(context))
  on(add(plan, 'starters [starter]', c.planStarters), (context, id: string | undefined) => printStarters(id, context))

  on(add(root, 'serve [file]', c.serve).option('--port <port>', o.port, number(0, 65535)), (context, file: string | undefined, options: { port?: number }) => serve(file, options, context))
  on(add(root, 'associate', c.associate).option('--remove', o.unassociate), (context, options: { remove?: boolean }) => associate(options, context))
  on(add(root, 'doctor', c.doctor), (context) => doctor(context))
  on(add(root, 'demo', c.demo), (context) => demo(context))
  return root
}

// Whoever listens may have heard enough, as `head` has; the work goes on.
process.stdout.on('error', (error: NodeJS.ErrnoException) => { if (error.code !== 'EPIPE') throw error })

const words = process.argv.slice(2)
try {
  await program(words).parseAsync(words, { from: 'user' })
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  const problem = usageProblem(error)
  // The same way out as for everything else that goes wrong.
  if (problem) await carryOut({ language: languageIn(words), json: words.includes('--json') }, openFovea, () => Promise.reject(problem))
  else process.exitCode = error.exitCode === 0 ? exitCodes.ok : exitCodes.usage
}
