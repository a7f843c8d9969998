/** Exact counts of published models by their names: parameters, and multiply-adds as torch's counter has them (halved). test/golden/counts is put to ours with the other golden vectors. */
import { beforeAll, describe, expect, test } from 'vitest'
import { countParameters, knownModel, modelNames } from '../../../main/engine/catalogue.ts'
import { costOfVariant } from '../../../main/engine/inference/cost.ts'
import { loadTensorFlow } from '../../../main/engine/tensorflow/load.ts'

beforeAll(async () => { await loadTensorFlow() })

type Row = readonly [name: string, side: number, classes: number, parameters: number, macs?: number]

const published: Row[] = [
  // timm 1.0.31, counted with torch.utils.flop_counter.
  ['resnet18', 224, 1000, 11_689_512, 1_814_073_344],
  ['resnet34', 224, 1000, 21_797_672, 3_663_761_408],
  ['resnet101', 224, 1000, 44_549_160, 7_801_405_440],
  ['resnet152', 224, 1000, 60_192_808, 11_513_626_624],
  ['resnet10t', 176, 1000, 5_435_488],
  ['resnet14t', 176, 1000, 10_081_632],
  ['resnet26', 224, 1000, 15_995_176],
  ['resnet18d', 224, 1000, 11_708_744],
  ['resnet50d', 224, 1000, 25_576_264, 4_328_824_832],
  ['resnet26t', 256, 1000, 16_011_872, 3_330_359_296],
  ['resnet50s', 224, 1000, 25_680_808],
  ['seresnet18', 224, 1000, 11_779_624, 1_814_161_408],
  ['seresnet34', 224, 1000, 21_960_416],
  ['seresnet50', 224, 1000, 28_088_024, 4_091_699_200],
  ['seresnet101', 224, 1000, 49_326_872],
  ['ecaresnet50d', 224, 1000, 25_576_350, 4_328_912_640],
  ['ecaresnet101d', 224, 1000, 44_568_563],
  ['ecaresnet26t', 256, 1000, 16_011_916],
  ['skresnet18', 224, 1000, 11_958_056],
  ['skresnet34', 224, 1000, 22_282_376],
  ['skresnet50', 224, 1000, 25_803_160],
  ['gcresnet50t', 256, 1000, 25_897_080, 5_389_487_104],
  ['mobilenetv2_050', 224, 1000, 1_968_680, 97_131_840],
  ['mobilenetv2_075', 224, 1000, 2_636_424],
  ['mobilenetv2_140', 224, 1000, 6_108_776, 582_195_824],
  ['efficientnet_b0', 224, 1000, 5_288_548, 385_814_752],
  ['efficientnet_b1', 240, 1000, 7_794_184, 686_802_832],
  ['efficientnet_b2', 256, 1000, 9_109_994, 859_853_760],
  ['efficientnet_b3', 288, 1000, 12_233_232, 1_589_198_096],
  ['efficientnet_b4', 320, 1000, 19_341_616, 3_063_687_008],
  ['efficientnet_b5', 448, 1000, 30_389_784],
  ['efficientnet_b6', 528, 1000, 43_040_704],
  ['efficientnet_b7', 600, 1000, 66_347_960],
  ['swin_base_patch4_window7_224', 224, 1000, 87_768_224, 15_430_946_816],
  ['swin_base_patch4_window12_384', 384, 1000, 87_903_584],
  ['swin_large_patch4_window7_224', 224, 1000, 196_532_476],
  ['swinv2_tiny_window8_256', 256, 1000, 28_347_154, 5_939_690_496],
  ['swinv2_tiny_window16_256', 256, 1000, 28_347_154],
  ['swinv2_base_window8_256', 256, 1000, 87_918_816],
  ['botnet50ts_256', 256, 1000, 22_742_688, 5_511_725_056],
  ['coatnet_0_rw_224', 224, 1000, 27_435_562, 4_406_300_928],
  ['coatnet_1_rw_224', 224, 1000, 41_721_502],
  ['coatnet_2_rw_224', 224, 1000, 73_868_400],
  ['coatnet_3_rw_224', 224, 11821, 181_805_305],
  // Woo et al. ECCV 2018, reduction 16.
  ['cbamresnet50', 224, 1000, 28_089_624],
  // He et al. CVPR 2016, §4.2.
  ['resnet32', 32, 10, 464_154],
  ['resnet44_cifar_a', 32, 10, 658_586],
  ['resnet110_cifar_a', 32, 10, 1_727_962],
  // Dosovitskiy et al. ICLR 2021.
  ['vit_large_patch16_224', 224, 1000, 304_326_632, 61_554_712_576],
  // Hassani et al. 2104.05704.
  ['vit_lite_7_4_32', 32, 10, 3_716_874],
  ['cvt_7_4_32', 32, 10, 3_716_619],
  // Mehta and Rastegari ICLR 2022.
  ['mobilevit_xs', 256, 1000, 2_317_848, 1_025_911_808],
  // Trockman and Kolter 2201.09792.
  ['convmixer_1024_20_ks9_p14', 224, 1000, 24_383_464, 5_948_547_072],
  // timm 1.0.31, counted with torch.utils.flop_counter.
  ['pvt_v2_b1', 224, 1000, 14_009_000],
  ['pvt_v2_b2', 224, 1000, 25_362_856, 4_026_734_592],
  ['pvt_v2_b2_li', 224, 1000, 22_553_512, 3_888_850_944],
  ['pvt_v2_b3', 224, 1000, 45_238_696],
  ['pvt_v2_b4', 224, 1000, 62_556_072],
  ['pvt_v2_b5', 224, 1000, 81_956_008],
  ['levit_128', 224, 1000, 9_213_936],
  ['levit_192', 224, 1000, 10_947_069],
  ['levit_256', 224, 1000, 18_893_876, 1_127_257_344],
  ['levit_384', 224, 1000, 39_128_836],
  ['edgenext_x_small', 256, 1000, 2_336_804],
  ['edgenext_small', 256, 1000, 5_586_832, 1_253_234_816],
  ['edgenext_base', 256, 1000, 18_511_292],
  ['xcit_nano_12_p16_224', 224, 1000, 3_053_224, 550_952_448],
  ['xcit_tiny_12_p16_224', 224, 1000, 6_716_272],
  ['xcit_small_12_p16_224', 224, 1000, 26_253_304],
  ['xcit_nano_12_p8_224', 224, 1000, 3_049_016],
  ['xcit_tiny_12_p8_224', 224, 1000, 6_706_504, 4_771_008_768],
  ['xcit_tiny_24_p16_224', 224, 1000, 12_116_896],
  ['xcit_medium_24_p16_224', 224, 1000, 84_395_752],
  // Transformers 5.23.0; 20 M in Wu et al. ICCV 2021.
  ['cvt_13', 224, 1000, 19_997_480],
]

