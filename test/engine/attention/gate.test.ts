/** What each gate costs: the numbers that its paper states or that follow from its layers, at 256 channels on a 16 × 12 map. */
import type * as tf from '@tensorflow/tfjs-core'
import { beforeAll, expect, test } from 'vitest'
import { countParameters } from '../../../main/engine/catalogue.ts'
import { gateMechanisms } from '../../../main/engine/attention/gate/index.ts'
import { Scope } from '../../../main/engine/layers/scope.ts'
import { loadTensorFlow } from '../../../main/engine/tensorflow/load.ts'
import { eagerProgram } from '../../../main/engine/tensorflow/program.ts'
import { context, shaped } from './every.ts'

beforeAll(async () => { await loadTensorFlow() })

const [C, H, W] = [256, 16, 12]
const N = H * W

/** Parameters and MACs with the options as they are, or with those given. */
const published: Record<string, [parameters: number, macs: number, given?: object][]> = {
  'se': [[(2 * C * C) / 16 + C / 16 + C, (2 * C * C) / 16], [(2 * C * C) / 16, (2 * C * C) / 16, { bias: false }], [C * C + C, C * C, { form: 'effective' }]],
  'senetv2': [[(C * C) / 4 + (9 * C) / 8, (C * C) / 4]],
  // |log₂ 256 / 2 + 1 / 2| = 4.5, the odd number there is 5.
  'eca': [[5, 5 * C]],
  'cbam': [[(2 * C * C) / 16 + C / 16 + C + 100, (4 * C * C) / 16 + 98 * N]],
  'cbam-channel': [[(2 * C * C) / 16 + C / 16 + C, (4 * C * C) / 16]],
  'cbam-spatial': [[100, 98 * N], [99, 98 * N, { norm: false }]],
  'bam': [[3 * C * 16 + 18 * 16 * 16 + 13 * 16 + C + 1, 2 * C * 16 + N * (C * 16 + 18 * 16 * 16 + 16)]],
  'scse': [[C * C + C / 2 + 2 * C + 1, C * C + N * C]],
  'coordinate': [[3 * C * 8 + 3 * 8 + 2 * C, 2 * C * 8 * (H + W)]],
  'triplet': [[300, 98 * (H * W + C * W + H * C)]],
  'simam': [[0, 0]],
  'gather-excite': [[0, 0], [C * (N + 2), N * C, { learned: true }], [2 * 11 * C, 9 * C * (N / 4 + N / 16), { learned: true, extent: 4 }]],
  'spatial-group-enhance': [[16, 0]],
  'polarized': [[2 * C * C + 5.5 * C + 1, 1.5 * N * C * C + 2 * N * C + (C * C) / 2]],
  'selective-kernel': [[2 * ((9 * C * C) / 32 + 2 * C) + 3 * C * 32 + 2 * 32, (2 * 9 * N * C * C) / 32 + 3 * C * 32, { groups: 32, branches: 2 }]],
  'split-attention': [[9 * C * C + 3 * 2 * C + 3 * C * 128 + 3 * 128, 9 * N * C * C + 3 * C * 128]],
}

test.each(gateMechanisms.flatMap((gate) => published[gate.id]!.map(([parameters, macs, given = {}]) => ({ gate, id: gate.id, given, parameters, macs }))))('$id $given', ({ gate, given, parameters, macs }) => {
  const scope = Scope.root(0)
  const layer = gate.build(scope, gate.options.parse(given), shaped(H, W, C))
  expect(scope.parameters()).toBe(parameters)
  const { cost } = eagerProgram({ pass: { feeds: { x: { shape: [1, H, W, C], dtype: 'float32' } }, run: ({ x }) => ({ outputs: { y: layer(x as tf.Tensor, context(false)) }, updates: [] }) } })
  expect(cost('pass').macs).toBe(macs)
  scope.dispose()
})

test.each([['se', 28_088_024], ['cbam', 28_089_624]])('ResNet-50 with %s in every block has as many parameters as published', (mechanism, parameters) => {
  const insert = [1, 2, 3, 4].map((stage) => ({ at: `stage${stage}-blocks`, mechanism, with: {} }))
  expect(countParameters({ model: 'resnet50', with: {}, insert }, { shape: [224, 224, 3], classes: 1000 })).toBe(parameters)
})
