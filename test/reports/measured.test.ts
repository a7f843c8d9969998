/** Latency and faithfulness in reports: where runs were measured, as means over the seeds; where none was, nothing. */
import { describe, expect, test } from 'vitest'
import type { MapScores } from '../../preload/contract/measure.ts'
import { renderHtml } from '../../main/reports/html/page.ts'
import { measuredRuns } from '../../main/reports/measured.ts'
import { reportModel } from '../../main/reports/model.ts'
import { renderCsv } from '../../main/reports/text/csv.ts'
import { renderJson } from '../../main/reports/text/json.ts'
import { renderMarkdown } from '../../main/reports/text/markdown.ts'
import { en } from '../../main/reports/words/en.ts'
import { zhCN } from '../../main/reports/words/zh-CN.ts'
import { reportInput } from './fixture.ts'

const scores = (deletion: number, pointing: number | null = null): MapScores => ({ deletion, insertion: 1 - deletion, pointing, iou: null })

/** Runs of 'pooling' measured, with 1 ms more for each further seed; of 'plain' the latency alone. */
function measured(pointing: number | null = 0.9, others?: number) {
  const input = reportInput()
  const runs = input.runs.map((run) => {
    const latency = { milliseconds: run.seed, low: run.seed - 0.5, high: run.seed + 0.5, passes: 100 + run.seed, device: 'A processor', others }
    if (run.variantId === 'plain') return { ...run, measures: { latency, faithfulness: null } }
    if (run.variantId !== 'pooling') return run
    return { ...run, measures: { latency, faithfulness: { images: 60, kind: 'attention' as const, layer: 'head', model: scores(0.1, pointing), random: scores(0.3, pointing && 0.2), centre: scores(0.25, pointing && 0.4) } } }
  })
  return reportModel({ ...input, runs })
}
const visible = (page: string) => page.replace(/<style>[\s\S]*?<\/style>/, '').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

test('means over the seeds of each variant that was measured', () => {
  const seeds = reportInput().plan.seeds
  const mean = seeds.reduce((a, b) => a + b, 0) / seeds.length
  const found = measuredRuns(measured())!
  expect(found).toMatchObject({ passes: 100 + Math.min(...seeds), device: 'A processor', images: 60 })
  expect(found.variants.map(({ variantId }) => variantId)).toEqual(['plain', 'pooling'])
  expect(found.variants[0]).toMatchObject({ latency: { milliseconds: mean }, kind: null, scores: null })
  expect(found.variants[1]!.scores!.model.deletion).toBeCloseTo(0.1, 12)
  expect(found.variants[1]!.scores!.random.pointing).toBeCloseTo(0.2, 12)
})

test('where other processes were at work meanwhile, it is said beside the times, and only there', () => {
  expect(measuredRuns(measured(null, 0.04))!.others).toBeNull()
  expect(measuredRuns(measured(null, 0.34))!.others).toBe(0.34)
  const note = 'Meanwhile other processes used up to 34 % of the processors'
  const shown = (others?: number) => [visible(renderHtml(measured(null, others), 'en')), renderMarkdown(measured(null, others), 'en')].map((text) => text.replaceAll(/\s+/g, ' ').includes(note))
  expect([shown(0.34), shown(0.04), shown()]).toEqual([[true, true], [false, false], [false, false]])
})

describe('in HTML', () => {
  test('a table below the cost, in both languages', () => {
    for (const [language, words] of [['en', en], ['zh-CN', zhCN]] as const) {
      const text = visible(renderHtml(measured(), language))
      expect(text).toContain(words.report.measured.head)
      expect(text).toContain('0.10 0.30 | 0.25 0.90 0.70 | 0.75 90 20 | 40 –')
      expect(text).toContain(words.report.measured.images(60))
    }
  })
  test('a dataset without boxes has no pointing, and an unmeasured comparison no table', () => {
    expect(visible(renderHtml(measured(null), 'en'))).toContain('0.90 0.70 | 0.75 – –')
    expect(visible(renderHtml(reportModel(reportInput()), 'en'))).not.toContain(en.report.measured.head)
  })
})

test('a table in Markdown', () => {
  const text = renderMarkdown(measured(), 'en')
  expect(text).toContain(`## ${en.report.measured.head}`)
  expect(text).toContain('| attention | 0.10 (0.30; 0.25) | 0.90 (0.70; 0.75) | 90 (20; 40) | – |')
  expect(renderMarkdown(reportModel(reportInput()), 'en')).not.toContain(en.report.measured.head)
})

test('numbers unrounded in CSV and JSON; what was not measured is empty', () => {
  const report = measured(0.9, 0.34)
  const [head, ...lines] = renderCsv(report).trim().split('\r\n').map((line) => line.split(','))
  const column = (name: string, variant: string) => lines.find((line) => line[1] === variant)!.at(head!.indexOf(name) - head!.length)
  expect([column('latency_device', 'pooling'), column('latency_others', 'pooling'), column('deletion', 'pooling'), column('pointing_centre', 'pooling'), column('iou', 'pooling')]).toEqual(['A processor', '0.34', '0.1', '0.4', ''])
  expect([column('latency_passes', 'multi-head'), column('latency_others', 'multi-head'), column('deletion_random', 'plain')]).toEqual(['', '', ''])
  const runs = (JSON.parse(renderJson(report)) as { runs: { variantId: string; measures: unknown }[] }).runs
  expect(runs.find((run) => run.variantId === 'pooling')!.measures).toMatchObject({ faithfulness: { model: { deletion: 0.1 } } })
})
