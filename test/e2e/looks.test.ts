/**
 * One image, many looks, in Chromium through `fovea serve`: every way of asking, through the epochs, the camera (Chromium's own made-up
 * one), pasting, and many files at once. Two small models are trained for an instant: a CNN and a transformer, which has a chain of attention.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { accessible, button, choose, complaints, drop, picture, stage, type Flow } from './flow.ts'
import { pictures } from './pictures.ts'
import { compare, inChromium, served, stepByStep } from './window.ts'
import { speak } from './words.ts'

const plan = `fovea: 1
name: Looks
dataset: { id: digits }
training: { epochs: 4, batch: 100, optimizer: { id: adamw, learningRate: 0.003, weightDecay: 0.05 }, schedule: { id: constant } }
seeds: [1]
baseline: cnn
variants:
  - { id: cnn, name: CNN, model: small-cnn }
  - { id: vit, name: Transformer, model: vit, with: { patch: 4, width: 32, depth: 2, heads: 2 } }
`

inChromium('one image, many looks', () => {
  const here = served({ furnish: (home) => compare(home, plan), flags: ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'] })
  let page: Page
  let at: Flow
  let images = ''

  const columns = () => page.locator('article.column')
  const settled = () => expect.poll(() => page.locator('article.column[aria-busy=false] .answer').count(), { timeout: 60_000 }).toBe(2)
  const look = async (method: string) => { await page.getByLabel(at.t('images.method')).selectOption(method); await settled() }
  const maps = () => columns().evaluateAll((all) => all.map((one) => one.querySelectorAll('.tile canvas.over').length))

  beforeAll(async () => {
    at = await here.open({ pictures: 'looks' })
    page = at.page
    // What the page gets of the camera, so that the test can see whether it is given back.
    await page.addInitScript(() => {
      const streams: MediaStream[] = []
      Object.assign(window, { streams })
      const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
      navigator.mediaDevices.getUserMedia = async (wanted) => { const stream = await ask(wanted); streams.push(stream); return stream }
    })
    await page.goto(here.url)
  })
  stepByStep(() => picture(at, 'failed'))

  test('each way of looking shows what a model has, and says what it has not', async () => {
    await page.locator('nav a[href*="/comparisons/"]').first().click()
    await stage(at, 'images')
    images = page.url()
    await button(at, 'images.takeTest').first().click()
    await settled()
    await expect.poll(maps).toEqual([1, 1])
    for (const method of ['rollout', 'relevance']) {
      await look(method)
      expect(await maps()).toEqual([0, 1])
      expect(await columns().first().innerText()).toContain(at.t(`images.without.${method}`))
      expect(page.url()).toContain(`look=${method}`)
      await picture(at, method)
      await accessible(at, method)
    }
    await look('grad-cam')
    expect(await columns().last().locator('.quantity').count()).toBe(0)
    await look('integrated-gradients')
    expect(await maps()).toEqual([1, 1])
    await page.getByText(at.t('charts.for')).waitFor()
    for (const column of await columns().all()) {
      const shares = /(\d+)\s*%\s*\/\s*(\d+)\s*%/.exec(await column.locator('.figures').innerText())!
      expect(Number(shares[1]) + Number(shares[2])).toBe(100)
    }
    await picture(at, 'integrated-gradients')
    await accessible(at, 'integrated gradients')
  })

  test('an address brings the look back', async () => {
    await page.reload()
    await button(at, 'images.takeTest').first().click()
    await settled()
    expect(await page.getByLabel(at.t('images.method')).inputValue()).toBe('integrated-gradients')
    await page.keyboard.press('w')
    await settled()
    expect(await page.getByLabel(at.t('images.method')).inputValue()).toBe('attention')
    expect(page.url()).not.toContain('look=')
  })

  test('all models go back through the epochs together, by slider, keys and playing', async () => {
    const answers = () => columns().locator('.p').allTextContents()
    const end = await answers()
    const slider = page.getByRole('slider', { name: at.t('images.epochs.slider') })
    await slider.focus()
    await page.keyboard.press('Home')
    await expect.poll(() => page.url()).toContain('at=0')
    await settled()
    await page.getByText(at.t('images.epochs.then', { epoch: 0 })).waitFor()
    await expect.poll(answers).not.toEqual(end)
    const untrained = await answers()
    await expect.poll(() => page.locator('.film .tile canvas.over').count()).toBe(5)
    await picture(at, 'epoch-0')
    await accessible(at, 'an epoch')
    await page.locator('main h1').first().click()
    await page.keyboard.press('.')
    await expect.poll(() => page.url()).toContain('at=1')
    await page.keyboard.press(',')
    await expect.poll(() => page.url()).toContain('at=0')
    await settled()
    await expect.poll(answers).toEqual(untrained)
    await page.keyboard.press('p')
    await expect.poll(() => page.url(), { timeout: 60_000 }).not.toContain('at=')
    await settled()
    await expect.poll(answers).toEqual(end)
  })

  test('letters toggle what is shown', async () => {
    const shown = () => page.getByRole('radiogroup', { name: at.t('images.show') }).locator('input:checked').inputValue()
    for (const [key, value] of [['o', 'original'], ['m', 'seen'], ['v', 'overlay']] as const) {
      await page.keyboard.press(key)
      expect(await shown()).toBe(value)
      await expect.poll(maps).toEqual(value === 'overlay' ? [1, 1] : [0, 0])
    }
  })

  test('the camera is answered as it goes on, and given back', async () => {
    await button(at, 'images.camera.use').click()
    await settled()
    const frame = () => page.locator('.image-column canvas').first().evaluate((canvas: HTMLCanvasElement) => canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data.reduce((hash, value) => (Math.imul(hash, 31) + value) | 0, 7))
    const first = await frame()
    await expect.poll(frame, { timeout: 30_000 }).not.toBe(first)
    await picture(at, 'camera')
    await accessible(at, 'camera')
    await button(at, 'images.camera.stop').click()
    expect(await page.evaluate(() => (window as unknown as { streams: MediaStream[] }).streams.flatMap((stream) => stream.getTracks().map((track) => `${track.kind} ${track.readyState}`)))).toEqual(['video ended'])
    await button(at, 'images.camera.use').waitFor()
    await settled()
    expect(await page.locator('.list .item').count()).toBe(9)
    // The frame that was being answered may still come; then nothing moves any more.
    const moves = async () => { const now = await frame(); await page.waitForTimeout(1500); return (await frame()) !== now }
    await expect.poll(moves, { timeout: 30_000 }).toBe(false)
    expect(await moves()).toBe(false)
  })

  test('a refused camera says so', async () => {
    await page.evaluate(() => { navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError')) })
    await button(at, 'images.camera.use').click()
    await page.getByText(at.t('images.camera.denied')).waitFor()
  })

  test('a pasted picture is asked about; many files become an evaluation', async () => {
    const given = await pictures(join(here.home, 'given'))
    await page.evaluate((base64) => {
      const clipboard = new DataTransfer()
      clipboard.items.add(new File([Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))], 'pasted.png', { type: 'image/png' }))
      window.dispatchEvent(new ClipboardEvent('paste', { clipboardData: clipboard }))
    }, readFileSync(given.digit).toString('base64'))
    await page.locator('.list .item').filter({ hasText: 'pasted.png' }).waitFor()
    await settled()
    const many = Array.from({ length: 13 }, (_, i) => join(here.home, 'given', `${i}.png`))
    for (const file of many) writeFileSync(file, readFileSync(given.digit))
    await drop(at, page.locator('.bench'), many)
    await page.waitForURL(/\/evaluations\/(?!new)/)
  })

  test('in Chinese and in the dark, on a narrow screen', async () => {
    const chinese = await choose(at, '中文', 'dark', speak('zh-CN'))
    await page.setViewportSize({ width: 1024, height: 768 })
    await page.goto(`${images}?look=integrated-gradients&at=1`)
    await settled()
    await picture(chinese, 'zh-dark-1024')
    await accessible(chinese, 'looks in the dark')
    await choose(chinese, 'English', 'light', speak('en'))
  })

  test('nothing was complained of, and nobody was shut out', () => {
    expect(complaints(at)).toEqual([])
  })
})
