/** The language of the terminal: --language, FOVEA_LANGUAGE, then what the system says. */
import { languages } from '../../preload/contract/text.ts'
import type { Language } from '../../preload/contract/text.ts'

export function languageOf(named: string | undefined, environment: NodeJS.ProcessEnv = process.env): Language {
  const wish = named ?? environment['FOVEA_LANGUAGE']
  if (wish) return languages.find((l) => l === wish) ?? (/^zh/i.test(wish) ? 'zh-CN' : 'en')
  const system = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || ''
  return /^zh/i.test(system) ? 'zh-CN' : 'en'
}
