/** All generated documents, by their path below docs/. TensorFlow must be loaded: flows and costs are recorded. */
import { articleFaults, countParameters, knownModel, mechanismEntries, modelEntries } from '../../main/engine/catalogue.ts'
import { mechanismCosts, mechanismFlow } from '../../main/engine/inference/mechanism-cost.ts'
import { languages } from '../../preload/contract/text.ts'
import { mechanismPage, type Measured } from './mechanism.ts'
import { articlesPage, indexPage, modelsPage, type Counted } from './pages.ts'

/** Where the flow is drawn, and where costs are counted. */
const shape = { height: 8, width: 8, channels: 48 }
const [channels, sides] = [64, [8, 16, 32]] as const

const measured = (id: string): Measured => ({ shape, channels, flow: mechanismFlow(id, {}, shape), costs: mechanismCosts(id, {}, channels, sides) })

function counted(id: string): Counted {
  const { side, classes } = knownModel(id)!
  return { name: id, side, classes, parameters: countParameters({ model: id, with: {}, insert: [] }, { shape: [side, side, 3], classes }) }
}

export function documents(): Record<string, string> {
  const files: Record<string, string> = {}
  const models = modelEntries.map((entry) => ({ entry, members: [entry.id, ...entry.names].map(counted) }))
  const mechanisms = mechanismEntries.map((entry) => ({ entry, of: measured(entry.id) }))
  for (const language of languages) {
    files[`${language}/README.md`] = indexPage(mechanismEntries, language)
    files[`${language}/models.md`] = modelsPage(models, language)
    files[`${language}/articles.md`] = articlesPage(articleFaults, language)
    for (const { entry, of } of mechanisms) files[`${language}/attention/${entry.id}.md`] = mechanismPage(entry, of, language)
  }
  return files
}
