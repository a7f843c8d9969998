/**
 * EdgeNeXt (Maaz et al. ECCV Workshops 2022): four stages of depthwise convolutions with ever larger kernels; from the second on, each
 * ends in a block whose channels attend to one another. edgenext_xx_small: 1,327,216 parameters.
 */
import { z } from 'zod'
import { option } from '../../../preload/contract/catalogue.ts'
import { FoveaError } from '../../../preload/contract/errors.ts'
import type { MapShape } from '../attention/mechanism.ts'
import { checkHeads } from '../attention/multi-head-attention.ts'
import { chain } from '../layers/blocks.ts'
import type { Layer } from '../layers/context.ts'
import { convolve } from '../layers/convolution.ts'
import { dense } from '../layers/dense.ts'
import { truncatedNormal } from '../layers/initializers.ts'
import { layerNormalization } from '../layers/normalization.ts'
import { meanPool } from '../layers/pooling.ts'
import type { Scope } from '../layers/scope.ts'
import { convolutionalBlock, splitTransposeBlock } from './edgenext-blocks.ts'
import { edgeNeXtNamed, edgeNeXtNames, type EdgeNeXtSize } from './edgenext-sizes.ts'
import { family, type BuildInput, type ImageShape, type SiteAt } from './family.ts'
import { replacedConvolution } from './replaced-convolution.ts'
import { attentionSite, blocksSite, convolutionsSite, headSite, stageSite, stemSite, sumsSite } from './sites.ts'
import { depthDropoutOf } from './transformer-branches.ts'

interface Options extends EdgeNeXtSize {
  depthDropout: number
}

const STAGES = [1, 2, 3, 4] as const
const EPSILON = 1e-6
const KERNELS = [3, 5, 7, 9]
/** Parts into which the attending block splits its channels; the first stage has no such block. */
const SCALES = [0, 2, 3, 4]
/** The stage whose attending block is told where its places are. */
const PLACED = 2

const attends = (stage: number) => stage > 1
/** Blocks of a stage without attention. */
const convolutional = (stage: number, { depths }: Options) => depths[stage - 1]! - (attends(stage) ? 1 : 0)

/** The map after a stage; 0 is the stem. */
function mapAfter(stage: number, { stemStride, widths }: Options, [height, width]: ImageShape): MapShape {
  const size = (length: number) => Math.floor(length / (stemStride * 2 ** Math.max(0, stage - 1)))
  return { channels: widths[Math.max(0, stage - 1)]!, height: size(height), width: size(width) }
}

function sites(options: Options, shape: ImageShape): SiteAt[] {
  const stages = STAGES.flatMap((n) => {
    const map = mapAfter(n, options, shape)
    return [stageSite(n, map), blocksSite(n, map), sumsSite(n, map), ...(convolutional(n, options) ? [convolutionsSite(n, map)] : []), ...(attends(n) ? [attentionSite(n, map)] : [])]
  })
  return [stemSite(mapAfter(0, options, shape)), ...stages, headSite(mapAfter(4, options, shape))]
}

/** A convolution without overlap that makes the map smaller. */
const shrink = (scope: Scope, from: number, out: number, stride: number): Layer =>
  convolve(scope.child('convolution'), { in: from, out, kernel: stride, stride, padding: 0, bias: true, initializer: truncatedNormal(0.02) })

function stageLayers(scope: Scope, stage: number, options: Options, { shape, inserted, replaced }: BuildInput): Layer {
  const { widths, depths, heads, layerScale } = options
  const map = mapAfter(stage, options, shape)
  const between = () => chain(layerNormalization(scope.child('shrink/norm'), widths[stage - 2]!, EPSILON), shrink(scope.child('shrink'), widths[stage - 2]!, map.channels, 2))
  const before = depths.slice(0, stage - 1).reduce((a, b) => a + b, 0)
  const blocks = Array.from({ length: depths[stage - 1]! }, (_, i) => {
    const at = scope.child(`block${i}`)
    const config = {
      map, scale: layerScale, depthDropout: depthDropoutOf(options.depthDropout, before + i, depths.reduce((a, b) => a + b)),
      branch: inserted(`stage${stage}-blocks`, at), after: inserted(`stage${stage}-sums`, at.child('sum')),
    }
    if (i < convolutional(stage, options)) return convolutionalBlock(at, KERNELS[stage - 1]!, replacedConvolution(replaced, at.child('depthwise'), { site: `stage${stage}-convolutions`, map, stride: 1 }), config)
    return splitTransposeBlock(at, { ...config, heads, scales: SCALES[stage - 1]!, positions: stage === PLACED, replaced: (inner) => replaced(`stage${stage}-attention`, inner) })
  })
  return chain(attends(stage) ? between() : null, ...blocks)
}

