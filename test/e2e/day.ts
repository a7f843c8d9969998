/**
 * What a user does all day: many variants at once, the queue, the table of runs, charts, evidence, looks, evaluations, reports. The
 * same in a browser and in the desktop, in any language and look.
 */
import type { Browser, Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import type { Language } from '../../preload/contract/text.ts'
import * as charts from './flow-charts.ts'
import * as evaluations from './flow-evaluations.ts'
import * as evidence from './flow-evidence.ts'
import * as looks from './flow-looks.ts'
import * as places from './flow-places.ts'
import * as plan from './flow-plan.ts'
import * as queue from './flow-queue.ts'
import * as report from './flow-report.ts'
import * as runs from './flow-runs.ts'
import { accessible, choose, complaints, picture, stage, type Flow } from './flow.ts'
import { labelRuns, noteRun } from './runs-table.ts'
import { stepByStep } from './window.ts'
import { speak } from './words.ts'

const [cnn, pool, vit] = ['Plain CNN', 'Softmax pooling', 'Transformer'] as const
/** A comparison that stands there, trained, when the day begins. */
export const trained = `fovea: 1
name: Workbench
dataset: { id: digits }
training: { epochs: 2, batch: 100, optimizer: { id: adamw, learningRate: 0.003, weightDecay: 0.05 }, schedule: { id: constant } }
seeds: [1, 2, 3]
baseline: cnn
variants:
  - { id: cnn, name: ${cnn}, model: small-cnn }
  - { id: pool, name: ${pool}, model: small-cnn, insert: [{ mechanism: softmax-pooling, at: head }] }
  - { id: vit, name: ${vit}, model: vit, with: { patch: 4, width: 32, depth: 2, heads: 2 } }
`

/** What the day is spent with: the window, images in some forms, a browser that reads a report, the window at 1024 × 640 and 200 %. */
export interface Given { at: Flow; files: evaluations.Given; reader: Browser; small(): Promise<Page> }

export interface DayLook { language: Language; name: 'English' | '中文'; theme: 'light' | 'dark' }

/** To be called in a group of tests; `given` is asked for when they begin. */
export function day({ language, name, theme }: DayLook, given: () => Promise<Given>): void {
  let page: Page
  let at: Flow
  let files: evaluations.Given
  let reader: Browser
  let small: Given['small']
  let comparison = ''
  let evaluation = ''
  let groups = ''

  beforeAll(async () => {
    ({ at, files, reader, small } = await given())
    page = at.page
  }, 600_000)
  stepByStep(() => picture(at, 'failed'))

  const openTrained = async () => {
    await page.getByRole('navigation', { name: at.t('app.main') }).getByRole('link').filter({ hasText: 'Workbench' }).last().click()
    await page.waitForURL(/\/comparisons\//)
    comparison = /\/comparisons\/[^/]+/.exec(page.url().replace(/^[^#]*#/, ''))![0]
  }

  test('opens in its language and look', async () => {
    await page.locator('nav.side').waitFor()
    const shown = (await page.evaluate(() => document.documentElement.lang)) as Language
    await choose({ ...at, t: speak(shown) }, name, theme, at.t)
  })

  test('New: many variants at once, counted before they are added and taken back in one step', () => plan.tryMany(at, language))
  test('New: a control of the same size, the fairness in words, the time measured', () => plan.matchControl(at, language))

  test('Run: the queue is paused, put in another order by keys, and gone on with', async () => {
    await queue.startPaused(at)
    await queue.reorder(at)
    await queue.goOn(at)
  })
  test('Run: trained on as a comparison of its own that says where it came from', () => queue.trainOn(at))

  test('Runs: lineage', () => runs.lineage(at))
  test('Runs: tagged, archived, noted', async () => {
    await labelRuns(at)
    await noteRun(at, `once more in ${language}`)
    await runs.archive(at)
  })
  test('Runs: grouped by a setting, two groups against each other', async () => {
    await runs.groupBySetting(at, 'Workbench')
    groups = await runs.twoGroups(at, 'Workbench', cnn, pool, 3)
  })

  test('charts: axes, zoom, pin, full screen, files', async () => {
    await openTrained()
    await charts.axes(at)
    await charts.zoom(at)
    await charts.pinAndFull(at)
    await charts.takeAlong(at)
  })
  test('charts: accuracy against the latency measured here', async () => {
    await openTrained()
    await stage(at, 'result')
    await charts.costFront(at, 3)
  })

  test('Evidence: matrix, threshold curves, tests, near images', async () => {
    await openTrained()
    await evidence.matrix(at)
    await evidence.thresholds(at)
    await evidence.tests(at, 2)
    await evidence.near(at)
  })

  test('Images: every way of looking, epochs and letters', async () => {
    await openTrained()
    await looks.twoModels(at, pool)
    await looks.methods(at)
    await looks.epochs(at)
    await looks.letters(at)
  })

  test('evaluations: class folders, a ZIP with labels, hundreds stopped on the way', async () => {
    await evaluations.labelledFolder(at, files, [cnn, pool])
    evaluation = page.url().replace(/^[^#]*#|\?.*/g, '')
    await evaluations.labelledZip(at, files, [vit])
    await evaluations.stopMany(at, files, [cnn, pool, vit])
  })

  test('Report: one\'s own words and order, seen at once, taken along and read with scripts', async () => {
    await openTrained()
    await report.editReport(at, vit)
    await report.takeReport(at, vit, reader)
    for (const name of ['plan', 'run']) {
      await stage(at, name)
      await page.locator('main .page').waitFor()
      await picture(at, `52-${name}`)
      await accessible(at, name)
    }
  })

  test('the keys on one sheet; nothing to scroll sideways at 200 %', async () => {
    await places.keys(at)
    expect(await places.sideways(at, await small(), { comparison, evaluation, groups })).toEqual([])
  })

  test('nothing was complained of, and nobody was shut out', () => {
    expect(complaints(at)).toEqual([])
  })
}
