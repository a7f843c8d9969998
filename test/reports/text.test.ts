/** Reports as Markdown, LaTeX, CSV, JSON and PDF. */
import { describe, expect, it } from 'vitest'
import { endingsOf, formatOf, forms } from '../../main/reports/formats.ts'
import { datedPdf } from '../../main/reports/pdf.ts'
import { escaped } from '../../main/reports/text/latex.ts'
import { ReportFormat } from '../../preload/contract/report.ts'
import { report } from './fixture.ts'

const whole = report()
const named = (name: string) => ({ ...whole, plan: { ...whole.plan, name }, result: { ...whole.result, rows: whole.result.rows.map((row) => ({ ...row, name })) }, runs: whole.runs.map((run) => ({ ...run, config: { ...run.config, variant: { ...run.config.variant, name } } })) })

describe('every form', () => {
  it.each(Object.entries(forms))('%s: the same bytes for the same comparison, in both languages', (_name, form) => {
    for (const language of ['en', 'zh-CN'] as const) {
      const text = form.render(whole, language)
      expect(form.render(report(), language)).toBe(text)
      expect(text.length).toBeGreaterThan(200)
      expect(text).not.toMatch(/undefined|\[object|NaN/)
    }
  })
  it('is known by the ending of a file', () => {
    for (const format of ReportFormat.options) expect(formatOf(`a.b.${endingsOf(format)[0].toUpperCase()}`)).toBe(format)
    expect([formatOf('report'), formatOf('report.doc'), formatOf('folder.pdf/report')]).toEqual([null, null, null])
  })
})

describe('Markdown', () => {
  it('has the finding, one row a model, and the plan', () => {
    const text = forms.markdown.render(whole, 'en')
    expect(text).toContain('reads more of these images correctly')
    expect(text.split('\n').filter((line) => line.startsWith('| '))).toHaveLength(2 + whole.result.rows.length)
    expect(text).toContain('```yaml\nfovea: 1')
  })
  it('lets no name become markup', () => {
    const text = forms.markdown.render(named('a|b <img src=x> [x](y) `c`\n# d'), 'en').split('```')[0]!
    expect(text).not.toMatch(/(?<!\\)<img|\[x\]\(y\)|\n# d/)
    expect(text.split('\n').filter((line) => /^\| (?!---)/.test(line)).every((line) => (line.match(/(?<!\\)\|/g) ?? []).length === 9)).toBe(true)
  })
})

describe('LaTeX', () => {
  it('says what ± is, and is bold only where both tests agree', () => {
    const text = forms.latex.render(whole, 'en')
    expect(text).toContain('mean $\\pm$ sd')
    expect(text.match(/\\textbf/g)).toHaveLength(whole.result.rows.filter((row) => row.verdict === 'helps').length)
    expect(text).toContain('\\toprule')
  })
  it('lets no name become a command', () => {
    expect(escaped('50% of $x_1 & {y}\\input{z}~^#')).toBe('50\\% of \\$x\\_1 \\& \\{y\\}\\textbackslash{}input\\{z\\}\\textasciitilde{}\\textasciicircum{}\\#')
  })
})

describe('CSV', () => {
  it('has a line a run, and no cell that a spreadsheet would carry out', () => {
    const lines = forms.csv.render(named('=HYPERLINK("x"),\n2'), 'en').trim().split('\r\n')
    expect(lines).toHaveLength(1 + whole.runs.length)
    expect(lines[1]).toContain(`"'=HYPERLINK(""x""),`)
  })
})

describe('JSON', () => {
  it('holds plan, rows and runs', () => {
    const data = JSON.parse(forms.json.render(whole, 'en')) as { plan: { baseline: string }; runs: unknown[]; result: { rows: unknown[] } }
    expect([data.plan.baseline, data.runs.length, data.result.rows.length]).toEqual([whole.plan.baseline, whole.runs.length, whole.result.rows.length])
  })
})

describe('PDF', () => {
  it('carries the end of the last run in place of the moment of printing, in as many bytes', () => {
    const given = Buffer.from("%PDF /CreationDate (D:20261121130102+00'00') /ModDate (D:20261121130102+00'00') \u00ff", 'latin1')
    const dated = Buffer.from(datedPdf(given, Date.UTC(2026, 0, 2, 3, 4, 5)))
    expect(dated.length).toBe(given.length)
    expect(dated.toString('latin1')).toContain("/CreationDate (D:20260102030405+00'00')")
    expect(dated.at(-1)).toBe(0xff)
  })
})
