/** The beginning: question, finding, limits, remark. A sentence first. */
import { baselineInSentence } from '../names.ts'
import { html } from '../markup.ts'
import type { Markup } from '../markup.ts'
import type { Context } from './context.ts'

export function dateIn(milliseconds: number, language: 'en' | 'zh-CN'): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', { dateStyle: 'long', timeZone: 'UTC' }).format(milliseconds)
}

export function head({ report: { plan, planHash, endedAt, result }, language, say, text }: Context): Markup {
  const baseline = plan.variants.find((v) => v.id === plan.baseline)!
  const hash = `${planHash.slice(0, 4)} ${planHash.slice(4)}`
  return html`<header><p class="dim small">${[say.report, text(plan.name), endedAt === null ? null : dateIn(endedAt, language)].filter((part) => part !== null).join(' · ')} · <span class="mono">${hash}</span></p>
<h1>${plan.question ? text(plan.question) : say.question(baselineInSentence(baseline.name, language))}</h1>
<p class="finding">${result.finding[language].map((span) => (span.mark ? html`<span class="mark ${span.mark}">${span.text}</span>` : span.text))}</p>
<p class="limits">${text(result.limits)}</p>
${plan.remark && html`<div class="remark"><h3 style="margin-top:0">${say.remark}</h3>${text(plan.remark)}</div>`}</header>`
}
