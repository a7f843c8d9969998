/** What charts take from the tokens. Read once per theme change, so option builders stay pure functions of data and theme. */
export interface ChartTheme {
  ink: string; ink2: string; ink3: string; line: string; lineStrong: string; surface: string
  /** Colours of the eight slots; slot 0 is the baseline. */
  runs: string[]
  /** Opacity of a seed band and of a raw curve. */
  band: number; raw: number
  font: string
  /** px of axis words. */
  small: number
}

const token = (style: CSSStyleDeclaration, name: string) => style.getPropertyValue(name).trim()

export function readTheme(element: Element): ChartTheme {
  const style = getComputedStyle(element)
  return {
    ink: token(style, '--ink'), ink2: token(style, '--ink-2'), ink3: token(style, '--ink-3'),
    line: token(style, '--line'), lineStrong: token(style, '--line-strong'), surface: token(style, '--surface'),
    runs: Array.from({ length: 8 }, (_, slot) => token(style, `--run-${slot}`)),
    band: Number(token(style, '--band')), raw: Number(token(style, '--raw')),
    font: style.fontFamily, small: Number.parseFloat(token(style, '--t-micro')) || 11,
  }
}
