/**
 * Swin Transformer (Liu et al. ICCV 2021, CVPR 2022): patches, then stages of blocks that attend in windows, every second block's
 * shifted by half a window; between stages patches merge, so the map halves and its width doubles. Swin-T 28,288,354 parameters,
 * 4,490,566,656 multiply-adds at 224 × 224. Small by default, for images of 32 × 32.
 */
import { z } from 'zod'
import { option } from '../../../preload/contract/catalogue.ts'
import { FoveaError } from '../../../preload/contract/errors.ts'
import { checkWindowAttention } from '../attention/window-attention.ts'
import type { MapShape } from '../attention/mechanism.ts'
import { chain } from '../layers/blocks.ts'
import type { Layer } from '../layers/context.ts'
import { convolve } from '../layers/convolution.ts'
import { fanInUniform } from '../layers/initializers.ts'
import { layerNormalization } from '../layers/normalization.ts'
import { family, type ImageShape } from './family.ts'
import { classificationHead } from './head.ts'
import { attentionSite, headSite, stageSite, stemSite } from './sites.ts'
import { patchMerging, swinBlock, type SwinVersion } from './swin-block.ts'
import { swinNamed, swinNames } from './swin-sizes.ts'

export interface SwinOptions {
  version: SwinVersion
  patch: number
  width: number
  depths: number[]
  heads: number[]
  window: number
  ratio: number
  dropout: number
  depthDropout: number
}

/** The map in each stage, the first one also after the patches. */
function maps({ patch, width, depths }: SwinOptions, [imageHeight, imageWidth]: ImageShape): MapShape[] {
  const after = (length: number, stage: number) => Math.ceil(length / patch / 2 ** stage)
  return depths.map((_, i) => ({ channels: width * 2 ** i, height: after(imageHeight, i), width: after(imageWidth, i) }))
}

const windowOf = ({ version, heads, window }: SwinOptions, stage: number, shifted: boolean) => ({
  heads: heads[stage]!, window, shifted, score: version === '2' ? ('cosine' as const) : ('scaled-dot' as const), position: version === '2' ? ('continuous-bias' as const) : ('relative-bias' as const),
})

const perStage = <T extends z.ZodType>(entry: T) => z.array(entry).min(1).max(6)

export const swin = family<SwinOptions>({
  id: 'swin',
  name: { en: 'Swin Transformer', 'zh-CN': 'Swin Transformer' },
  summary: {
    en: 'Attends inside small windows that shift from block to block, over maps that shrink from stage to stage as in a CNN.',
    'zh-CN': '在小窗口内计算注意力，窗口逐块移位；特征图像 CNN 那样逐阶段缩小。',
  },
  paper: { title: 'Swin Transformer: Hierarchical Vision Transformer using Shifted Windows', authors: 'Liu et al.', venue: 'ICCV', year: 2021, link: 'https://arxiv.org/abs/2103.14030' },
  attends: true,
  names: swinNames,
  named: swinNamed,
  options: z.strictObject({
    version: option(z.enum(['1', '2']).default('1'), { en: 'Version', 'zh-CN': '版本' }, {
      en: 'V2 normalises after each branch, scores by the cosine and has the continuous position bias.',
      'zh-CN': 'V2 在每个分支之后归一化，用余弦打分与连续位置偏置。',
    }, { '1': { en: 'Swin', 'zh-CN': 'Swin' }, '2': { en: 'Swin V2', 'zh-CN': 'Swin V2' } }),
    patch: option(z.int().min(1).max(32).default(2), { en: 'Patch size', 'zh-CN': '图像块大小' }),
    width: option(z.int().min(1).max(1024).default(32), { en: 'Width of the first stage', 'zh-CN': '第一阶段的宽度' }),
    depths: option(perStage(z.int().min(1).max(48)).default([2, 2, 2]), { en: 'Blocks of the stages', 'zh-CN': '各阶段的模块数' }),
    heads: option(perStage(z.int().min(1).max(64)).default([2, 4, 8]), { en: 'Heads of the stages', 'zh-CN': '各阶段的头数' }),
    window: option(z.int().min(1).max(64).default(4), { en: 'Window', 'zh-CN': '窗口' }, { en: 'Places along each side.', 'zh-CN': '每边的位置数。' }),
    ratio: option(z.number().min(0.5).max(8).default(4), { en: 'Width of the MLP, times the width', 'zh-CN': 'MLP 宽度与宽度之比' }),
    dropout: option(z.number().min(0).max(0.9).default(0), { en: 'Dropout', 'zh-CN': 'Dropout' }),
    depthDropout: option(z.number().min(0).max(0.9).default(0.1), { en: 'Stochastic depth', 'zh-CN': '随机深度' }, { en: 'Of the last block; earlier ones have less.', 'zh-CN': '指最后一个模块，前面的更小。' }),
  }),
  check(options, shape) {
    const { patch, depths, heads } = options
    const [height, width] = shape
    if (height % patch || width % patch) throw new FoveaError('invalid', 'engine.patch-divides', { height, width, patch })
    if (heads.length !== depths.length) throw new FoveaError('invalid', 'engine.option-length', { option: 'heads', owner: 'swin', limit: depths.length })
    maps(options, shape).forEach((map, i) => checkWindowAttention(map, windowOf(options, i, true)))
  },
  sites(options, shape) {
    const stages = maps(options, shape)
    return [stemSite(stages[0]!), ...stages.flatMap((map, i) => [stageSite(i + 1, map), attentionSite(i + 1, map)]), headSite(stages.at(-1)!)]
  },
  build(scope, options, { shape, classes, inserted, replaced }) {
    const { version, patch, width, depths, ratio, dropout, depthDropout } = options
    const stages = maps(options, shape)
    const last = depths.reduce((a, b) => a + b, 0) - 1
    const parts: Layer[] = [
      convolve(scope.child('patches'), { in: shape[2], out: width, kernel: patch, stride: patch, padding: 0, bias: true, initializer: fanInUniform() }),
      layerNormalization(scope.child('patches/norm'), width),
    ]
    const add = (layer: Layer | null) => { if (layer) parts.push(layer) }
    add(inserted('stem', scope.child('stem')))
    let before = 0
    stages.forEach((map, i) => {
      const at = scope.child(`stage${i + 1}`)
      if (i) add(patchMerging(at.child('merging'), map.channels / 2, version))
      for (let block = 0; block < depths[i]!; block++, before++) {
        const { heads, window, shifted } = windowOf(options, i, block % 2 === 1)
        add(swinBlock(at.child(`block${block}`), {
          map, heads, window, shifted, version, hidden: Math.round(ratio * map.channels), dropout, depthDropout: last ? (depthDropout * before) / last : depthDropout,
          replaced: (inner) => replaced(`stage${i + 1}-attention`, inner),
        }))
      }
      add(inserted(`stage${i + 1}`, at))
    })
    const { channels } = stages.at(-1)!
    add(layerNormalization(scope.child('norm'), channels))
    const head = scope.child('head')
    add(classificationHead(head, { channels, classes, pool: inserted('head', head) }))
    return chain(...parts)
  },
  widen(options, factor) {
    // The width of every stage must remain a multiple of its heads.
    const unit = options.heads.reduce((width, heads, i) => { while ((width * 2 ** i) % heads) width++; return width }, 1)
    return { ...options, width: Math.max(unit, Math.round((options.width * factor) / unit) * unit) }
  },
})