const list = (first: number[], most: number) => z.array(z.int().min(1).max(most)).length(4).default(first)

export const edgeNeXt = family<Options>({
  id: 'edgenext',
  name: { en: 'EdgeNeXt', 'zh-CN': 'EdgeNeXt' },
  summary: {
    en: 'A mobile CNN of depthwise convolutions in which, late in each stage, channels attend to channels. Attention costs no more on larger images than a convolution does.',
    'zh-CN': '由深度卷积构成的移动端 CNN，在每个阶段末尾由通道关注通道。图像变大时，这种注意力的代价增长与卷积相当。',
  },
  paper: { title: 'EdgeNeXt: Efficiently Amalgamated CNN-Transformer Architecture for Mobile Vision Applications', authors: 'Maaz et al.', venue: 'ECCV Workshops', year: 2022, link: 'https://arxiv.org/abs/2206.10589' },
  attends: true,
  names: edgeNeXtNames,
  named: edgeNeXtNamed,
  options: z.strictObject({
    stemStride: option(z.literal([2, 4]).default(2), { en: 'Patch size of the stem', 'zh-CN': '首层图像块大小' }, { en: '4 in the published models, made for 256 pixels.', 'zh-CN': '公布的模型面向 256 像素，取 4。' }),
    widths: option(list([24, 48, 64, 96], 2048), { en: 'Widths of the stages', 'zh-CN': '各阶段宽度' }),
    depths: option(list([2, 2, 2, 2], 64), { en: 'Layers of the stages', 'zh-CN': '各阶段层数' }),
    heads: option(z.int().min(1).max(64).default(4), { en: 'Heads', 'zh-CN': '头数' }),
    layerScale: option(z.number().min(0).max(1).default(0.1), { en: 'Layer scale, first value', 'zh-CN': 'LayerScale 初值' }, { en: '1e-6 in the published models, which train long.', 'zh-CN': '公布的模型训练时间长，取 1e-6。' }),
    depthDropout: option(z.number().min(0).max(0.9).default(0), { en: 'Stochastic depth', 'zh-CN': '随机深度' }, { en: 'Of the last layer; earlier ones have less.', 'zh-CN': '指最后一层，前面的层更小。' }),
  }),
  check({ widths, heads, stemStride }, [height, width]) {
    widths.slice(1).forEach((each) => checkHeads(each, heads))
    STAGES.filter(attends).forEach((stage) => {
      const [channels, needed] = [widths[stage - 1]!, SCALES[stage - 1]!]
      if (Math.ceil(channels / needed) * (needed - 1) >= channels) throw new FoveaError('invalid', 'engine.map-too-narrow', { mechanism: 'edgenext', needed: needed * needed, channels })
    })
    const needed = stemStride * 8
    if (Math.min(height, width) < needed) throw new FoveaError('invalid', 'engine.image-too-small', { model: 'edgenext', height, width, needed })
  },
  sites,
  build(scope, options, input) {
    const { shape, classes, inserted } = input
    const stem = scope.child('stem')
    const parts: (Layer | null)[] = [shrink(stem, shape[2], options.widths[0]!, options.stemStride), layerNormalization(stem.child('norm'), options.widths[0]!, EPSILON), inserted('stem', stem)]
    for (const stage of STAGES) {
      const at = scope.child(`stage${stage}`)
      parts.push(stageLayers(at, stage, options, input), inserted(`stage${stage}`, at))
    }
    const width = options.widths[3]!
    const head = scope.child('head')
    const pool = inserted('head', head)
    const [norm, classify] = [layerNormalization(head.child('norm'), width, EPSILON), dense(head.child('classifier'), { in: width, out: classes, kernel: truncatedNormal(0.02) })]
    const features = chain(...parts)
    return (x, ctx) => {
      const map = features(x, ctx)
      ctx.tap('features', map, { kind: 'features', mechanism: 'features', keyGrid: [map.shape[1]!, map.shape[2]!], queryGrid: null, extra: 0 })
      return classify(norm(pool ? pool(map, ctx) : meanPool(map), ctx), ctx)
    }
  },
  widen: (options, factor) => ({ ...options, widths: options.widths.map((width) => Math.max(4, Math.round((width * factor) / options.heads)) * options.heads) }),
})
