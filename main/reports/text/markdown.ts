/** A report as Markdown (GitHub's tables): finding, table, fairness, limits, environment and the plan; pictures stay in the HTML. */
import type { Language } from '../../../preload/contract/text.ts'
import { bytes, duration } from '../../../preload/contract/format.ts'
import type { ReportSection } from '../../../preload/contract/report.ts'
import { contextOf } from '../html/context.ts'
import { leftOutNotes } from '../html/head.ts'
import type { Report } from '../model.ts'
import { cellsOf, supported } from './table.ts'

/** What a user wrote must not become markup. */
const plain = (text: string) => text.replace(/([\\`*_{}[\]<>#|~])/g, '\\$1').replace(/\s*\n\s*/g, ' ')

const table = (head: string[], align: ('left' | 'right')[], rows: string[][]) =>
  [head, align.map((side) => (side === 'left' ? '---' : '---:')), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

export function renderMarkdown(report: Report, language: Language): string {
  const context = contextOf(report, language)
  const { say, text } = context
  const { plan, result, dataset, environments } = report
  const rows = result.rows.map((row) => {
    const cells = cellsOf(row, context)
    const strong = (value: string) => (supported(row) && value ? `**${value}**` : value)
    return [plain(cells.name) + (cells.role ? ` (${cells.role})` : ''), strong(cells.accuracy), cells.difference, cells.p, strong(cells.verdict), cells.changed.replace('|', '/'), cells.parameters, cells.macs]
  })
  const [environment] = environments
  const fence = '`'.repeat(3 + Math.max(0, ...(report.planYaml.match(/`{3,}/g) ?? []).map((run) => run.length - 2)))
  const section = (name: ReportSection, ...content: string[]) => (report.without.has(name) ? [] : content)
  return [
    `# ${plain(text(plan.name))}`,
    ...(plan.question ? [`*${plain(text(plan.question))}*`] : []),
    result.finding[language].map((span) => (span.mark === 'yes' || span.mark === 'no' ? `**${plain(span.text.trim())}**${/\s$/.test(span.text) ? ' ' : ''}` : plain(span.text))).join('').trim(),
    plain(text(result.limits)),
    ...(report.notes.length ? [`## ${say.notes}`, ...report.notes.map((paragraph) => plain(paragraph))] : []),
    ...leftOutNotes(context),
    ...section('result', `## ${say.result}`, table([say.variant, `${say.accuracy} (${say.accuracyUnder})`, say.differenceColumn, say.p, say.verdict, say.brokenFixed.replace('|', '/'), say.params, say.macs], ['left', 'right', 'right', 'right', 'left', 'right', 'right', 'right'], rows),
      `${say.tableNote(Math.max(...result.rows.map((row) => row.seeds)))} ${say.howTested}`,
      `## ${say.fairness}`,
      result.fairness.map((note) => `- ${note.ok ? '✓' : '!'} ${plain(text(note.text))}`).join('\n')),
    ...(dataset ? section('data', `## ${say.data}`, [`- ${say.dataset}: ${plain(text(dataset.name))}`, `- ${say.imagesName}: ${say.images(String(dataset.counts.train), String(dataset.counts.test))}`, `- ${say.shape}: ${dataset.shape.join(' × ')}`, `- ${say.fingerprint}: \`${dataset.fingerprint}\``].join('\n')) : []),
    ...(environment ? section('environment', `## ${say.environment}`, [`- ${say.environmentNames.fovea} ${environment.fovea}, ${say.environmentNames.node} ${environment.node}, ${say.environmentNames.tensorflow} ${environment.tensorflow}`, `- ${environment.device}, ${say.environmentNames.cores}: ${environment.cores}, ${bytes(environment.memoryBytes)}, ${environment.platform}`, `- ${say.environmentNames.training}: ${duration(report.runs.reduce((sum, run) => sum + (run.seconds ?? 0), 0), language)}`].join('\n')) : []),
    ...section('repeat', `## ${say.repeat}`, say.repeatUnder, `${fence}yaml\n${report.planYaml.trimEnd()}\n${fence}`),
    '',
  ].join('\n\n').replace(/\n+$/, '\n')
}
