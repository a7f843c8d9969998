/** A report as Markdown (GitHub's tables): finding, table, fairness, limits, environment and the plan; pictures stay in the HTML. */
import type { Language } from '../../../preload/contract/text.ts'
import { bytes, duration } from '../../../preload/contract/format.ts'
import type { ReportSection } from '../../../preload/contract/report.ts'
import { contextOf } from '../html/context.ts'
import type { Context } from '../html/context.ts'
import { leftOutNotes } from '../html/head.ts'
import type { Report } from '../model.ts'
import { measuredCells } from './measured.ts'
import { cellsOf, supported } from './table.ts'

/** What a user wrote must not become markup. */
const plain = (text: string) => text.replace(/([\\`*_{}[\]<>#|~])/g, '\\$1').replace(/\s*\n\s*/g, ' ')

const table = (head: string[], align: ('left' | 'right')[], rows: string[][]) =>
  [head, align.map((side) => (side === 'left' ? '---' : '---:')), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

/** Sections that can be said in text, each as its paragraphs. */
const sections: Partial<Record<ReportSection, (context: Context) => string[]>> = {
  result(context) {
    const { report: { result }, say, text } = context
    const rows = result.rows.map((row) => {
      const cells = cellsOf(row, context)
      const strong = (value: string) => (supported(row) && value ? `**${value}**` : value)
      return [plain(cells.name) + (cells.role ? ` (${cells.role})` : ''), strong(cells.accuracy), cells.difference, cells.p, strong(cells.verdict), cells.changed.replace('|', '/'), cells.parameters, cells.macs]
    })
    return [
      `## ${say.result}`,
      table([say.variant, `${say.accuracy} (${say.accuracyUnder})`, say.differenceColumn, say.p, say.verdict, say.brokenFixed.replace('|', '/'), say.params, say.macs], ['left', 'right', 'right', 'right', 'left', 'right', 'right', 'right'], rows),
      `${say.tableNote(Math.max(...result.rows.map((row) => row.seeds)))} ${say.howTested}`,
      `## ${say.fairness}`,
      result.fairness.map((note) => `- ${note.ok ? '✓' : '!'} ${plain(text(note.text))}`).join('\n'),
    ]
  },
  cost(context) {
    const measured = measuredCells(context)
    if (!measured) return []
    const { head, rows, notes } = measured
    return [`## ${context.say.measured.head}`, table(head, head.map((_, i) => (i ? 'right' : 'left')), rows.map(([name, ...cells]) => [plain(name!), ...cells])), notes.join(' ')]
  },
  data({ report: { dataset }, say, text }) {
    if (!dataset) return []
    return [`## ${say.data}`, [`- ${say.dataset}: ${plain(text(dataset.name))}`, `- ${say.imagesName}: ${say.images(String(dataset.counts.train), String(dataset.counts.test))}`, `- ${say.shape}: ${dataset.shape.join(' × ')}`, `- ${say.fingerprint}: \`${dataset.fingerprint}\``].join('\n')]
  },
  environment({ report: { environments: [environment], runs }, say, language }) {
    if (!environment) return []
    const names = say.environmentNames
    return [`## ${say.environment}`, [`- ${names.fovea} ${environment.fovea}, ${names.node} ${environment.node}, ${names.tensorflow} ${environment.tensorflow}`, `- ${environment.device}, ${names.cores}: ${environment.cores}, ${bytes(environment.memoryBytes)}, ${environment.platform}`, `- ${names.training}: ${duration(runs.reduce((sum, run) => sum + (run.seconds ?? 0), 0), language)}`].join('\n')]
  },
  repeat({ report: { planYaml }, say }) {
    const fence = '`'.repeat(3 + Math.max(0, ...(planYaml.match(/`{3,}/g) ?? []).map((run) => run.length - 2)))
    return [`## ${say.repeat}`, say.repeatUnder, `${fence}yaml\n${planYaml.trimEnd()}\n${fence}`]
  },
}

export function renderMarkdown(report: Report, language: Language): string {
  const context = contextOf(report, language)
  const { say, text } = context
  const { plan, result, notes } = report
  return [
    `# ${plain(text(plan.name))}`,
    ...(plan.question ? [`*${plain(text(plan.question))}*`] : []),
    result.finding[language].map((span) => (span.mark === 'yes' || span.mark === 'no' ? `**${plain(span.text.trim())}**${/\s$/.test(span.text) ? ' ' : ''}` : plain(span.text))).join('').trim(),
    plain(text(result.limits)),
    ...(notes.length ? [`## ${say.notes}`, ...notes.map((paragraph) => plain(paragraph))] : []),
    ...leftOutNotes(context),
    ...report.sections.flatMap((section) => sections[section]?.(context) ?? []),
    '',
  ].join('\n\n').replace(/\n+$/, '\n')
}
