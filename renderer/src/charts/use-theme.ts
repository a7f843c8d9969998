/** The chart theme of the moment; follows a change of theme, language, contrast and the system's own scheme. */
import { useMediaQuery, useMutationObserver } from '@vueuse/core'
import { shallowRef, watch, type ShallowRef } from 'vue'
import { readTheme, type ChartTheme } from './theme.ts'

export function useChartTheme(): ShallowRef<ChartTheme> {
  const root = document.documentElement
  const theme = shallowRef(readTheme(document.body))
  const read = () => { theme.value = readTheme(document.body) }
  useMutationObserver(root, read, { attributes: true, attributeFilter: ['data-theme', 'lang', 'class'] })
  watch([useMediaQuery('(prefers-color-scheme: dark)'), useMediaQuery('(prefers-contrast: more)')], read)
  return theme
}
