/** The name of a layer in words: 'stage3/non-local' is the place and the mechanism that stands there; parts without a name stay as they are. */
import type { Catalogue } from '../../../preload/contract/catalogue.ts'
import type { Text } from '../../../preload/contract/text.ts'

export function layerName(layer: string, catalogue: Pick<Catalogue, 'mechanisms' | 'models'> | null, models: readonly string[], say: (text: Text) => string): string {
  const families = catalogue?.models.filter(({ id, names }) => models.some((model) => model === id || names.includes(model))) ?? []
  const nameOf = (part: string): string => {
    const site = families.flatMap(({ sites }) => sites).find(({ id }) => id === part)
    const mechanism = catalogue?.mechanisms.find(({ id }) => id === part)
    return site ? say(site.name) : mechanism ? say(mechanism.name) : part
  }
  return layer.split('/').map(nameOf).join(' / ')
}
