/** Layers and blocks against PyTorch, timm, Transformers and vit-pytorch. */
import { describe, expect, test } from 'vitest'
import { mechanismById } from '../../../main/engine/attention/catalogue.ts'
import { sine1dTable } from '../../../main/engine/attention/positions/sine-1d.ts'
import { sine2dTable } from '../../../main/engine/attention/positions/sine-2d.ts'
import { toTokens } from '../../../main/engine/attention/tokens.ts'
import type { TapMeta } from '../../../main/engine/layers/context.ts'
import { residualBlock } from '../../../main/engine/layers/residual.ts'
import { convolve, depthwise, type ConvolutionConfig } from '../../../main/engine/layers/convolution.ts'
import { batchNormalization, layerNormalization } from '../../../main/engine/layers/normalization.ts'
import { cctBlock } from '../../../main/engine/models/cct-block.ts'
import { cctTokenizer } from '../../../main/engine/models/cct-tokenizer.ts'
import { vitBlock } from '../../../main/engine/models/vit-block.ts'
import { readGolden } from '../../golden-reader.ts'
import { compareWithGolden, near, type Comparison } from './check.ts'

const meta: TapMeta = { kind: 'attention', mechanism: 'test', keyGrid: [1, 1], queryGrid: null, extra: 0 }
const variance = (ours: string) => ours.replace('variance', 'var')

describe('convolution', () => {
  const of = (config: Omit<ConvolutionConfig, 'bias'>): Comparison['build'] => (scope) => {
    const layer = convolve(scope, { ...config, bias: true })
    return ({ x }, ctx) => layer(x!, ctx)
  }
  test('stride 2, symmetric padding', () => compareWithGolden('convolution', 'conv_s2_p1', { build: of({ in: 4, out: 6, kernel: 3, stride: 2 }) }))
  test('dilation 2', () => compareWithGolden('convolution', 'conv_dil2', { build: of({ in: 4, out: 6, kernel: 3, dilation: 2 }) }))
  test('4 groups', () => compareWithGolden('convolution', 'conv_grouped', { build: of({ in: 8, out: 12, kernel: 3, groups: 4 }) }))
  test('depthwise, stride 2', () =>
    compareWithGolden('convolution', 'depthwise_s2', {
      build(scope) {
        const layer = depthwise(scope, { channels: 4, kernel: 5, stride: 2, bias: true })
        return ({ x }, ctx) => layer(x!, ctx)
      },
    }))
})

describe('normalisation', () => {
  const batch: Comparison['build'] = (scope, { config, tensors }) => {
    const { momentum, eps } = config as { momentum: number; eps: number }
    const layer = batchNormalization(scope, tensors.get('weight.gamma')!.shape[0]!, { momentum, epsilon: eps })
    return ({ x }, ctx) => layer(x!, ctx)
  }
  for (const name of ['bn_eval', 'bn_train', 'bn_train_momentum_0.01_eps_1e-3']) test(name, () => compareWithGolden('batch_norm', name, { build: batch, names: variance }))
  for (const name of ['layer_norm', 'layer_norm_eps1e-6'])
    test(name, () =>
      compareWithGolden('layer_norm', name, {
        build(scope, { config, tensors }) {
          const layer = layerNormalization(scope, tensors.get('weight.gamma')!.shape[0]!, config['eps'] as number)
          return ({ x }, ctx) => layer(x!, ctx)
        },
      }))
})

describe('residual block', () => {
  const names = (ours: string) =>
    variance(ours).replace('first/convolution/', 'conv1.').replace('first/norm/', 'bn1.').replace('second/convolution/', 'conv2.').replace('second/norm/', 'bn2.').replace('se/squeeze/', 'se.fc1.').replace('se/excite/', 'se.fc2.')
  test('plain', () =>
    compareWithGolden('residual_block', 'resnet_basic_block', {
      names,
      build(scope) {
        const layer = residualBlock(scope, { in: 8, out: 8 })
        return ({ x }, ctx) => layer(x!, ctx)
      },
    }))
  test('with squeeze-and-excitation in the branch, training', () =>
    compareWithGolden('residual_block', 'resnet_basic_block_se_train', {
      names,
      build(scope) {
        const se = mechanismById.get('se')!
        const branch = se.build(scope.child('se'), se.options.parse({ reduction: 1 }), { channels: 8, height: 6, width: 5 })
        const layer = residualBlock(scope, { in: 8, out: 8, parts: { branch } })
        return ({ x }, ctx) => layer(x!, ctx)
      },
    }))
})

