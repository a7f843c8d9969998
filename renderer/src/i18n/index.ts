/** vue-i18n with our words. Its compiler makes trees that are walked, never code, so the content policy holds. */
import { createI18n } from 'vue-i18n'
import { computed } from 'vue'
import { inLanguage, type Language, type Text } from '../../../preload/contract/text.ts'
import { messages } from './messages.ts'

export const i18n = createI18n({ legacy: false, locale: 'en', fallbackLocale: 'en', messages })

/** The language of the window, for numbers, names of the contract and problems. */
export const language = computed(() => i18n.global.locale.value as Language)

export function setLanguage(next: Language): void {
  i18n.global.locale.value = next
  document.documentElement.lang = next
}

/** What the system speaks, when nothing was chosen. */
export const systemLanguage = (): Language => (navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en')

/** A text of the contract in the language of the window; reactive inside a render or a computed. */
export const say = (text: Text): string => inLanguage(text, language.value)
