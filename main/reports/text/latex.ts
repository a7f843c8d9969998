/**
 * The result as a LaTeX table (booktabs): mean ± standard deviation over the seeds, as papers print it and as its head says; an accuracy
 * is bold only where both tests agree that it is better. Needs \\usepackage{booktabs}; Chinese needs XeLaTeX or LuaLaTeX with ctex.
 */
import type { ResultRow } from '../../../preload/contract/comparison.ts'
import { fixed, pValue, points, scaled, signedPoints } from '../../../preload/contract/format.ts'
import type { Language } from '../../../preload/contract/text.ts'
import { standardDeviation } from '../../../preload/contract/intervals.ts'
import { contextOf } from '../html/context.ts'
import type { Report } from '../model.ts'

const special: Record<string, string> = { '\\': '\\textbackslash{}', '~': '\\textasciitilde{}', '^': '\\textasciicircum{}' }
/** What a user wrote must not become commands. Narrow spaces become thin ones, true minus signs a minus in mathematics. */
export const escaped = (text: string): string =>
  text.replace(/[\\~^&%$#_{}]/g, (sign) => special[sign] ?? `\\${sign}`).replace(/\u202f/g, '\\,').replace(/±/g, '$\\pm$').replace(/−/g, '$-$').replace(/</g, '$<$').replace(/>/g, '$>$')

export function renderLatex(report: Report, language: Language): string {
  const { say, text, digits } = contextOf(report, language)
  const { plan, result, planHash } = report
  const seeds = Math.max(...result.rows.map((row) => row.seeds))
  const accuracy = (row: ResultRow) => {
    if (row.accuracy === null) return '--'
    const mean = row.verdict === 'helps' ? `\\textbf{${points(row.accuracy, digits)}}` : points(row.accuracy, digits)
    return row.accuracies.length > 1 ? `${mean} $\\pm$ ${fixed(standardDeviation(row.accuracies) * 100, digits)}` : mean
  }
  const change = (row: ResultRow) => (row.difference === null ? '' : `${signedPoints(row.difference, digits)}${row.differenceInterval ? ` [${signedPoints(row.differenceInterval.low, digits)}, ${signedPoints(row.differenceInterval.high, digits)}]` : ''}`)
  const line = (cells: string[]) => `  ${cells.join(' & ')} \\\\`
  const rows = result.rows.map((row) => line([escaped(text(row.name)), accuracy(row), escaped(change(row)), row.pHolm === null ? '' : escaped(pValue(row.pHolm)), row.verdict ? escaped(say.verdicts[row.verdict]) : '', row.cost ? escaped(scaled(row.cost.parameters, 1e3)) : '--', row.cost ? escaped(scaled(row.cost.macs, 1e6)) : '--']))
  return `% ${escaped(text(plan.name))} (Fovea, ${planHash}). \\usepackage{booktabs}${language === 'zh-CN' ? ', ctex' : ''}
\\begin{table}
  \\centering
  \\caption{${escaped(text(plan.name))}. ${escaped(say.latexCaption(seeds, result.testImages))}}
  \\label{tab:fovea-${planHash}}
  \\begin{tabular}{lrrrlrr}
  \\toprule
${line([say.variant, say.latexAccuracy, say.latexDifference, say.p, say.verdict, say.params, say.macs].map(escaped))}
  \\midrule
${rows.join('\n')}
  \\bottomrule
  \\end{tabular}
\\end{table}
`
}
