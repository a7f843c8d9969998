/** Puts language, theme and density on <html>, where the style sheets read them; follows the settings and the system. */
import { useMediaQuery } from '@vueuse/core'
import { watchEffect } from 'vue'
import { settings } from '../client/index.ts'
import { setLanguage, systemLanguage } from '../i18n/index.ts'

/** Kept here too, so that the next start opens in the right colours before main has answered. */
const memory = 'fovea.theme'

/** First colours, before anything is known but the system's wish and the last choice. */
export function paintFirst(): void {
  const last = localStorage.getItem(memory)
  const dark = last === 'dark' || (last !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
  setLanguage(systemLanguage())
}

export function followAppearance(): void {
  const systemDark = useMediaQuery('(prefers-color-scheme: dark)')
  const root = document.documentElement
  watchEffect(() => {
    const { theme, density, language } = settings.value
    root.dataset.theme = theme === 'system' ? (systemDark.value ? 'dark' : 'light') : theme
    root.dataset.density = density
    setLanguage(language ?? systemLanguage())
    localStorage.setItem(memory, theme)
  })
}
