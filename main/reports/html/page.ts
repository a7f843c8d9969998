/** A report as one HTML file: nothing fetched, the same bytes for the same comparison; it says all it says without its script. */
import type { ReportSection } from '../../../preload/contract/report.ts'
import type { Language } from '../../../preload/contract/text.ts'
import { Markup, html } from '../markup.ts'
import type { Report } from '../model.ts'
import { confusionSection, costSection, curvesSection } from './charts.ts'
import { contextOf } from './context.ts'
import type { Context } from './context.ts'
import { dataSection, environmentSection, notShownSection, repeatSection, runsSection } from './facts.ts'
import { head } from './head.ts'
import { interaction } from './interaction.ts'
import { looksSection, pictures } from './looks.ts'
import { modelsSection, resultSection } from './result.ts'
import { style } from './style.ts'

const sections: Record<ReportSection, (context: Context) => Markup | null> = {
  result: resultSection, curves: curvesSection, looks: looksSection, cost: costSection, models: modelsSection, data: dataSection,
  confusion: confusionSection, runs: runsSection, 'not-shown': notShownSection, environment: environmentSection, repeat: repeatSection,
}
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

export function renderHtml(report: Report, language: Language): string {
  const context = contextOf(report, language)
  const layer = report.interactive ? interaction(context.say.interaction) : null
  return html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta http-equiv="Content-Security-Policy" content="${policy}${layer?.policy}"><meta name="color-scheme" content="light dark"><meta name="generator" content="Fovea"><title>${context.text(report.plan.name)} · Fovea</title><style>${new Markup(style)}</style></head>
<body>${pictures(context)}<main>${head(context)}
${report.sections.map((name) => sections[name](context))}
<footer>${context.say.credit(layer !== null)}</footer></main>${layer?.script}</body></html>
`.text
}