describe('transformers', () => {
  const fused = (ours: string): string | [string, number, number] => {
    const place = ['query', 'key', 'value'].findIndex((name) => ours.includes(`/${name}/`))
    return place < 0 ? ours : [ours.replace(/\/(query|key|value)\//, '/qkv/'), place, 3]
  }
  const through = (rename: (ours: string) => string) => (ours: string): string | [string, number, number] => {
    const named = fused(ours)
    return typeof named === 'string' ? rename(named) : [rename(named[0]), named[1], named[2]]
  }
  test('patch embedding', () =>
    compareWithGolden('patch_embedding', 'patch_embed', {
      names: (ours) => `proj.${ours}`,
      build(scope) {
        const embed = convolve(scope, { in: 3, out: 24, kernel: 4, stride: 4, padding: 0, bias: true })
        return ({ x }, ctx) => toTokens(embed(x!, ctx))
      },
    }))
  test('ViT block, timm', () =>
    compareWithGolden('vit_block', 'vit_block_timm', {
      names: through((ours) => ours.replace('attention/qkv/', 'attn.qkv.').replace('attention/out/', 'attn.proj.').replace('mlp/first/', 'mlp.fc1.').replace('mlp/second/', 'mlp.fc2.').replace('/', '.')),
      build(scope) {
        const block = vitBlock(scope, { width: 16, heads: 4, hidden: 64, epsilon: 1e-5, meta })
        return ({ x }, ctx) => block(x!, ctx)
      },
    }))
  test('ViT block, Transformers', () =>
    compareWithGolden('vit_block', 'vit_layer_hf', {
      names: (ours) =>
        ours.replace(/^attention\/(\w)\w+\//, 'attention.$1_proj.').replace('norm1/', 'layernorm_before.').replace('norm2/', 'layernorm_after.').replace('mlp/first/', 'mlp.fc1.').replace('mlp/second/', 'mlp.fc2.'),
      build(scope) {
        const block = vitBlock(scope, { width: 16, heads: 4, hidden: 32, epsilon: 1e-12, meta })
        return ({ x }, ctx) => block(x!, ctx)
      },
    }))
  test('CCT block', () =>
    compareWithGolden('cct', 'cct_block', {
      names: through((ours) =>
        ours.replace('attention/qkv/', 'self_attn.qkv.').replace('attention/out/', 'self_attn.proj.').replace('mlp/first/', 'linear1.').replace('mlp/second/', 'linear2.').replace('preNorm/', 'pre_norm.').replace('norm/', 'norm1.')),
      build(scope) {
        const block = cctBlock(scope, { width: 16, heads: 2, hidden: 16, meta })
        return ({ x }, ctx) => block(x!, ctx)
      },
    }))
  test('CCT tokenizer', () =>
    compareWithGolden('cct', 'cct_tokenizer_1', {
      names: (ours) => ours.replace('convolution0/', 'conv_layers.0.0.'),
      build(scope) {
        const tokenize = cctTokenizer(scope, { in: 3, width: 16, tokenizer: 'convolutions', convolutions: 1, kernel: 3, stride: 1, patch: 1 })
        return ({ x }, ctx) => toTokens(tokenize(x!, ctx))
      },
    }))
})

describe('positions', () => {
  test('2-D sine, timm', () => {
    const { tensors } = readGolden('position_encoding', 'sincos2d_timm')
    near('4 × 6, 16 wide', sine2dTable(4, 6, 16), tensors.get('output.h4w6d16')!, 1e-6)
    // The reversed order differs, so the comparison sees the order of the columns.
    expect(() => near('reversed', sine2dTable(4, 6, 16), tensors.get('output.h4w6d16_reversed')!, 1e-6)).toThrow()
  })
  test('1-D sine, CCT', () => {
    const { tensors } = readGolden('position_encoding', 'sine1d_cct')
    // The source itself computes in single precision: 64 · 1e-7 of error in the angle.
    near('10 × 16', sine1dTable(10, 16), tensors.get('output.n10d16')!, 1e-5)
    near('64 × 8', sine1dTable(64, 8), tensors.get('output.n64d8')!, 1e-5)
  })
})
