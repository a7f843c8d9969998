/** Boxes of a shape flow: rows in one box, nothing over anything, arrows inside the picture; and cost curves on logarithmic axes. */
import { describe, expect, test } from 'vitest'
import { rowsOf, type FlowStep } from '../../../preload/contract/flow.ts'
import { inLanguage } from '../../../preload/contract/text.ts'
import { compact, costGrowth } from '../../../renderer/src/charts/cost-growth.ts'
import { layFlow } from '../../../renderer/src/charts/flow-layout.ts'
import type { ChartTheme } from '../../../renderer/src/charts/theme.ts'

const step = (id: number, operation: string, from: number[], kind: FlowStep['kind'] = 'operation'): FlowStep => ({ id, kind, name: kind === 'operation' ? '' : operation, operation, detail: '', shape: [8, 8, 48], from: from.map((one) => ({ step: one, shape: [8, 8, 48] })), seen: operation === 'sigmoid' })
const gate = [step(0, 'x', [], 'input'), step(1, 'mean', [0]), step(2, 'squeeze', [1], 'layer'), step(3, 'relu', [2]), step(4, 'sigmoid', [3]), step(5, 'multiply', [0, 4]), step(6, 'y', [5], 'output')]
const say = (text: Parameters<typeof inLanguage>[0]) => inLanguage(text, 'en')

test('what happens in a row stands in one box', () => {
  expect(rowsOf(gate).map((row) => row.map(({ id }) => id))).toEqual([[0], [1, 2, 3, 4], [5], [6]])
})

describe.each([['with room', 2000, false], ['without', 300, true]] as const)('%s', (_name, room, down) => {
  const picture = layFlow(gate, say, room)

  test('boxes do not touch and lie in the picture', () => {
    expect(picture.down).toBe(down)
    for (const [i, a] of picture.boxes.entries()) {
      expect(a.x >= 0 && a.y >= 0 && a.x + a.width <= picture.width && a.y + a.height <= picture.height).toBe(true)
      for (const b of picture.boxes.slice(i + 1)) expect(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(true)
    }
    expect(picture.boxes[1]!.lines.map(({ words, seen }) => [words, seen])).toEqual([['mean', false], ['squeeze', false], ['ReLU', false], ['sigmoid', true]])
  })

  test('arrows lie in the picture too', () => {
    expect(picture.arrows).toHaveLength(4)
    for (const { path } of picture.arrows) {
      const numbers = [...path.matchAll(/-?[\d.]+/g)].map(Number)
      expect(numbers.every((value, i) => value >= 0 && value <= (i % 2 ? picture.height : picture.width))).toBe(true)
    }
  })
})

test('cost curves: whole decades, sides as squares, a ring at each place of the model', () => {
  const theme = { small: 11, font: 'x', runs: Array<string>(8).fill('#000'), surface: '#fff' } as ChartTheme
  const option = costGrowth({ lines: [{ name: '48', slot: 1, points: [{ side: 4, value: 1200 }, { side: 8, value: 9e6 }] }], marks: [{ slot: 1, side: 8, value: 9e6, name: 'stage3' }], unit: 'MACs', xName: 'N' }, theme)
  const [x, y] = [option['xAxis'], option['yAxis']] as { type: string; min: number; max: number; axisLabel: { formatter(value: number): string } }[]
  expect([x!.type, x!.min, x!.max, x!.axisLabel.formatter(64)]).toEqual(['log', 16, 64, '8²'])
  expect([y!.type, y!.min, y!.max]).toEqual(['log', 1000, 1e7])
  expect((option['series'] as { data: unknown }[])[1]!.data).toEqual([[64, 9e6]])
  expect([0, 950, 1200, 4_325_376, 2e9].map(compact)).toEqual(['0', '950', '1.2 k', '4.33 M', '2 G'])
})
