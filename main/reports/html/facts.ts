/** Data, environment, every run, what is not shown, and how to repeat it. */
import { bytes, duration, fixed, percent, thousands } from '../../../preload/contract/format.ts'
import { html } from '../markup.ts'
import type { Content, Markup } from '../markup.ts'
import { lookTile } from '../svg/attention.ts'
import type { Context } from './context.ts'

const facts = (pairs: [string, Content][]): Markup =>
  html`<dl>${pairs.filter(([, value]) => value !== '' && value !== null).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`

export function dataSection({ report: { plan, dataset, images, environments }, say, text, className }: Context): Markup {
  const fingerprint = dataset?.fingerprint ?? environments[0]?.datasetFingerprint ?? ''
  const parameters = Object.entries(dataset?.parameters ?? plan.dataset.with).map(([key, value]) => `${key} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`).join(', ')
  return html`<section><h2>${say.data}</h2>${facts([
    [say.dataset, dataset ? text(dataset.name) : plan.dataset.id],
    [say.imagesName, dataset && say.images(thousands(dataset.counts.train), thousands(dataset.counts.test))],
    [say.shape, dataset && dataset.shape.join(' × ')],
    [say.classes, dataset && `${dataset.classes.length}: ${dataset.classes.slice(0, 20).map((c) => text(c.name)).join(', ')}${dataset.classes.length > 20 ? ', …' : ''}`],
    [say.parameters, parameters],
    [say.licence, dataset && [text(dataset.licence), dataset.attribution].filter(Boolean).join('. ')],
    [say.fingerprint, html`<span class="mono">${fingerprint}</span>`],
  ])}${images.length > 0 && html`<h3>${say.samples}</h3><div class="images">${images.map((image, i) => html`<figure>${lookTile(`image-${i}`, null, { width: image.width, height: image.height, label: className(image.label) })}<figcaption>${className(image.label)}</figcaption></figure>`)}</div>`}</section>`
}

export function notShownSection({ report: { plan, result, environments }, say }: Context): Markup {
  const points = say.doesNotShowPoints({ seeds: plan.seeds.length, complete: result.complete, device: environments[0]?.device ?? '–' })
  return html`<section><h2>${say.doesNotShow}</h2><ul class="plain">${points.map((point) => html`<li><span>${point}</span></li>`)}</ul></section>`
}

export function runsSection({ report: { runs }, say, variantName, digits, language }: Context): Markup {
  return html`<section><h2>${say.runTable}</h2><div class="wide"><table class="sortable"><thead><tr><th>${say.variant}</th><th class="num">${say.seed}</th><th>${say.state}</th><th class="num">${say.testAccuracy}</th><th class="num">${say.loss}</th><th class="num">${say.steps}</th><th class="num">${say.speed}</th><th class="num">${say.seconds}</th></tr></thead><tbody>${runs.map((run) => html`<tr><td>${variantName(run.variantId)}</td><td class="num">${run.seed}</td><td>${say.states[run.state]}</td><td class="num">${run.testAccuracy === null ? '–' : percent(run.testAccuracy, language, digits).replace(/\s*%/, '')}</td><td class="num">${run.testLoss === null ? '–' : fixed(run.testLoss, 3)}</td><td class="num">${thousands(run.step)}</td><td class="num">${run.imagesPerSecond === null ? '–' : thousands(run.imagesPerSecond)}</td><td class="num">${run.seconds === null ? '–' : fixed(run.seconds, 1)}</td></tr>`)}</tbody></table></div></section>`
}

export function environmentSection({ report: { environments, runs }, say, language }: Context): Markup {
  const names = say.environmentNames
  const all = (pick: (e: (typeof environments)[number]) => string) => [...new Set(environments.map(pick))].join('; ')
  const training = runs.reduce((total, run) => total + (run.seconds ?? 0), 0)
  return html`<section><h2>${say.environment}</h2>${facts([
    [names.fovea, all((e) => e.fovea)], [names.tensorflow, all((e) => e.tensorflow)], [names.node, all((e) => e.node)], [names.device, all((e) => e.device)],
    [names.cores, all((e) => String(e.cores))], [names.memory, all((e) => bytes(e.memoryBytes))], [names.platform, all((e) => e.platform)], [names.training, duration(training, language)],
  ])}</section>`
}

export const repeatSection = ({ report: { planYaml }, say }: Context): Markup =>
  html`<section><h2>${say.repeat}</h2><p class="under">${say.repeatUnder}</p><pre>${planYaml}</pre></section>`
