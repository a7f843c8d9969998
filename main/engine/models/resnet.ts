/**
 * ResNet for small images (He et al. CVPR 2016, §4.2): a 3×3 stem, three stages of n = (depth − 2) / 6 blocks with widths
 * w, 2w, 4w, the later ones halving the map; shortcut A, which has no parameters. ResNet-20: 269,722 parameters for 10 classes.
 */
import { z } from 'zod'
import { option } from '../../../preload/contract/catalogue.ts'
import { FoveaError } from '../../../preload/contract/errors.ts'
import { chain, convolutionBlock, residualBlock } from '../layers/blocks.ts'
import type { Layer } from '../layers/context.ts'
import { convolvedLength } from '../layers/convolution.ts'
import { family, type ImageShape, type SiteAt } from './family.ts'
import { classificationHead } from './head.ts'

interface Options {
  depth: '20' | '32' | '44' | '56' | '110'
  width: number
}

const blocks = ({ depth }: Options) => (Number(depth) - 2) / 6

function sites({ width: base }: Options, [imageHeight, imageWidth]: ImageShape): SiteAt[] {
  const map = (stage: number) => {
    const size = (length: number) => (stage > 1 ? convolvedLength(stage > 2 ? convolvedLength(length, 3, 2) : length, 3, 2) : length)
    return { kind: 'map' as const, channels: base * 2 ** Math.max(0, stage - 1), height: size(imageHeight), width: size(imageWidth) }
  }
  const stages = [1, 2, 3].flatMap((n): SiteAt[] => [
    { ...map(n), id: `stage${n}`, name: { en: `After stage ${n}`, 'zh-CN': `阶段 ${n} 之后` } },
    { ...map(n), id: `stage${n}-blocks`, name: { en: `In every block of stage ${n}`, 'zh-CN': `阶段 ${n} 的每个模块内` } },
  ])
  return [
    { ...map(0), id: 'stem', name: { en: 'After the stem', 'zh-CN': '首层之后' } },
    ...stages,
    { ...map(3), id: 'head', kind: 'head', name: { en: 'Head', 'zh-CN': '分类头' } },
  ]
}

export const resnet = family<Options>({
  id: 'resnet',
  name: { en: 'ResNet', 'zh-CN': 'ResNet' },
  summary: { en: 'The residual network for small images, ResNet-20 to ResNet-110.', 'zh-CN': '用于小图像的残差网络，ResNet-20 到 ResNet-110。' },
  paper: { title: 'Deep Residual Learning for Image Recognition', authors: 'He et al.', venue: 'CVPR', year: 2016, link: 'https://arxiv.org/abs/1512.03385' },
  attends: false,
  names: [],
  options: z.strictObject({
    depth: option(z.enum(['20', '32', '44', '56', '110']).default('20'), { en: 'Depth', 'zh-CN': '深度' }),
    width: option(z.int().min(1).max(512).default(16), { en: 'Channels of the first stage', 'zh-CN': '第一阶段通道数' }),
  }),
  check(_options, [height, width]) {
    if (Math.min(height, width) < 4) throw new FoveaError('invalid', 'engine.image-too-small', { model: 'resnet', height, width, needed: 4 })
  },
  sites,
  build(scope, options, { shape, classes, inserted }) {
    const parts: Layer[] = []
    const add = (layer: Layer | null) => { if (layer) parts.push(layer) }
    add(convolutionBlock(scope.child('stem'), { in: shape[2], out: options.width, kernel: 3 }))
    add(inserted('stem', scope.child('stem')))
    let channels = options.width
    for (const stage of [1, 2, 3]) {
      const out = options.width * 2 ** (stage - 1)
      const stageScope = scope.child(`stage${stage}`)
      for (let block = 0; block < blocks(options); block++) {
        const at = stageScope.child(`block${block}`)
        const branch = inserted(`stage${stage}-blocks`, at) ?? undefined
        add(residualBlock(at, { in: channels, out, stride: stage > 1 && block === 0 ? 2 : 1, branch }))
        channels = out
      }
      add(inserted(`stage${stage}`, stageScope))
    }
    const head = scope.child('head')
    add(classificationHead(head, { channels, classes, pool: inserted('head', head) }))
    return chain(...parts)
  },
  widen: (options, factor) => ({ ...options, width: Math.max(1, Math.round(options.width * factor)) }),
})
