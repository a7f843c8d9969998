import { describe, expect, it } from 'vitest'
import { inflateSync } from 'node:zlib'
import { Markup, html } from '../../main/reports/markup.ts'
import { lookOf, reportModel } from '../../main/reports/model.ts'
import { renderHtml } from '../../main/reports/html/page.ts'
import { png } from '../../main/reports/png.ts'
import { en } from '../../main/reports/words/en.ts'
import { zhCN } from '../../main/reports/words/zh-CN.ts'
import { pack } from '../../preload/contract/text.ts'
import { map, report, reportInput } from './fixture.ts'

const visible = (page: string) => page.replace(/<style>[\s\S]*?<\/style>/, '').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

describe('a report as HTML', () => {
  const page = renderHtml(report(), 'en')
  it('is the same bytes for the same comparison', () => expect(renderHtml(report(), 'en')).toBe(page))
  it('fetches nothing and runs no script', () => {
    expect(page).not.toMatch(/<script|<link|<iframe|\son\w+=|https?:\/\//i)
    expect(page).toContain('content="default-src &#39;none&#39;;')
    expect([...page.matchAll(/href="([^"]{0,22})/g)].every(([, target]) => target!.startsWith('#') || target!.startsWith('data:image/png;base64'))).toBe(true)
  })
  it('has the finding, the table, every section and the plan', () => {
    const text = visible(page)
    for (const heading of [en.report.result, en.report.curves, en.report.looks, en.report.cost, en.report.models, en.report.data, en.report.confusion, en.report.runTable, en.report.doesNotShow, en.report.environment, en.report.repeat]) expect(text).toContain(heading)
    expect(text).toContain('+25.3 (24.2 to 26.3)')
    expect(page).toContain('<span class="mark yes">reads more of these images correctly</span>')
    expect(text).toContain('baseline: plain')
    expect(text).toContain('ab'.repeat(32))
  })
  it('is Chinese throughout in Chinese', () => {
    const text = visible(renderHtml(report(), 'zh-CN'))
    expect(text).toContain('提高 25.3 个百分点（95% 区间 24.2 至 26.3）')
    for (const word of ['Result', 'Accuracy', 'reference', 'helps', 'unclear', 'seeds', 'baseline ']) expect(text.split('fovea: 1')[0]).not.toContain(word)
  })
  it('bolds a number only when both tests agree', () => {
    expect(page).toContain('<b>89.8</b>')
    expect(page).not.toContain('<b>63.9</b>')
  })
  it('labels evidence maps as such, and never draws at or below the even share', () => {
    expect(page).toContain(en.report.gradCam)
    const flat = reportInput()
    const even = { ...map(0), weights: pack('f32', [1, 1, 64], new Float32Array(64).fill(1 / 64)) }
    for (const sampled of flat.attention.values()) sampled.maps.forEach((maps) => { maps[0] = even })
    expect(renderHtml(reportModel(flat), 'en')).not.toMatch(/fill-opacity="0\.[3-8]\d"\/><rect[^>]*fill="#/)
  })
})

describe('words of users', () => {
  const evil = '</style><script>alert(1)</script><img src=x onerror=alert(2)>"\u0000'
  it('cannot become markup', () => {
    const input = reportInput()
    const text = { ...input, plan: { ...input.plan, name: evil, question: evil, remark: evil }, dataset: { ...input.dataset!, name: evil, attribution: evil, classes: input.dataset!.classes.map((c) => ({ ...c, name: evil })) }, result: { ...input.result, rows: input.result.rows.map((r) => ({ ...r, name: evil })) } }
    const page = renderHtml(reportModel(text), 'en')
    expect(page).not.toMatch(/<script|<img|\u0000/)
    expect(page).toContain('&lt;script&gt;')
    expect(page.match(/<\/style>/g)).toHaveLength(1)
  })
  it('are escaped in templates, markup is not', () => expect(html`<a b="${'"<'}">${new Markup('<i>')}${['&', null, 0]}</a>`.text).toBe('<a b="&quot;&lt;"><i>&amp;0</a>'))
})

describe('what may be missing', () => {
  it('stands without runs, images, dataset or maps', () => {
    const input = reportInput()
    const page = renderHtml(reportModel({ ...input, dataset: null, images: null, curves: [], attention: new Map(), runs: [] }), 'en')
    expect(visible(page)).toContain(en.report.noLooks)
    expect(visible(page)).toContain(en.report.noCurves)
    expect(page).not.toMatch(/NaN|undefined|Infinity/)
  })
  it('has no undefined anywhere', () => expect(renderHtml(report(), 'en')).not.toMatch(/NaN|undefined|Infinity|\[object/))
})

describe('attention maps', () => {
  it('are averaged over heads and queries, without the CLS token', () => {
    // 1 head, 2 queries (one of them CLS), CLS and 4 places as keys.
    const weights = Float32Array.from([0.5, 0.5, 0, 0, 0, 0.2, 0.1, 0.7, 0, 0])
    const look = lookOf({ ...map(0), keyGrid: [2, 2], extra: 1, weights: pack('f32', [1, 2, 5], weights) })!
    ;[0.6 / 1.3, 0.7 / 1.3, 0, 0].forEach((w, i) => expect(look.weights[i]).toBeCloseTo(w, 6))
  })
  it('are refused when their sizes do not fit', () => expect(lookOf({ ...map(0), keyGrid: [9, 9] })).toBeNull())
})

it('writes PNG that can be read back', () => {
  const pixels = Uint8Array.from({ length: 2 * 3 * 3 }, (_, i) => i * 14)
  const file = png(pixels, 2, 3, 3)
  expect([...file.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10])
  expect([file.readUInt32BE(16), file.readUInt32BE(20), file[24], file[25]]).toEqual([3, 2, 8, 2])
  const start = file.indexOf('IDAT')
  const raw = inflateSync(file.subarray(start + 4, start + 4 + file.readUInt32BE(start - 4)))
  expect([...raw]).toEqual([0, ...pixels.subarray(0, 9), 0, ...pixels.subarray(9)])
  expect(() => png(pixels, 2, 2, 3)).toThrow(RangeError)
})

it('both languages have the same words', () => {
  const shape = (value: unknown): unknown => (value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).sort().map(([k, v]) => [k, shape(v)])) : typeof value)
  expect(shape(zhCN)).toEqual(shape(en))
})

it('images with captions show their words above them, with a translation in Chinese', () => {
  const input = reportInput()
  const captions = { vocabulary: ['', { en: 'left', 'zh-CN': '左边' }, { en: 'seven', 'zh-CN': '七' }], length: 3 }
  const attention = new Map([...input.attention].map(([id, sampled]) => [id, { ...sampled, captions: sampled.indices.map((_, i) => (i ? [2] : [1, 2])) }]))
  const captioned = reportModel({ ...input, dataset: { ...input.dataset!, captions }, attention })
  expect(captioned.images[0]!.caption).toEqual(captions.vocabulary.slice(1))
  expect(renderHtml(captioned, 'en')).toContain('<div class="caption">left seven </div>')
  expect(renderHtml(captioned, 'zh-CN')).toContain('<ruby>left<rt>左边</rt></ruby>')
  expect(renderHtml(reportModel(input), 'en')).not.toContain('class="caption"')
})
