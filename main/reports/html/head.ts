/** The beginning: title, question, finding, limits, remark. A sentence first. */
import { baselineInSentence } from '../names.ts'
import { html } from '../markup.ts'
import type { Markup } from '../markup.ts'
import type { Context } from './context.ts'

function dateIn(milliseconds: number, language: 'en' | 'zh-CN'): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', { dateStyle: 'long', timeZone: 'UTC' }).format(milliseconds)
}

/** What the author left out, in a sentence each. */
export const leftOutNotes = ({ report: { leftOut: { models, sections } }, say, text }: Context): string[] =>
  [...(models.length ? [say.withoutModels(models.map(text))] : []), ...(sections.length ? [say.withoutSections(sections.map((name) => say.sections[name]))] : [])]

export function head(context: Context): Markup {
  const { report: { plan, planHash, endedAt, result, notes }, language, say, text } = context
  const baseline = plan.variants.find((v) => v.id === plan.baseline)!
  const left = leftOutNotes(context)
  const leftOutNote = left.length > 0 && html`<p class="under left-out">${left.join(' ')}</p>`
  const hash = `${planHash.slice(0, 4)} ${planHash.slice(4)}`
  return html`<header><p class="dim small">${[say.report, ...(endedAt === null ? [] : [dateIn(endedAt, language)])].join(' · ')} · <span class="mono">${hash}</span></p>
<p class="title">${text(plan.name)}</p>
<h1>${plan.question ? text(plan.question) : say.question(baselineInSentence(baseline.name, language))}</h1>
<p class="finding">${result.finding[language].map((span) => (span.mark ? html`<span class="mark ${span.mark}">${span.text}</span>` : span.text))}</p>
<p class="limits">${text(result.limits)}</p>
${plan.remark && html`<div class="remark"><p class="lead" style="margin-top:0">${say.remark}</p>${text(plan.remark)}</div>`}${notes.length > 0 && html`<div class="notes"><p class="lead">${say.notes}</p>${notes.map((paragraph) => html`<p class="read">${paragraph}</p>`)}</div>`}${leftOutNote}</header>`
}
