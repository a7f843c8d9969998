/** What the catalogues say of their entries: enough to draw a form, a list and a page, without building anything. */
import { z } from 'zod'
import { Text } from './text.ts'

/** JSON Schema of an entry's options; labels and help stand in `title` / `description` as { en, zh-CN }, see option(). */
export const OptionsSchema = z.record(z.string(), z.unknown())

export const Paper = z.object({ title: z.string(), authors: z.string(), venue: z.string(), year: z.int(), link: z.string().optional() })
export type Paper = z.infer<typeof Paper>

/**
 * map: feature map in, feature map out. head: feature map in, vector out. tokens: in place of the attention of every block or
 * of a 3×3 convolution. scales: the maps of all stages in, the coarsest one out, fused with the others.
 */
export const MechanismKind = z.enum(['map', 'head', 'tokens', 'scales'])
export type MechanismKind = z.infer<typeof MechanismKind>

/** Under which heading of the catalogue a mechanism stands. */
export const MechanismGroup = z.enum(['tokens', 'map', 'gate', 'scales', 'text'])
export type MechanismGroup = z.infer<typeof MechanismGroup>

/** Where one of the five articles (000 to 004) mentions a mechanism, and what it got wrong there. */
export const ArticleNote = z.object({ article: z.enum(['000', '001', '002', '003', '004']), says: Text, wrong: Text.optional() })
export type ArticleNote = z.infer<typeof ArticleNote>

export const MechanismEntry = z.object({
  id: z.string(),
  name: Text,
  kind: MechanismKind,
  group: MechanismGroup,
  /** Two sentences. */
  summary: Text,
  /** Formula in LaTeX. */
  formula: z.string(),
  /** As functions of N = H·W places, C channels, h heads and the options' letters; LaTeX. */
  cost: z.object({ parameters: z.string(), macs: z.string() }),
  paper: Paper,
  articles: z.array(ArticleNote),
  /** Whether it can also take the place of a block's own attention or 3×3 convolution (sites of kind 'tokens'). */
  replaces: z.boolean(),
  options: OptionsSchema,
  /** Whether it has weights over places that can be drawn over the image. */
  showsPlaces: z.boolean(),
})
export type MechanismEntry = z.infer<typeof MechanismEntry>

export const Site = z.object({ id: z.string(), name: Text, kind: MechanismKind })
export type Site = z.infer<typeof Site>

/** Whether a mechanism can stand at a site, as far as their kinds tell. */
export const fitsSite = (mechanism: Pick<MechanismEntry, 'kind' | 'replaces'>, site: Pick<Site, 'kind'>): boolean =>
  mechanism.kind === site.kind || (site.kind === 'tokens' && mechanism.replaces)

export const ModelEntry = z.object({
  id: z.string(),
  name: Text,
  summary: Text,
  paper: Paper.optional(),
  options: OptionsSchema,
  sites: z.array(Site),
  /** Published members by the field's own names (timm's, the papers'); a plan may name them instead of the family. */
  names: z.array(z.string()),
  /** Built from attention already (CCT, ViT). */
  attends: z.boolean(),
})
export type ModelEntry = z.infer<typeof ModelEntry>

export const DatasetEntry = z.object({
  id: z.string(),
  name: Text,
  summary: Text,
  /** embedded: ships with Fovea; generated: from a seed; download: fetched on request; folder: the user's own. */
  source: z.enum(['embedded', 'generated', 'download', 'folder']),
  licence: Text,
  options: OptionsSchema,
})
export type DatasetEntry = z.infer<typeof DatasetEntry>

export const Catalogue = z.object({ mechanisms: z.array(MechanismEntry), models: z.array(ModelEntry), datasets: z.array(DatasetEntry), training: OptionsSchema })
export type Catalogue = z.infer<typeof Catalogue>

type Words = { en: string; 'zh-CN': string }

/**
 * Attaches a label (and help) in both languages to an option, so that it reaches JSON Schema and so every form.
 * `choices` gives the values of a list their names, where the values themselves do not say enough.
 */
export function option<T extends z.ZodType>(schema: T, label: Words, help?: Words, choices?: Record<string, Words>): T {
  return schema.meta({ label, ...(help ? { help } : {}), ...(choices ? { choices } : {}) }) as T
}

/** Headings of the catalogue. */
export const groupNames: Record<MechanismGroup, Words> = {
  tokens: { en: 'Between tokens', 'zh-CN': '词元之间' },
  map: { en: 'Between places of a map', 'zh-CN': '特征图的位置之间' },
  gate: { en: 'Gates', 'zh-CN': '门控' },
  scales: { en: 'Across scales', 'zh-CN': '跨尺度' },
  text: { en: 'With text', 'zh-CN': '与文本' },
}
export const kindNames: Record<MechanismKind, Words> = {
  map: { en: 'on the feature map', 'zh-CN': '作用于特征图' },
  head: { en: 'as the pooling head', 'zh-CN': '作为池化头' },
  tokens: { en: 'in place of a block’s attention or convolution', 'zh-CN': '替换模块自身的注意力或卷积' },
  scales: { en: 'over several scales', 'zh-CN': '跨多个尺度' },
}

/** Names of values that mean the same in every entry; an option's own `choices` go before these. */
const usualChoices: Record<string, Words> = {
  none: { en: 'none', 'zh-CN': '无' }, all: { en: 'all', 'zh-CN': '全部' }, last: { en: 'the last', 'zh-CN': '最后一个' }, alternate: { en: 'every second', 'zh-CN': '每隔一个' },
  standard: { en: 'standard', 'zh-CN': '标准' }, tiny: { en: 'tiny', 'zh-CN': '极小' }, small: { en: 'small', 'zh-CN': '小' }, large: { en: 'large', 'zh-CN': '大' }, cells: { en: 'cells', 'zh-CN': '单格' },
  basic: { en: 'two 3 × 3', 'zh-CN': '两个 3 × 3' }, bottleneck: { en: 'bottleneck', 'zh-CN': '瓶颈' }, '7x7': { en: '7 × 7', 'zh-CN': '7 × 7' },
  deep: { en: 'three 3 × 3', 'zh-CN': '三个 3 × 3' }, tiered: { en: 'three 3 × 3, growing', 'zh-CN': '三个 3 × 3，逐层加宽' }, 'tiered-strided': { en: 'three 3 × 3, growing, the last strided', 'zh-CN': '三个 3 × 3，逐层加宽，末层带步幅' },
  adaptive: { en: 'from the width', 'zh-CN': '由通道数决定' }, map: { en: 'the whole map', 'zh-CN': '整张特征图' },
  convolution: { en: 'convolution', 'zh-CN': '卷积' }, attention: { en: 'attention', 'zh-CN': '注意力' },
  relu: { en: 'ReLU', 'zh-CN': 'ReLU' }, silu: { en: 'SiLU', 'zh-CN': 'SiLU' }, gelu: { en: 'GELU', 'zh-CN': 'GELU' },
}

/** A value of an option as it is read: by its name in `choices` of the option's schema, where it has one. */
export function choiceName(property: Record<string, unknown>, value: unknown): Text {
  const named = (property['choices'] as Record<string, Text> | undefined)?.[String(value)]
  return named ?? (typeof value === 'string' ? (usualChoices[value] ?? value) : JSON.stringify(value))
}
