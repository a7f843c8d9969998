/** Shape flows of recorded passes: what a reader would draw, with the shapes that are really there. */
import { describe, expect, test } from 'vitest'
import { mechanisms } from '../../../main/engine/attention/catalogue.ts'
import { mechanismCosts, mechanismFlow } from '../../../main/engine/inference/mechanism-cost.ts'
import { loadTensorFlow } from '../../../main/engine/tensorflow/load.ts'
import { flowOperations, shapeWords, stepWords, type Flow } from '../../../preload/contract/flow.ts'
import { inLanguage } from '../../../preload/contract/text.ts'

await loadTensorFlow()
const map = { channels: 48, height: 8, width: 6 }
const written = ({ steps }: Flow) => steps.map((step) => `${inLanguage(stepWords(step), 'en')} ${shapeWords(step.shape)}${step.seen ? '*' : ''} < ${step.from.map((edge) => inLanguage(stepWords(steps[edge.step]!), 'en')).join(', ')}`)

test('non-local: two embeddings compared, the softmax drawn, the value summed up, the sum with x', () => {
  expect(written(mechanismFlow('non-local', {}, map))).toEqual([
    'x 8×6×48 < ', 'theta 48×24 < x', 'phi 48×24 < x', 'product 48×48 < theta, phi', 'softmax 48×48* < product', 'g 48×24 < x',
    'weighted sum 48×24 < softmax, g', 'out 8×6×48 < weighted sum', 'norm 8×6×48 < out', '+ 8×6×48 < x, norm', 'y 8×6×48 < +',
  ])
})

test('options change what is drawn: pooled keys, and a product without softmax', () => {
  const flow = written(mechanismFlow('non-local', { pool: true, form: 'dot-product', norm: false }, map))
  expect(flow).toContain('max pooling 12×24 < phi')
  expect(flow.join()).not.toContain('softmax')
  expect(flow).toContain('product 48×12* < theta, max pooling')
  expect(flow.join()).not.toContain('norm')
})

test('squeeze-and-excitation: channels alone, in one line from the mean to the gate', () => {
  expect(written(mechanismFlow('se', {}, map))).toEqual(['x 8×6×48 < ', 'mean 48 < x', 'squeeze 3 < mean', 'ReLU 3 < squeeze', 'excite 48 < ReLU', 'sigmoid 48 < excite', '× 8×6×48 < x, sigmoid', 'y 8×6×48 < ×'])
})

test('weights that are used twice are drawn twice; kernels say their size', () => {
  const flow = written(mechanismFlow('cbam', {}, map))
  expect(flow.filter((line) => line.startsWith('squeeze 3'))).toHaveLength(2)
  expect(flow.some((line) => line.startsWith('convolution 7×7 8×6×1'))).toBe(true)
})

test('what runs under a name is one step', () => {
  const flow = written(mechanismFlow('nystrom', {}, map))
  expect(flow.filter((line) => line.startsWith('pseudo-inverse'))).toHaveLength(1)
  expect(flow.length).toBeLessThan(25)
})

describe.each(mechanisms.map(({ id }) => id))('%s', (id) => {
  const { steps, cost } = mechanismFlow(id, {}, map)

  test('every step leads from an input to the output, and none is drawn in the words of the machine', () => {
    expect(steps.at(-1)!.kind).toBe('output')
    for (const step of steps) {
      expect(step.from.length > 0).toBe(step.kind !== 'input')
      expect(step.from.every((edge) => edge.step < step.id)).toBe(true)
      if (step.kind !== 'output') expect(steps.some(({ from }) => from.some((edge) => edge.step === step.id)), `${inLanguage(stepWords(step), 'en')} is read`).toBe(true)
      expect(inLanguage(stepWords(step), 'zh-CN')).not.toBe('')
      if (step.operation) expect(Object.keys(flowOperations)).toContain(step.operation)
    }
  })

  test('the weights it says it shows are marked', () => {
    expect(steps.some(({ seen }) => seen)).toBe(mechanisms.find((one) => one.id === id)!.showsPlaces)
  })

  test('its cost is that of the same map in the list', () => {
    const [small, square] = mechanismCosts(id, {}, 48, [1, 8])
    expect(small!.cost === null).toBe(small!.problem !== null)
    expect(square!.cost).not.toBeNull()
    expect(square!.cost!.parameters >= 0 && cost.parameters >= 0).toBe(true)
    expect(square!.cost!.macs).toBeGreaterThanOrEqual(cost.macsWithoutAttentionProducts)
  })
})

test('a mechanism that is not there, a wrong option and a map that is too small are said in words', () => {
  expect(() => mechanismFlow('none-such', {}, map)).toThrow(expect.objectContaining({ problem: expect.objectContaining({ code: 'engine.mechanism-unknown' }) }))
  expect(() => mechanismFlow('non-local', { form: 'cubic' }, map)).toThrow(expect.objectContaining({ problem: expect.objectContaining({ code: 'engine.option-value' }) }))
  expect(mechanismCosts('multi-head', { heads: 5 }, 48, [8])[0]).toMatchObject({ cost: null, problem: { code: 'engine.heads-divide' } })
})
