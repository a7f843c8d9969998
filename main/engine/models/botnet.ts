/**
 * Bottleneck Transformer (Srinivas et al. CVPR 2021): a ResNet of bottleneck blocks in which attention over the whole map, with a
 * relative position, takes the place of some 3×3 convolutions; where the convolution had stride 2, mean pooling follows. Query, key and
 * value have no bias and there is no output projection, which is the block's last 1×1 convolution. BoTNet-26t at 256 × 256: 12,488,672.
 */
import { z } from 'zod'
import { option } from '../../../preload/contract/catalogue.ts'
import { FoveaError } from '../../../preload/contract/errors.ts'
import type { MapShape } from '../attention/mechanism.ts'
import { checkSelfAttention, selfAttention } from '../attention/self-attention.ts'
import { positionNames } from '../attention/positions/catalogue.ts'
import type { Activation } from '../layers/activation.ts'
import { chain } from '../layers/blocks.ts'
import type { Layer } from '../layers/context.ts'
import { truncatedNormal } from '../layers/initializers.ts'
import { bottleneckBlock } from '../layers/residual.ts'
import type { Scope } from '../layers/scope.ts'
import { botnetNamed, botnetNames } from './botnet-names.ts'
import { family, type ImageShape, type SiteAt } from './family.ts'
import { classificationHead } from './head.ts'
import { replacedConvolution } from './replaced-convolution.ts'
import { endOf, mapsOf, spatialMap, stemIds, stemOf, type ResNetOptions } from './resnet-imagenet.ts'
import { attentionSite, blocksSite, convolutionsSite, headSite, innerSite, stageSite, stemSite, sumsSite } from './sites.ts'

const patterns = ['none', 'last', 'alternate', 'all'] as const
const positionChoices = ['bot', 'bot-scaled', 'relative-bias', 'rope-2d', 'none'] as const

export interface BotNetOptions extends Pick<ResNetOptions, 'blocks' | 'widths' | 'stem' | 'stemWidth' | 'shortcut'> {
  attention: (typeof patterns)[number][]
  heads: number
  position: (typeof positionChoices)[number]
  activation: Extract<Activation, 'relu' | 'silu'>
}

const stages = [1, 2, 3, 4]

const asResNet = (options: BotNetOptions): ResNetOptions => ({ ...options, block: 'bottleneck', kernels: 'plain' })

function attends({ attention, blocks }: BotNetOptions, stage: number, block: number): boolean {
  const pattern = attention[stage - 1]
  if (pattern === 'alternate') return block % 2 === 1
  return pattern === 'all' || (pattern === 'last' && block === blocks[stage - 1]! - 1)
}

/** What goes into the convolutions, or into the attention, of a stage. */
function insideOf(options: BotNetOptions, maps: MapShape[], stage: number, own: boolean): MapShape[] {
  const all = Array.from({ length: options.blocks[stage - 1]! }, (_, block) => ({ block, map: spatialMap(asResNet(options), maps, stage, block).map }))
  return all.filter(({ block }) => attends(options, stage, block) === own).map(({ map }) => map)
}

function sites(options: BotNetOptions, shape: ImageShape): SiteAt[] {
  const maps = mapsOf(asResNet(options), shape)
  const some = (found: MapShape[], site: (maps: readonly [MapShape, ...MapShape[]]) => SiteAt) => (found.length ? [site(found as [MapShape, ...MapShape[]])] : [])
  const inStage = (n: number) => [
    stageSite(n, maps[n]!), innerSite(n, { ...maps[n]!, channels: options.widths[n - 1]! }), blocksSite(n, maps[n]!), sumsSite(n, maps[n]!),
    ...some(insideOf(options, maps, n, false), (found) => convolutionsSite(n, found)),
    ...some(insideOf(options, maps, n, true), (found) => attentionSite(n, found)),
  ]
  return [stemSite(maps[0]!), ...stages.flatMap(inStage), headSite(maps[4]!)]
}

/** (B, H·W, C) → the same. */
function botAttention(scope: Scope, map: MapShape, { heads, position }: BotNetOptions): Layer {
  const attention = selfAttention(scope, { ...map, extra: 0 }, { mechanism: 'multi-head', heads, position, bias: false, project: false, kernel: truncatedNormal(1 / Math.sqrt(map.channels)) })
  return (x, ctx) => ctx.named('attention', () => attention(x, ctx))
}

const four = <T extends z.ZodType>(entry: T) => z.array(entry).length(4)

