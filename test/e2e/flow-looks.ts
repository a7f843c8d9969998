/** One image, two models, every way of looking, back through the epochs; all by what a user touches. */
import { expect } from 'vitest'
import { accessible, button, picture, stage, type Flow } from './flow.ts'

const slow = { timeout: 120_000, interval: 150 }
const columns = ({ page }: Flow) => page.locator('article.column')
const settled = (at: Flow, models: number) => expect.poll(() => at.page.locator('article.column[aria-busy=false] .answer').count(), slow).toBe(models)
const maps = (at: Flow) => columns(at).evaluateAll((all) => all.map((one) => one.querySelectorAll('.tile canvas.over').length))

/** Test images, asked of two models: the plain CNN and the transformer. */
export async function twoModels(at: Flow, without: string): Promise<void> {
  const { page, t } = at
  await stage(at, 'images')
  const clear = button(at, 'images.clear')
  if (await clear.count()) await clear.click()
  await button(at, 'images.takeTest').first().click()
  const model = page.getByRole('group', { name: t('images.models') }).getByRole('button', { name: without })
  if (await model.getAttribute('aria-pressed') === 'true') await model.click()
  await settled(at, 2)
}

/** What a model has is drawn; what it has not is said in its place. */
export async function methods(at: Flow): Promise<void> {
  const { page, t } = at
  for (const [method, drawn] of [['rollout', [0, 1]], ['relevance', [0, 1]], ['grad-cam', null], ['integrated-gradients', [1, 1]], ['attention', null]] as const) {
    await page.getByLabel(t('images.method')).selectOption(method)
    await settled(at, 2)
    if (drawn) await expect.poll(() => maps(at), slow).toEqual(drawn)
    else await expect.poll(async () => (await maps(at)).includes(1), slow).toBe(true)
    if (drawn?.[0] === 0) expect(await columns(at).first().innerText()).toContain(t(`images.without.${method}`))
    await picture(at, `30-${method}`)
    await accessible(at, method)
  }
}

/** The slider by its keys: the first epoch answers otherwise than the last. */
export async function epochs(at: Flow): Promise<void> {
  const { page, t } = at
  const shares = () => columns(at).locator('.p').allTextContents()
  const end = await shares()
  const slider = page.getByRole('slider', { name: t('images.epochs.slider') })
  await slider.focus()
  await page.keyboard.press('Home')
  await expect.poll(() => page.url()).toContain('at=0')
  await settled(at, 2)
  await expect.poll(shares, slow).not.toEqual(end)
  await picture(at, '31-epoch-0')
  await accessible(at, 'an epoch')
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => page.url()).toContain('at=1')
  await page.keyboard.press('End')
  await expect.poll(() => page.url()).not.toContain('at=')
  await expect.poll(shares, slow).toEqual(end)
}

/** O, M and V change what is shown; the brackets go to the next image and back. */
export async function letters(at: Flow): Promise<void> {
  const { page, t } = at
  await page.locator('main h1').first().click()
  const shown = () => page.getByRole('radiogroup', { name: t('images.show') }).locator('input:checked').inputValue()
  for (const [key, value] of [['o', 'original'], ['m', 'seen'], ['v', 'overlay']] as const) {
    await page.keyboard.press(key)
    expect(await shown()).toBe(value)
    await expect.poll(() => maps(at).then((all) => Math.max(...all)), slow).toBe(value === 'overlay' ? 1 : 0)
  }
  const current = () => page.locator('.list .item').evaluateAll((all) => all.findIndex((item) => item.getAttribute('aria-current') === 'true'))
  await page.keyboard.press(']')
  await expect.poll(current).toBe(1)
  await page.keyboard.press('[')
  await expect.poll(current).toBe(0)
}