describe('published models', () => {
  for (const [name, side, classes, parameters, macs] of published) test(name, () => {
    const known = knownModel(name)
    expect([known?.side, known?.classes]).toEqual([side, classes])
    const shape: [number, number, number] = [side, side, 3]
    const variant = { id: 'counted', name, model: name, with: {}, insert: [], role: 'tried' as const }
    expect(countParameters(variant, { shape, classes })).toBe(parameters)
    if (macs !== undefined) expect(costOfVariant(variant, shape, classes).macs).toBe(macs)
  })
})

describe('names', () => {
  test('every listed name is read, by one family only', () => {
    const names = modelNames()
    expect(new Set(names).size).toBe(names.length)
    for (const name of names) expect(knownModel(name), name).not.toBeNull()
  })
  test.each(['', 'resnet', 'resnet20', 'resnet7', 'resnet20_cifar', 'gcresnet50', 'mobilenetv2_005', 'efficientnet_b11', 'seresnet20'])('"%s"', (name) => {
    expect(knownModel(name)?.family.id ?? null).toBe(name === 'resnet' || name === 'resnet20' ? 'resnet' : null)
  })
  test('options given with a name go before those it stands for', () => {
    const task = { shape: [32, 32, 3], classes: 10 } as const
    expect(countParameters({ model: 'resnet56', with: { depth: '20' }, insert: [] }, task)).toBe(269_722)
  })
})
