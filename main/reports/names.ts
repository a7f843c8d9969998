/** A variant's name as it stands in a sentence. */
import { inSentence, type Language, type Text } from '../../preload/contract/text.ts'

/**
 * A name given in both languages is written for sentences: 'Plain CNN' becomes 'plain CNN', 'SE' and 'ResNet' stay.
 * A name given once is a user's own and is never changed.
 */
export function nameInSentence(name: Text, language: Language): string {
  if (typeof name === 'string') return name
  const text = name[language]
  return language === 'en' ? inSentence(text) : text
}

/** The baseline's name, with an article where English wants one: 'the plain CNN'. */
export const baselineInSentence = (name: Text, language: Language): string =>
  language === 'en' && typeof name !== 'string' ? `the ${nameInSentence(name, language)}` : nameInSentence(name, language)
