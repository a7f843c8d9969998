/** Multiply-adds counted from recordings against published counts (torch's counter: convolutions and all matrix products). */
import { beforeAll, expect, test } from 'vitest'
import { costOfVariant } from '../../../main/engine/inference/cost.ts'
import { loadTensorFlow } from '../../../main/engine/tensorflow/load.ts'

beforeAll(async () => { await loadTensorFlow() })

const variant = (model: string, options: Record<string, unknown> = {}, at = '', mechanism = '') => ({
  id: 'counted', name: 'Counted', model, with: options, insert: mechanism ? [{ at, mechanism, with: {} }] : [], role: 'tried' as const,
})

test.each([
  ['ResNet-20', variant('resnet'), [32, 32, 3], 10, 40_551_040, 40_551_040],
  ['CCT-2/3x2', variant('cct'), [32, 32, 3], 10, 35_341_568, 33_236_224],
  ['CCT-4/3x2', variant('cct_4_3x2_32'), [32, 32, 3], 10, 50_021_632, 45_819_136],
  ['CCT-7/3x1', variant('cct_7_3x1_32'), [32, 32, 3], 10, 1_181_616_640, 946_670_080],
  ['MobileViT-XXS', variant('mobilevit_xxs'), [256, 256, 3], 1000, 407_364_096, 329_179_648],
  ['MobileViT-XXS, its last map resized', variant('mobilevit_xxs'), [224, 224, 3], 1000, 301_495_296, 255_420_928],
  ['MobileViT-S', variant('mobilevit_s'), [256, 256, 3], 1000, 2_000_831_488, 1_823_196_160],
  ['SK-ResNet-18, dilated on maps of 7 × 7', variant('skresnet18'), [224, 224, 3], 1000, 1_814_337_536, 1_814_337_536],
  ['ViT-Ti/16', variant('vit_tiny_patch16_224'), [224, 224, 3], 1000, 1_253_683_200, 1_074_851_328],
  ['ViT-S/16', variant('vit_small_patch16_224'), [224, 224, 3], 1000, 4_598_882_304, 4_241_218_560],
] as const)('%s', (_name, model, shape, classes, macs, withoutProducts) => {
  const cost = costOfVariant(model, [...shape], classes)
  expect([cost.macs, cost.macsWithoutAttentionProducts]).toEqual([macs, withoutProducts])
})

test.each([
  ['multi-head', 'stage3', 4 * 64 * 48 ** 2 + 2 * 64 ** 2 * 48],
  ['conv-multi-head', 'stage3', 4 * 64 * 48 ** 2 + 2 * 64 ** 2 * 48],
  ['multi-query', 'stage3', 2 * 64 * 48 ** 2 + 2 * 16 * 48 * 12 + 2 * 9 * 16 * 48 + 2 * 64 * 16 * 48],
  ['attention-pool', 'head', 2 * 65 * 48 ** 2 + 2 * 65 * 48 + 2 * 48 ** 2],
  ['latent-pool', 'head', 2 * 64 * 48 ** 2 + 2 * 64 * 48 + 6 * 48 ** 2],
  ['class-attention', 'head', 2 * 65 * 48 ** 2 + 2 * 65 * 48 + 2 * 48 ** 2],
  ['non-local', 'stage3', 4 * 64 * 48 * 24 + 2 * 64 ** 2 * 24],
  ['se', 'stage3', 2 * 48 * 3],
  ['softmax-pooling', 'head', 2 * 64 * 48],
  ['sagan', 'stage3', 64 * 48 * (6 + 6 + 24 + 24) + 64 * 16 * (6 + 24)],
  ['sequence-pooling', 'head', 2 * 64 * 48],
  ['global-context', 'stage3', 2 * 64 * 48 + 2 * 48 * 3],
  ['double-attention', 'stage3', 4 * 64 * 48 * 12 + 2 * 64 * 12 * 12],
  ['criss-cross', 'stage3', 2 * 64 * (48 * (48 + 6 + 6) + (8 + 8) * (48 + 6))],
  ['axial', 'stage3', 8 * 64 * 48 ** 2 + 2 * 64 * 48 * (8 + 8)],
  ['bilinear-transform', 'stage3', 64 * (2 * 48 * 12 + 12 * 12 + 12 * 2 + 2 * 4 * 12) + 2 * (4 * 2) * (16 * 2)],
])('%s adds what its formula says, and that is its share', (mechanism, at, added) => {
  const plain = costOfVariant(variant('small-cnn'), [32, 32, 1], 10)
  const cost = costOfVariant(variant('small-cnn', {}, at, mechanism), [32, 32, 1], 10)
  expect(cost.macs - plain.macs).toBe(added)
  expect(cost.attentionShare).toBeCloseTo(added / cost.macs, 9)
})
