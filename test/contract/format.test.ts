import { expect, it } from 'vitest'
import { bytes, difference, duration, estimate, fixed, meanAndHalf, pValue, percent, scaled, signedPoints, thousands } from '../../preload/contract/format.ts'

it('writes differences in points with a true minus and no negative zero', () => {
  expect(difference(0.2567, { low: 0.228, high: 0.285 }, 'en')).toBe('+25.7 (22.8 to 28.5)')
  expect(difference(-0.008, { low: -0.029, high: 0.014 }, 'zh-CN')).toBe('−0.8 (−2.9 至 1.4)')
  expect(signedPoints(-0.0004)).toBe('0.0')
  expect(signedPoints(0.0004)).toBe('0.0')
  expect(fixed(-3, 0)).toBe('−3')
})
it('writes accuracy, p and counts', () => {
  expect(meanAndHalf(0.643, { low: 0.63, high: 0.656 })).toBe('64.3 ± 1.3')
  expect(percent(0.643, 'en')).toBe('64.3\u202f%')
  expect(percent(0.643, 'zh-CN')).toBe('64.3%')
  expect([0.0004, 0.062, 0.0999, 0.1, 0.924].map(pValue)).toEqual(['< 0.001', '0.062', '0.100', '0.10', '0.92'])
  expect([0, 999, 1000, 1234567].map(thousands)).toEqual(['0', '999', '1\u202f000', '1\u202f234\u202f567'])
  expect([scaled(19500, 1e3), scaled(2_170_000, 1e6), scaled(269_722, 1e3), scaled(1_234_500, 1e3)]).toEqual(['19.5', '2.17', '270', '1\u202f235'])
})
it('writes time that is left in whole seconds', () => {
  expect([0.2, 1.4, 9.4, 9.7, 140].map((s) => estimate(s, 'en').replaceAll('\u202f', ' '))).toEqual(['1 s', '1 s', '9 s', '10 s', '2 min 20 s'])
  expect(estimate(9.4, 'zh-CN')).toBe('9\u202f秒')
})
it('writes times and sizes', () => {
  expect([3.44, 59.7, 140, 600, 3900, 7200].map((s) => duration(s, 'en').replaceAll('\u202f', ' '))).toEqual(['3.4 s', '1 min', '2 min 20 s', '10 min', '1 h 5 min', '2 h'])
  expect([12, 46_200_000, 1_400, 999_900].map((b) => bytes(b).replace('\u202f', ' '))).toEqual(['12 B', '46 MB', '1.4 kB', '1.0 MB'])
})
