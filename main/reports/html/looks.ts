/** What the models look at: the same images for all, a row a model, the baseline first. */
import { percent } from '../../../preload/contract/format.ts'
import { inLanguage, type Language, type Text } from '../../../preload/contract/text.ts'
import { html } from '../markup.ts'
import type { Markup } from '../markup.ts'
import { lookTile } from '../svg/attention.ts'
import { swatch } from '../svg/slots.ts'
import type { Context } from './context.ts'

/** All pictures once; tiles refer to them. */
export const pictures = ({ report: { images } }: Context): Markup | null =>
  images.length ? html`<svg class="hidden" aria-hidden="true"><defs>${images.map((image, i) => html`<image id="image-${i}" href="${image.uri}" width="${image.width}" height="${image.height}"/>`)}</defs></svg>` : null

/** The words as they were given, with their translation where the language has another word. */
const captionWords = (words: readonly Text[], language: Language): Markup => html`<div class="caption">${words.map((word) => {
  const [written, here] = [inLanguage(word, 'en'), inLanguage(word, language)]
  return written === here ? html`${written} ` : html`<ruby>${written}<rt>${here}</rt></ruby> `
})}</div>`

export function looksSection({ report: { images, looks }, say, variantName, slot, className, language }: Context): Markup {
  if (!looks.length) return html`<section><h2>${say.looks}</h2><p class="under">${say.noLooks}</p></section>`
  const cells = Math.max(...looks.flatMap((row) => row.looks.map((look) => look?.weights.length ?? 0)))
  const row = (r: (typeof looks)[number]) => html`<tr><th scope="row">${swatch(slot(r.variantId))}${variantName(r.variantId)}${r.looks.some((l) => l?.kind === 'grad-cam') && html`<br><span class="role" style="margin:0">${say.gradCam}</span>`}</th>${images.map((image, i) => {
    const { answer, probability } = r.answers[i]!
    const right = answer === image.label
    return html`<td>${lookTile(`image-${i}`, r.looks[i]!, { width: image.width, height: image.height, label: `${variantName(r.variantId)}: ${say.tile(className(image.label), className(answer), right)}` })}<div class="answer${right && ' right'}">${className(answer)} ${percent(probability, language, 0)}</div></td>`
  })}</tr>`
  return html`<section><h2>${say.looks}</h2><p class="under">${say.looksUnder(images.length)}</p><div class="key"><span class="ramp" role="img" aria-label="${say.scale(cells)}"></span><span>${say.scale(cells)}</span></div><div class="wide"><table class="looks"><thead><tr><th>${say.truthAxis}</th>${images.map((image) => html`<th>${className(image.label)}${image.caption.length > 0 && captionWords(image.caption, language)}</th>`)}</tr></thead><tbody>${looks.map(row)}</tbody></table></div></section>`
}
