/** The pages beside those of the mechanisms: the index, the models, the errors in the articles. */
import { articleNumbers, articleTitles, type ArticleFault } from '../../preload/contract/article.ts'
import { groupNames, kindNames, MechanismGroup, type MechanismEntry, type ModelEntry } from '../../preload/contract/catalogue.ts'
import { inLanguage, type Language, type Text } from '../../preload/contract/text.ts'
import { cited, display, table } from './markdown.ts'
import { optionsTable } from './options.ts'
import { documentWords } from './words.ts'

/** A published member, or the family with its usual options. */
export interface Counted { name: string; side: number; classes: number; parameters: number }

const page = (parts: readonly string[], language: Language): string => `${[...parts, `---\n\n${documentWords[language].generated}`].join('\n\n')}\n`

export function indexPage(mechanisms: readonly MechanismEntry[], language: Language): string {
  const words = documentWords[language]
  const text = (t: Text) => inLanguage(t, language)
  const other = language === 'en' ? 'zh-CN' : 'en'
  return page([
    `# ${words.index.title}`, `[${words.index.other}](../${other}/README.md)`, words.index.about,
    `- [${words.index.models}](models.md)\n- [${words.index.articles}](articles.md)`,
    `## ${words.index.mechanisms}`,
    ...MechanismGroup.options.flatMap((group) => {
      const members = mechanisms.filter((one) => one.group === group)
      if (!members.length) return []
      return [`### ${text(groupNames[group])}`, table([words.id, words.name, words.kind, words.paper], members.map(({ id, name, kind, paper }) => [`[\`${id}\`](attention/${id}.md)`, text(name), text(kindNames[kind]), `${paper.authors} ${paper.venue} ${paper.year}`]))]
    }),
  ], language)
}

export function modelsPage(models: readonly { entry: ModelEntry; members: Counted[] }[], language: Language): string {
  const { models: words, parameters, options, kind } = documentWords[language]
  const text = (t: Text) => inLanguage(t, language)
  return page([
    `# ${words.title}`, words.about,
    ...models.flatMap(({ entry, members }) => [
      `## ${text(entry.name)}`, [text(entry.summary), ...(entry.attends ? [words.attends] : [])].join(language === 'en' ? ' ' : ''),
      ...(entry.paper ? [cited(entry.paper)] : []),
      table([words.member, words.images, words.classes, parameters], members.map(({ name, side, classes, parameters: count }) => [`\`${name}\``, `${side}×${side}`, String(classes), count.toLocaleString('en-US')]), [1, 2, 3]),
      `<details><summary>${words.places}</summary>\n\n${table([documentWords[language].id, documentWords[language].name, kind], entry.sites.map((site) => [`\`${site.id}\``, text(site.name), text(kindNames[site.kind])]))}\n\n</details>`,
      `<details><summary>${options.title}</summary>\n\n${optionsTable(entry.options, language)}\n\n</details>`,
    ]),
  ], language)
}

export function articlesPage(faults: readonly ArticleFault[], language: Language): string {
  const { faults: words, colon } = documentWords[language]
  const text = (t: Text) => inLanguage(t, language)
  return page([
    `# ${words.title}`, words.about,
    ...articleNumbers.flatMap((article) => {
      const own = faults.filter((fault) => fault.article === article)
      return own.length ? [`## ${article} ${text(articleTitles[article])}`, ...own.map((fault) => [
        `### ${text(fault.title)}`,
        `*${words[fault.kind]}*${fault.mechanism ? ` · ${words.entry}${colon}[\`${fault.mechanism}\`](attention/${fault.mechanism}.md)` : ''}`,
        `**${fault.kind === 'code' ? words.found : words.said}** ${text(fault.found)}`, ...(fault.formulas ? [display(fault.formulas.found)] : []),
        `**${words.why}** ${text(fault.why)}`,
        `**${words.repaired}** ${text(fault.repaired)}`, ...(fault.formulas ? [display(fault.formulas.repaired)] : []),
      ].join('\n\n'))] : []
    }),
  ], language)
}
