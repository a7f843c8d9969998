/** Many images in Chromium through `fovea serve`: a folder of class folders and a ZIP, from the chooser to one image with its look. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { digits } from '../../main/datasets/digit-images.ts'
import { downloaded } from './downloads.ts'
import { accessible, button, complaints, goTo, picture, type Flow } from './flow.ts'
import { drawn } from './pictures.ts'
import { compare, inChromium, served, stepByStep } from './window.ts'

const plan = `fovea: 1
name: Two small models
dataset: { id: digits }
baseline: plain
seeds: [1]
training: { epochs: 2 }
variants:
  - { id: plain, name: Plain, model: small-cnn }
  - { id: pooled, name: Pooled, model: small-cnn, insert: [{ at: head, mechanism: softmax-pooling }] }
`

/** Two trained models, 40 images in a folder per class with one that is broken, and 20 in a ZIP without labels. */
async function furnish(home: string): Promise<void> {
  await compare(home, plan)
  const given = join(home, 'given')
  for (const { ink, label, index } of digits().slice(0, 40)) {
    mkdirSync(join(given, String(label)), { recursive: true })
    writeFileSync(join(given, String(label), `${index}.png`), await drawn(ink))
  }
  writeFileSync(join(given, '3', 'broken.png'), 'no picture')
  const loose = await Promise.all(digits().slice(40, 60).map(async ({ ink, index }) => [`${index}.png`, new Uint8Array(await drawn(ink))] as const))
  writeFileSync(join(home, 'loose.zip'), zipSync(Object.fromEntries(loose)))
}

inChromium('many images at once', () => {
  const here = served({ furnish })
  let page: Page
  let at: Flow

  beforeAll(async () => {
    at = await here.open({ pictures: 'evaluations' })
    page = at.page
    await page.goto(here.url)
  })
  stepByStep(() => picture(at, 'failed'))

  /** From Images to a new evaluation; gives what the finding says. */
  async function evaluate(files: string, folder: boolean): Promise<string> {
    await goTo(at, 'app.images')
    await page.getByRole('link', { name: at.t('evaluations.title'), exact: true }).click()
    await page.getByRole('link', { name: at.t('evaluations.new'), exact: true }).first().click()
    await page.locator('main input[type=file]').nth(folder ? 1 : 0).setInputFiles(files)
    await button(at, 'evaluations.begin').click()
    await page.waitForURL(/evaluations\/[0-9a-f-]{36}/)
    await page.getByText(at.t('evaluations.noLabels')).or(page.getByText(at.t('evaluations.limits'))).waitFor({ timeout: 120_000 })
    return page.locator('.finding').innerText()
  }

  test('a folder of class folders is answered and scored, and a file that is no picture is told of', async () => {
    expect(await evaluate(join(here.home, 'given'), true)).toMatch(/(Plain|Pooled) reads \d+ of 40 images as labelled/)
    await page.getByRole('row').filter({ hasText: 'Pooled' }).first().waitFor()
    await picture(at, '01-folder')
    await accessible(at, 'Evaluation')
    await page.getByLabel(at.t('evaluations.show')).selectOption('refused')
    await expect.poll(() => page.locator('[role=grid] .body [role=row]').allInnerTexts(), { timeout: 20_000 }).toEqual([expect.stringContaining('broken.png')])
    await page.keyboard.press('Escape')
    await expect.poll(() => page.url(), { timeout: 20_000 }).not.toContain('show=')
  })

  test('every answer goes into a table for a spreadsheet', async () => {
    const { name, bytes } = await downloaded(page, () => button(at, 'evaluations.csv').click())
    expect(name).toBe('given.csv')
    const lines = bytes.toString().trim().split('\r\n')
    expect(lines).toHaveLength(42)
    expect(lines[0]).toMatch(/^file,label,"Plain, seed 1: answer"/)
  })

  test('a line opens its image with what the models looked at, and the way leads back', async () => {
    const line = page.locator('[role=grid] .body [role=row]').first()
    const file = await line.locator('[role=gridcell]').nth(1).innerText()
    await line.click()
    await page.waitForURL(/comparisons\/.*\/images/)
    await page.getByText(file).first().waitFor()
    await page.goBack()
    await page.locator('.finding').waitFor()
  })

  test('a ZIP without labels tells of agreement', async () => {
    expect(await evaluate(join(here.home, 'loose.zip'), false)).toMatch(/2 models give the same answer to \d+ of 20 images/)
    await picture(at, '02-zip')
    await accessible(at, 'Evaluation without labels')
  })

  test('an evaluation is removed and brought back', async () => {
    await button(at, 'evaluations.remove').click()
    await expect.poll(() => page.locator('main tbody tr').count(), { timeout: 20_000 }).toBe(1)
    await page.getByRole('button', { name: at.t('app.undo') }).click()
    await page.locator('.finding').waitFor()
  })

  test('nobody is shut out and nothing goes wrong on the way', () => {
    expect(complaints(at)).toEqual([])
  })
})