export const botnet = family<BotNetOptions>({
  id: 'botnet',
  name: { en: 'Bottleneck Transformer (BoTNet)', 'zh-CN': '瓶颈 Transformer（BoTNet）' },
  summary: { en: 'A ResNet in whose last blocks attention over the whole map takes the place of the 3 × 3 convolution.', 'zh-CN': '最后几个模块中以全图注意力取代 3 × 3 卷积的 ResNet。' },
  paper: { title: 'Bottleneck Transformers for Visual Recognition', authors: 'Srinivas et al.', venue: 'CVPR', year: 2021, link: 'https://arxiv.org/abs/2101.11605' },
  attends: true,
  names: botnetNames,
  named: botnetNamed,
  options: z.strictObject({
    blocks: option(four(z.int().min(1).max(64)).default([1, 1, 2, 2]), { en: 'Blocks of the stages', 'zh-CN': '各阶段模块数' }),
    widths: option(four(z.int().min(1).max(2048)).default([16, 32, 64, 128]), { en: 'Channels of the stages', 'zh-CN': '各阶段通道数' }, { en: 'Inside the blocks, which end four times as wide.', 'zh-CN': '指模块内部，模块输出宽四倍。' }),
    attention: option(four(z.enum(patterns)).default(['none', 'none', 'alternate', 'all']), { en: 'Blocks of each stage that attend', 'zh-CN': '各阶段使用注意力的模块' }, {
      en: 'none, the last one, every second one (alternate) or all of them.',
      'zh-CN': 'none：没有；last：最后一个；alternate：每隔一个；all：全部。',
    }),
    heads: option(z.int().min(1).max(64).default(4), { en: 'Heads', 'zh-CN': '头数' }),
    position: option(z.enum(positionChoices).default('bot'), { en: 'Position', 'zh-CN': '位置编码' }, { en: 'Sources disagree on whether the position is scaled like the scores.', 'zh-CN': '各来源对位置项是否与打分一样缩放做法不同。' }, positionNames(positionChoices)),
    stem: option(z.enum(stemIds).default('small'), { en: 'Stem', 'zh-CN': '首层' }, { en: 'Small keeps the size of the image; the others quarter its sides.', 'zh-CN': 'small 保持图像尺寸，其余把边长缩为四分之一。' }),
    stemWidth: option(z.int().min(1).max(1024).default(16), { en: 'Channels of the stem', 'zh-CN': '首层通道数' }),
    shortcut: option(z.enum(['projected', 'pooled']).default('projected'), { en: 'Shortcut where the size changes', 'zh-CN': '尺寸变化处的捷径' }, undefined, {
      projected: { en: '1 × 1 convolution with stride', 'zh-CN': '带步幅的 1 × 1 卷积' }, pooled: { en: 'mean pooling, then 1 × 1 convolution', 'zh-CN': '平均池化后接 1 × 1 卷积' },
    }),
    activation: option(z.enum(['relu', 'silu']).default('relu'), { en: 'Activation', 'zh-CN': '激活函数' }),
  }),
  check(options, shape) {
    const [height, width] = shape
    if (Math.min(height, width) < 4) throw new FoveaError('invalid', 'engine.image-too-small', { model: 'botnet', height, width, needed: 4 })
    const maps = mapsOf(asResNet(options), shape)
    for (const stage of stages) for (const map of insideOf(options, maps, stage, true)) checkSelfAttention(map, options)
  },
  sites,
  build(scope, options, { shape, classes, inserted, replaced }) {
    const maps = mapsOf(asResNet(options), shape)
    const { activation, shortcut } = options
    const parts: (Layer | null)[] = [stemOf(scope.child('stem'), options, shape[2], activation), inserted('stem', scope.child('stem'))]
    for (const stage of stages) {
      const stageScope = scope.child(`stage${stage}`)
      for (let i = 0; i < options.blocks[stage - 1]!; i++) {
        const at = stageScope.child(`block${i}`)
        const inside = spatialMap(asResNet(options), maps, stage, i)
        const own = attends(options, stage, i)
        const attention: typeof replaced = (site, inner, map) => replaced(site, inner, map) ?? (own ? botAttention(inner.child('attention'), inside.map, options) : null)
        parts.push(bottleneckBlock(at, {
          in: i ? endOf(asResNet(options), stage) : maps[stage - 1]!.channels, out: endOf(asResNet(options), stage), stride: stage > 1 && i === 0 ? 2 : 1, shortcut, activation,
          parts: {
            convolution: replacedConvolution(attention, at, { site: `stage${stage}-${own ? 'attention' : 'convolutions'}`, ...inside }),
            inner: inserted(`stage${stage}-inner`, at.child('inner')),
            branch: inserted(`stage${stage}-blocks`, at),
            sum: inserted(`stage${stage}-sums`, at.child('sum')),
          },
        }))
      }
      parts.push(inserted(`stage${stage}`, stageScope))
    }
    const head = scope.child('head')
    return chain(...parts, classificationHead(head, { channels: endOf(asResNet(options), 4), classes, pool: inserted('head', head) }))
  },
  widen(options, factor) {
    const wide = (width: number) => Math.max(options.heads, options.heads * Math.round((width * factor) / options.heads))
    return { ...options, widths: options.widths.map(wide), stemWidth: Math.max(8, 8 * Math.round((options.stemWidth * factor) / 8)) }
  },
})
