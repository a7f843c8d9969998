/**
 * Numbers as Fovea writes them, in the window, the terminal and reports alike: true minus sign, narrow no-break spaces,
 * differences in points, p with three places below .1. Input accuracies and differences are fractions 0..1.
 */
import type { Language } from './text.ts'

const minus = '\u2212'
export const narrowSpace = '\u202f'

/** A number with fixed places, a true minus sign and no negative zero. */
export function fixed(value: number, digits: number): string {
  const text = Math.abs(value).toFixed(digits)
  return value < 0 && Number(text) !== 0 ? minus + text : text
}

/** 1000 → '1 000', with a narrow no-break space. */
export const thousands = (value: number): string =>
  fixed(Math.round(value), 0).replace(/\B(?=(\d{3})+(?!\d))/g, narrowSpace)

/** Places for accuracies: one decimal, two from 10,000 test images. */
export const accuracyDigits = (testImages: number): 1 | 2 => (testImages >= 10_000 ? 2 : 1)

/** 0.643 → '64.3 %' in English, '64.3%' in Chinese. */
export const percent = (fraction: number, language: Language, digits = 1): string =>
  `${fixed(fraction * 100, digits)}${language === 'en' ? narrowSpace : ''}%`

/** Points without a sign: 0.257 → '25.7'. */
export const points = (fraction: number, digits = 1): string => fixed(fraction * 100, digits)

/** A difference in points, signed unless it rounds to zero: '+25.7', '−0.8', '0.0'. */
export function signedPoints(fraction: number, digits = 1): string {
  const text = points(fraction, digits)
  return fraction > 0 && Number(text) !== 0 ? `+${text}` : text
}

/** '64.3 ± 1.3': mean and half of its 95 % interval, in per cent without the sign; only the mean when there is no interval. */
export const meanAndHalf = (mean: number, interval: { low: number; high: number } | null, digits = 1): string =>
  interval ? `${points(mean, digits)} ± ${points((interval.high - interval.low) / 2, digits)}` : points(mean, digits)

/** '22.8 to 28.5'; bounds of an interval in points. */
export const range = (interval: { low: number; high: number }, language: Language, digits = 1): string =>
  `${points(interval.low, digits)} ${language === 'en' ? 'to' : '至'} ${points(interval.high, digits)}`

/** '+25.7 (22.8 to 28.5)'. */
export function difference(value: number, interval: { low: number; high: number } | null, language: Language, digits = 1): string {
  const inner = interval ? range(interval, language, digits) : ''
  if (!inner) return signedPoints(value, digits)
  return `${signedPoints(value, digits)} (${inner})`
}

/** p: '< 0.001', three places below .1, else two. */
export function pValue(p: number): string {
  if (p < 0.001) return '< 0.001'
  return p < 0.1 ? p.toFixed(3) : p.toFixed(2)
}

/** A count in thousands or millions for columns whose head names the unit: 19500 → '19.5'; three figures are kept. */
export function scaled(value: number, unit: 1e3 | 1e6): string {
  const amount = value / unit
  return amount >= 100 ? thousands(amount) : fixed(amount, amount >= 10 ? 1 : 2)
}

/** '2 min 20 s', '1 h 5 min', '3.4 s'. */
export const duration = (seconds: number, language: Language): string => time(seconds, language, 1)

/** Time that is left, as far as anybody knows: whole seconds, at least one, so that it does not move by tenths. */
export const estimate = (seconds: number, language: Language): string => time(Math.max(1, Math.round(seconds)), language, 0)

function time(seconds: number, language: Language, digits: 0 | 1): string {
  const unit = language === 'en' ? { h: 'h', m: 'min', s: 's' } : { h: '小时', m: '分', s: '秒' }
  const join = (amount: number | string, name: string) => `${amount}${narrowSpace}${name}`
  if (seconds < 10) return join(fixed(Math.max(0, seconds), digits), unit.s)
  const whole = Math.round(seconds)
  if (whole < 60) return join(whole, unit.s)
  const minutes = Math.floor(whole / 60)
  if (minutes < 60) return whole % 60 && minutes < 10 ? `${join(minutes, unit.m)} ${join(whole % 60, unit.s)}` : join(Math.round(whole / 60), unit.m)
  const rounded = Math.round(whole / 60)
  return rounded % 60 ? `${join(Math.floor(rounded / 60), unit.h)} ${join(rounded % 60, unit.m)}` : join(rounded / 60, unit.h)
}

/** '46 MB'; powers of 1000. */
export function bytes(amount: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let value = amount
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) { value /= 1000; unit += 1 }
  return `${value >= 10 || unit === 0 ? fixed(value, 0) : fixed(value, 1)}${narrowSpace}${units[unit]}`
}
