/**
 * From a drop to the drawn answer, in Chromium, with the engine warm: two runs of a starter at 32² and a ViT-S/16 at 224². The models
 * are trained here for an instant: what they answer does not matter. Each figure is the median of several drops, in milliseconds.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { fovea } from '../e2e/serving.ts'
import { served } from './watched.ts'

const drops = 7
const training = (batch: number) => `training: { epochs: 1, batch: ${batch}, optimizer: { id: adamw, learningRate: 0.001, weightDecay: 0.05 }, schedule: { id: constant } }\nseeds: [1]\n`

/** A noisy picture of some hundred kilobytes, as a photograph has. */
const picture = (side: number, seed: number) => sharp({ create: { width: side, height: side, channels: 3, background: { r: 40 * seed, g: 120, b: 200 }, noise: { type: 'gaussian', mean: 20 * seed, sigma: 40 } } })

async function trained(home: string): Promise<void> {
  const file = (name: string, text: string) => { const path = join(home, `${name}.yaml`); writeFileSync(path, `fovea: 1\nname: ${name}\n${text}`); return path }
  const folder = join(home, 'two-colours')
  for (const seed of [1, 5]) {
    mkdirSync(join(folder, `colour-${seed}`), { recursive: true })
    for (let i = 0; i < 4; i++) await picture(224, seed).png().toFile(join(folder, `colour-${seed}`, `${i}.png`))
  }
  await fovea(home, 'compare', file('starter', `dataset: { id: digits-in-clutter }\n${training(500)}baseline: plain\nvariants:\n  - { id: plain, name: Plain, model: small-cnn }\n  - { id: pooling, name: Pooling, model: small-cnn, insert: [{ at: head, mechanism: softmax-pooling }] }\n`))
  await fovea(home, 'datasets', 'add', folder, '--name', 'Two colours', '--size', '224', '--test', '0.25')
  await fovea(home, 'compare', file('large', `dataset: { id: two-colours }\n${training(6)}baseline: vit\nvariants:\n  - { id: vit, name: ViT-S, model: vit_small_patch16_224 }\n`))
}

/** Milliseconds from the drop event until as many answers stand there, and until nothing is late any more: the maps. */
async function dropped(page: Page, file: string, models: number): Promise<{ answer: number; maps: number }> {
  await page.evaluate(({ models }) => {
    Object.assign(window, { measured: new Promise((resolve) => {
      addEventListener('drop', () => {
        const start = performance.now()
        const listed = document.querySelectorAll('.list .item').length
        let answer = 0
        const look = () => {
          const columns = [...document.querySelectorAll('article.column')]
          const there = document.querySelectorAll('.list .item').length > listed && columns.length === models && columns.every((column) => column.querySelector('.answer'))
          if (there && !answer) answer = performance.now() - start
          if (there && columns.every((column) => column.getAttribute('aria-busy') === 'false')) resolve({ answer, maps: performance.now() - start })
          else requestAnimationFrame(look)
        }
        requestAnimationFrame(look)
      }, { capture: true, once: true })
    }) })
  }, { models })
  const { x, y } = (await page.locator('.bench').boundingBox())!
  const session = await page.context().newCDPSession(page)
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await session.send('Input.dispatchDragEvent', { type, x: x + 20, y: y + 20, data: { items: [], files: [file], dragOperationsMask: 1 } })
  await session.detach()
  return page.evaluate(() => (window as unknown as { measured: Promise<{ answer: number; maps: number }> }).measured)
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!

export async function firstAnswers(chromiumPath: string, home: string): Promise<Record<string, number>> {
  mkdirSync(home, { recursive: true })
  await trained(home)
  const pictures = { small: join(home, 'small.png'), photo: join(home, 'photo.jpg') }
  await picture(96, 2).png().toFile(pictures.small)
  await picture(1600, 2).jpeg().toFile(pictures.photo)
  return served(chromiumPath, home, { width: 1440, height: 900 }, async (page, url) => {
    const figures: Record<string, number> = {}
    await page.goto(url)
    const links = page.locator('nav a[href*="/comparisons/"]')
    for (const [name, models, file, what] of [['starter', 2, pictures.small, '32², two models'], ['large', 1, pictures.photo, '224², ViT-S/16']] as const) {
      const address = await links.filter({ hasText: name }).first().getAttribute('href')
      await page.goto(`${page.url().split('#')[0]!}${address!.replace(/\/\w+$/, '/images')}`)
      await page.locator('.bench').waitFor()
      // The programs are made ready while someone looks for a picture.
      await page.waitForTimeout(8000)
      const times: { answer: number; maps: number }[] = []
      for (let i = 0; i < drops; i++) times.push(await dropped(page, file, models))
      figures[`first drop to answer at ${what}, ms`] = times[0]!.answer
      figures[`drop to answer at ${what}, ms`] = median(times.map((time) => time.answer))
      figures[`drop to maps at ${what}, ms`] = median(times.map((time) => time.maps))
    }
    return figures
  })
}
