/** Layers are named by the place and the mechanism, as far as they have names. */
import { expect, test } from 'vitest'
import { mechanismEntries, modelEntries } from '../../../main/engine/catalogue.ts'
import { inLanguage } from '../../../preload/contract/text.ts'
import { layerName } from '../../../renderer/src/charts/layer-name.ts'

const catalogue = { mechanisms: mechanismEntries, models: modelEntries }
const named = (layer: string, models: string[]) => layerName(layer, catalogue, models, (text) => inLanguage(text, 'zh-CN'))

test('place and mechanism in words, by family or published name; what has no name stays', () => {
  expect(named('stage3/non-local', ['small-cnn'])).toBe('阶段 3 / Non-local 模块')
  const [member] = modelEntries.find(({ id }) => id === 'resnet')!.names
  expect(named('stage3/non-local', [member!])).toBe('阶段 3 之后 / Non-local 模块')
  expect(named('block4/attention', ['vit'])).toMatch(/^block4 \/ /)
  expect(layerName('stage3/se', null, [], String)).toBe('stage3 / se')
})
