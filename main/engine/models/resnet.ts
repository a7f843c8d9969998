/**
 * ResNet for small images (He et al. CVPR 2016, §4.2): a 3×3 stem, three stages of n = (depth − 2) / 6 blocks with widths
 * w, 2w, 4w, the later ones halving the map; shortcut A, which has no parameters. ResNet-20: 269,722 parameters for 10 classes.
 */
import { z } from 'zod'
import { option } from '../../../preload/contract/catalogue.ts'
import { FoveaError } from '../../../preload/contract/errors.ts'
import type { MapShape } from '../attention/mechanism.ts'
import { chain, convolutionBlock } from '../layers/blocks.ts'
import type { Layer } from '../layers/context.ts'
import { convolvedLength } from '../layers/convolution.ts'
import { residualBlock } from '../layers/residual.ts'
import { family, type ImageShape, type NamedModel, type SiteAt } from './family.ts'
import { classificationHead } from './head.ts'
import { replacedConvolution } from './replaced-convolution.ts'
import { isImageNetDepth } from './resnet-names.ts'
import { headSite, scalesSite, stageSites, stemSite } from './sites.ts'
import { staged } from './staged.ts'

/** 6n + 2 for n blocks in each of three stages. */
const depths = [...Array.from({ length: 33 }, (_, i) => 6 * (i + 1) + 2), 1202].map(String)
const published = [20, 32, 44, 56, 110]

interface Options {
  depth: string
  width: number
}

const blocks = ({ depth }: Options) => (Number(depth) - 2) / 6

/** The map that leaves the stem (0) or a stage. */
function mapAfter({ width: base }: Options, [imageHeight, imageWidth]: ImageShape, stage: number): MapShape {
  const size = (length: number) => Array.from({ length: Math.max(0, stage - 1) }).reduce<number>((left) => convolvedLength(left, 3, 2), length)
  return { channels: base * 2 ** Math.max(0, stage - 1), height: size(imageHeight), width: size(imageWidth) }
}

function sites(options: Options, shape: ImageShape): SiteAt[] {
  const after = (stage: number) => mapAfter(options, shape, stage)
  return [stemSite(after(0)), ...[1, 2, 3].flatMap((n) => stageSites(n, after(n), after(n), after(n))), scalesSite([1, 2, 3].map(after)), headSite(after(3))]
}

/** 'resnet56_cifar_a', and 'resnet56' where no network for ImageNet has that depth. */
function named(name: string): NamedModel<Options> | null {
  const [, depth = '', cifar] = /^resnet(\d+)(_cifar_a)?$/.exec(name) ?? []
  if (!depths.includes(depth) || (!cifar && isImageNetDepth(Number(depth)))) return null
  return { options: { depth }, side: 32, classes: 10 }
}

export const resnet = family<Options>({
  id: 'resnet',
  name: { en: 'ResNet for small images', 'zh-CN': '小图像 ResNet' },
  summary: { en: 'The residual network in its form for small images, from ResNet-20 to ResNet-110.', 'zh-CN': '用于小图像的残差网络，ResNet-20 到 ResNet-110。' },
  paper: { title: 'Deep Residual Learning for Image Recognition', authors: 'He et al.', venue: 'CVPR', year: 2016, link: 'https://arxiv.org/abs/1512.03385' },
  attends: false,
  names: published.map((depth) => `resnet${depth}_cifar_a`),
  named,
  options: z.strictObject({
    depth: option(z.enum(depths).default('20'), { en: 'Depth', 'zh-CN': '深度' }, { en: 'Three stages of n blocks: 6n + 2.', 'zh-CN': '三个阶段各 n 个模块：6n + 2。' }),
    width: option(z.int().min(1).max(512).default(16), { en: 'Channels of the first stage', 'zh-CN': '第一阶段通道数' }),
  }),
  check(_options, [height, width]) {
    if (Math.min(height, width) < 4) throw new FoveaError('invalid', 'engine.image-too-small', { model: 'resnet', height, width, needed: 4 })
  },
  sites,
  build(scope, options, { shape, classes, inserted, fused, replaced }) {
    const stem = chain(convolutionBlock(scope.child('stem'), { in: shape[2], out: options.width, kernel: 3 }), inserted('stem', scope.child('stem')))
    const stages: Layer[] = []
    let channels = options.width
    for (const stage of [1, 2, 3]) {
      const map = mapAfter(options, shape, stage)
      const parts: (Layer | null)[] = []
      const stageScope = scope.child(`stage${stage}`)
      for (let block = 0; block < blocks(options); block++) {
        const at = stageScope.child(`block${block}`)
        parts.push(residualBlock(at, {
          in: channels, out: map.channels, stride: stage > 1 && block === 0 ? 2 : 1,
          parts: {
            convolution: replacedConvolution(replaced, at, { site: `stage${stage}-convolutions`, map, stride: 1 }),
            inner: inserted(`stage${stage}-inner`, at.child('inner')),
            branch: inserted(`stage${stage}-blocks`, at),
            sum: inserted(`stage${stage}-sums`, at.child('sum')),
          },
        }))
        channels = map.channels
      }
      stages.push(chain(...parts, inserted(`stage${stage}`, stageScope)))
    }
    const head = scope.child('head')
    return chain(stem, staged(stages, fused('scales', scope.child('scales'))), classificationHead(head, { channels, classes, pool: inserted('head', head) }))
  },
  widen: (options, factor) => ({ ...options, width: Math.max(1, Math.round(options.width * factor)) }),
})
