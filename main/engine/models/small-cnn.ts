/**
 * A small CNN of three stages (convolution, batch normalisation, ReLU), mean pooling and a linear head: quick enough to train
 * several seeds of many variants on a CPU. With the standard layout 32×32 images become 16×16, 16×16 and 8×8 maps.
 */
import { z } from 'zod'
import { option } from '../../../preload/contract/catalogue.ts'
import { FoveaError } from '../../../preload/contract/errors.ts'
import { chain, convolutionBlock } from '../layers/blocks.ts'
import type { Layer } from '../layers/context.ts'
import { convolvedLength } from '../layers/convolution.ts'
import { maxPool } from '../layers/pooling.ts'
import { family, type ImageShape, type SiteAt } from './family.ts'
import { classificationHead } from './head.ts'
import { headSite, scalesSite } from './sites.ts'
import { staged } from './staged.ts'

interface Stage {
  /** Max-pooling before the convolution; 1 = none. */
  pool: number
  kernel: number
  stride: number
  padding: number
}

const stage = (kernel: number, stride = 1, pool = 1, padding = (kernel - 1) >> 1): Stage => ({ pool, kernel, stride, padding })

/** cells: no convolution reaches from one 4×4 cell into another, so what is far apart meets in the head or in attention only. */
const layouts = {
  standard: [stage(5, 2), stage(3), stage(3, 1, 2)],
  tiny: [stage(3), stage(3), stage(3, 1, 2)],
  large: [stage(7, 4), stage(3, 2), stage(3, 1, 2)],
  cells: [stage(4, 4, 1, 0), stage(1), stage(1)],
} as const satisfies Record<string, readonly Stage[]>

const names = [{ en: 'Stage 1', 'zh-CN': '阶段 1' }, { en: 'Stage 2', 'zh-CN': '阶段 2' }, { en: 'Stage 3', 'zh-CN': '阶段 3' }]

interface Options {
  layout: keyof typeof layouts
  widths: number[]
  hidden: number
}

function sites({ layout, widths }: Options, [imageHeight, imageWidth]: ImageShape): SiteAt[] {
  let [height, width] = [imageHeight, imageWidth]
  const stages = layouts[layout].map(({ pool, kernel, stride, padding }, i): SiteAt => {
    const after = (length: number) => convolvedLength(Math.floor(length / pool), kernel, stride, padding)
    ;[height, width] = [after(height), after(width)]
    return { id: `stage${i + 1}`, name: names[i]!, kind: 'map', channels: widths[i]!, height, width }
  })
  return [...stages, scalesSite(stages), headSite(stages.at(-1)!)]
}

export const smallCnn = family<Options>({
  id: 'small-cnn',
  name: { en: 'Small CNN', 'zh-CN': '小型 CNN' },
  summary: { en: 'Three convolutions with batch normalisation. Trains in seconds to minutes on a CPU.', 'zh-CN': '三层卷积加批归一化，在 CPU 上几秒到几分钟即可训练完成。' },
  attends: false,
  names: [],
  options: z.strictObject({
    layout: option(z.enum(['standard', 'tiny', 'large', 'cells']).default('standard'), { en: 'Layout', 'zh-CN': '结构' }, {
      en: 'standard: about 32 px; tiny: 8 to 16 px; large: 96 px and more; cells: looks at each 4 × 4 cell alone.',
      'zh-CN': 'standard：约 32 像素；tiny：8 到 16 像素；large：96 像素以上；cells：单独看每个 4 × 4 格子。',
    }),
    widths: option(z.array(z.int().min(1).max(2048)).length(3).default([16, 32, 48]), { en: 'Channels of the stages', 'zh-CN': '各阶段通道数' }),
    hidden: option(z.int().min(0).max(8192).default(0), { en: 'Hidden width of the head', 'zh-CN': '分类头隐藏层宽度' }, { en: '0 = linear.', 'zh-CN': '0 表示线性。' }),
  }),
  check(options, shape) {
    const [height, width] = shape
    const fits = sites(options, shape).every((site) => site.height >= 1 && site.width >= 1)
    const needed = { standard: 3, tiny: 2, large: 5, cells: 4 }[options.layout]
    if (!fits) throw new FoveaError('invalid', 'engine.image-too-small', { model: `small-cnn, ${options.layout}`, height, width, needed })
  },
  sites,
  build(scope, options, { shape, classes, inserted, fused }) {
    let channels = shape[2]
    const stages = layouts[options.layout].map(({ pool, ...convolution }, i): Layer => {
      const at = scope.child(`stage${i + 1}`)
      const block = convolutionBlock(at, { ...convolution, in: channels, out: options.widths[i]! })
      channels = options.widths[i]!
      const attention = inserted(`stage${i + 1}`, at)
      return chain(pool > 1 ? (x) => maxPool(x, pool) : null, block, attention)
    })
    const at = scope.child('head')
    return chain(staged(stages, fused('scales', scope.child('scales'))), classificationHead(at, { channels, classes, hidden: options.hidden, pool: inserted('head', at) }))
  },
  widen: (options, factor) => ({ ...options, widths: options.widths.map((width) => Math.max(1, Math.round(width * factor))) }),
})
