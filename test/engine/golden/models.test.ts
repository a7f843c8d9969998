/** Whole models against timm, vit-pytorch and the paper, and exact counts. */
import { describe, expect, test } from 'vitest'
import { buildModel, countParameters } from '../../../main/engine/models/catalogue.ts'
import { compareWithGolden, type Comparison } from './check.ts'

const variant = (model: string, options: Record<string, unknown> = {}) => ({ model, with: options, insert: [] })

const of = (model: string, options: Record<string, unknown> = {}): Comparison['build'] => (scope) => {
  const layer = buildModel(scope, variant(model, options), { shape: [32, 32, 3], classes: 10 })
  return ({ x }, ctx) => layer(x!, ctx)
}

/** Ours keep query, key and value apart. */
const fused = (ours: string, rename: (ours: string) => string): string | [string, number, number] => {
  const place = ['query', 'key', 'value'].findIndex((name) => ours.includes(`/${name}/`))
  const named = rename(ours.replace(/\/(query|key|value)\//, '/qkv/'))
  return place < 0 ? named : [named, place, 3]
}

describe('models', () => {
  test('ResNet-20 with shortcut A', () =>
    compareWithGolden('model', 'resnet20_a', {
      build: of('resnet'),
      names: (ours) =>
        ours.replace('variance', 'var').replace(/^stem\/convolution\//, 'conv1.').replace(/^stem\/norm\//, 'bn1.').replace('head/classifier/', 'fc.')
          .replace(/^stage(\d)\/block(\d)\//, (_, stage: string, block: string) => `layers.${3 * (Number(stage) - 1) + Number(block)}.`)
          .replace('first/convolution/', 'conv1.').replace('first/norm/', 'bn1.').replace('second/convolution/', 'conv2.').replace('second/norm/', 'bn2.'),
    }))
  test('CCT-2/3x2', () =>
    compareWithGolden('model', 'cct_2_3x2_32', {
      build: of('cct'),
      names: (ours) =>
        fused(ours, (name) =>
          name.replace(/^tokens\/convolution(\d)\//, 'tokenizer.conv_layers.$1.0.').replace('position/position', 'classifier.positional_emb').replace('head/pool/', 'classifier.attention_pool.').replace('head/classifier/', 'classifier.fc.')
            .replace(/^norm\//, 'classifier.norm.').replace(/^block(\d)\//, 'classifier.blocks.$1.').replace('attention/qkv/', 'self_attn.qkv.').replace('attention/out/', 'self_attn.proj.')
            .replace('mlp/first/', 'linear1.').replace('mlp/second/', 'linear2.').replace('preNorm/', 'pre_norm.').replace('.norm/', '.norm1.')),
    }))
  test('ViT with a class token', () =>
    compareWithGolden('model', 'vit_32_p8_d48_l3_h3', {
      build: of('vit', { patch: 8, width: 48, depth: 3, heads: 3 }),
      names: (ours) =>
        fused(ours, (name) =>
          name.replace(/^patches\//, 'patch_embed.proj.').replace(/^cls$/, 'cls_token').replace('position/position', 'pos_embed').replace('head/classifier/', 'head.')
            .replace(/^block(\d)\//, 'blocks.$1.').replace('attention/qkv/', 'attn.qkv.').replace('attention/out/', 'attn.proj.').replace('mlp/first/', 'mlp.fc1.').replace('mlp/second/', 'mlp.fc2.').replace('/', '.')),
    }))
})

describe('published counts of parameters', () => {
  const imageNet = { shape: [224, 224, 3], classes: 1000 } as const
  const cifar = { shape: [32, 32, 3], classes: 10 } as const
  test.each([
    ['ViT-B/16', variant('vit', { patch: 16, width: 768, depth: 12, heads: 12 }), imageNet, 86_567_656],
    ['ViT-S/16', variant('vit', { patch: 16, width: 384, depth: 12, heads: 6 }), imageNet, 22_050_664],
    ['ViT-Ti/16', variant('vit', { patch: 16, width: 192, depth: 12, heads: 3 }), imageNet, 5_717_416],
    ['ResNet-20', variant('resnet'), cifar, 269_722],
    ['ResNet-56', variant('resnet', { depth: '56' }), cifar, 853_018],
    ['CCT-2/3x2', variant('cct'), cifar, 283_723],
    ['CCT-4/3x2', variant('cct', { layers: 4 }), cifar, 482_123],
    ['CCT-7/3x1', variant('cct', { layers: 7, heads: 4, width: 256, ratio: 2, convolutions: 1 }), cifar, 3_760_139],
  ])('%s', (_name, model, task, expected) => expect(countParameters(model, task)).toBe(expected))
})
