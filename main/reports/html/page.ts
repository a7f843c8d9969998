/** A report as one HTML file: no scripts, nothing fetched, the same bytes for the same comparison. */
import type { Language } from '../../../preload/contract/text.ts'
import { Markup, html } from '../markup.ts'
import type { Report } from '../model.ts'
import { confusionSection, costSection, curvesSection } from './charts.ts'
import { contextOf } from './context.ts'
import { dataSection, environmentSection, notShownSection, repeatSection, runsSection } from './facts.ts'
import { head } from './head.ts'
import { looksSection, pictures } from './looks.ts'
import { modelsSection, resultSection } from './result.ts'
import { style } from './style.ts'

const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

export function renderHtml(report: Report, language: Language): string {
  const context = contextOf(report, language)
  const sections = [resultSection, curvesSection, looksSection, costSection, modelsSection, dataSection, confusionSection, runsSection, notShownSection, environmentSection, repeatSection]
  return html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="color-scheme" content="light dark"><meta name="generator" content="Fovea"><title>${context.text(report.plan.name)} · Fovea</title><style>${new Markup(style)}</style></head>
<body>${pictures(context)}<main>${head(context)}
${sections.map((section) => section(context))}
<footer>${context.say.credit}</footer></main></body></html>
`.text
}
