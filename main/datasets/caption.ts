/** A caption that somebody wrote, as places in the vocabulary. */
import type { Captions } from '../../preload/contract/dataset.ts'
import { FoveaError } from '../../preload/contract/errors.ts'

/** Words in either language, divided by spaces; capitals and punctuation do not matter. Throws for a word that the vocabulary has not, for too many and for none. */
export function readCaption(text: string, { vocabulary, length }: Captions): number[] {
  const words = text.toLowerCase().split(/[\s.,;:!?，。；：！？、]+/).filter(Boolean)
  const places = words.map((word) => {
    const place = vocabulary.findIndex((known, i) => i > 0 && (typeof known === 'string' ? [known] : Object.values(known)).some((one) => one.toLowerCase() === word))
    if (place < 0) throw new FoveaError('invalid', 'dataset.caption-word', { word, words: vocabulary.slice(1).map((known) => (typeof known === 'string' ? known : known.en)).join(', ') })
    return place
  })
  if (places.length > length) throw new FoveaError('invalid', 'dataset.caption-long', { most: length, count: places.length })
  if (!places.length) throw new FoveaError('invalid', 'dataset.caption-missing', { image: text })
  return places
}
