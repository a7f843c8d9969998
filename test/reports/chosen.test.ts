/** What an author chooses for a report, in every form; and that nothing can be left out unseen. */
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { chosen } from '../../main/reports/chosen.ts'
import { forms } from '../../main/reports/formats.ts'
import { renderHtml } from '../../main/reports/html/page.ts'
import { ReportChoices, ReportSection } from '../../preload/contract/report.ts'
import { en } from '../../main/reports/words/en.ts'
import { report } from './fixture.ts'

const visible = (page: string) => page.replace(/<(style|script)>[\s\S]*?<\/\1>/g, '').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
const with_ = (choices: Partial<ReportChoices>) => chosen(report(), ReportChoices.parse(choices))

describe('choices of the author', () => {
  it('own title, question and notes stand in every form that has words', () => {
    const own = with_({ title: 'For <the> seminar', question: 'Does pooling help?', notes: 'First.\nStill first.\n\n  Second & last.  ' })
    const text = visible(renderHtml(own, 'en'))
    for (const words of ['For &lt;the&gt; seminar', 'Does pooling help?', 'Notes of the author', 'First. Still first.', 'Second &amp; last.']) expect(text).toContain(words)
    const markdown = forms.markdown.render(own, 'en')
    for (const words of ['# For \\<the\\> seminar', '*Does pooling help?*', '## Notes of the author', 'Second & last.']) expect(markdown).toContain(words)
    expect(forms.latex.render(own, 'en')).toContain('\\caption{For $<$the$>$ seminar.')
    expect(JSON.parse(forms.json.render(own, 'en'))).toMatchObject({ notes: ['First.\nStill first.', 'Second & last.'] })
  })
  it('nothing chosen is the report as it was', () => {
    expect(visible(renderHtml(with_({ interactive: false }), 'en'))).toBe(visible(renderHtml(report(), 'en')))
  })
  it.each(ReportSection.options)('leaves out %s, and says so', (section) => {
    const page = visible(renderHtml(with_({ without: [section] }), 'en'))
    expect(page).toContain(en.report.withoutSections([en.report.sections[section]]))
    expect(renderHtml(with_({ without: [section] }), 'en').match(/<section>/g)).toHaveLength(ReportSection.options.length - 1)
  })
  it('puts sections in the order of the author, those not named after them', () => {
    const page = renderHtml(with_({ order: ['repeat', 'data'] }), 'en')
    const headings = [...page.matchAll(/<section><h2>([^<]*)/g)].map(([, heading]) => heading)
    expect(headings.slice(0, 3)).toEqual([en.report.repeat, en.report.data, en.report.result])
    expect(headings).toHaveLength(ReportSection.options.length)
    const markdown = forms.markdown.render(with_({ order: ['repeat', 'data'] }), 'en')
    expect(markdown.indexOf(`## ${en.report.repeat}`)).toBeLessThan(markdown.indexOf(`## ${en.report.result}`))
  })
  it('leaves out models but never the baseline, names them, and keeps what was tested', () => {
    const all = report()
    const gone = all.result.rows[2]!
    const less = with_({ withoutVariants: [gone.variantId, all.plan.baseline, 'no-such'] })
    expect(less.result.rows.map((row) => row.variantId)).toEqual(all.result.rows.filter((row) => row !== gone).map((row) => row.variantId))
    expect(less.result.rows.map((row) => row.pHolm)).toEqual(all.result.rows.filter((row) => row !== gone).map((row) => row.pHolm))
    expect([less.runs, less.curves, less.looks, less.result.confusion].flat().some((one) => one.variantId === gone.variantId)).toBe(false)
    expect(visible(renderHtml(less, 'en'))).toContain('The finding and the correction for many comparisons count them.')
    expect(forms.csv.render(less, 'en')).not.toContain(`,${gone.variantId},`)
    expect(forms.markdown.render(less, 'zh-CN')).toContain('作者在表格和图中略去')
  })
})

describe('the layer of interaction', () => {
  const page = renderHtml(with_({}), 'en')
  it('is one script that the page itself allows by its hash', () => {
    const [, script] = /<script>([\s\S]*?)<\/script>/.exec(page)!
    expect(page.match(/<script/g)).toHaveLength(1)
    expect(page).toContain(`script-src &#39;sha256-${createHash('sha256').update(script!).digest('base64')}&#39;`)
    expect(script).not.toMatch(/\bfetch\(|XMLHttp|\bimport\b|\beval\b|localStorage|https?:/)
  })
  it('adds no word that the page does not have without it', () => {
    const still = renderHtml(with_({ interactive: false }), 'en')
    expect(still).not.toContain('<script')
    expect(still).not.toContain('script-src')
    expect(visible(page).replace(en.report.credit(true), en.report.credit(false))).toBe(visible(still))
  })
  it('is the same bytes each time', () => expect(renderHtml(with_({}), 'en')).toBe(page))
})
