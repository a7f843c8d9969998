/** The report of a comparison, from what is here; where its dataset is not, from what came with it. */
import { inLanguage } from '../../preload/contract/text.ts'
import type { Language } from '../../preload/contract/text.ts'
import { pick } from '../bundles/thumbnails.ts'
import { ReportChoices } from '../../preload/contract/report.ts'
import { chosen } from '../reports/chosen.ts'
import { collectReport } from '../reports/collect.ts'
import { reportModel, type Report } from '../reports/model.ts'
import { catalogue, manifestHere } from './catalogue.ts'
import type { Parts } from './parts.ts'

const slug = (name: string) => name.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '').slice(0, 60) || 'report'

/** As its author chose it, or as `choices` say. `name`: of its file, without an ending. */
export async function reportOf(id: string, { language, choices }: { language: Language; choices?: ReportChoices | undefined }, { results, store, datasets, runs }: Pick<Parts, 'results' | 'store' | 'datasets' | 'runs'>): Promise<{ report: Report; name: string }> {
  const line = await results.lineOf(id)
  const [summary, result, { runs: records }] = await Promise.all([results.summaryOf(line), results.result(id), store.listRuns({ comparisonId: id })])
  const curves = await store.curves(records.map((run) => run.id), ['test/accuracy'], 600)
  const here = manifestHere(datasets, line.plan.dataset, records)
  const input = await collectReport({ detail: { summary, plan: line.plan, runs: records, dataset: here }, result, curves, datasetFolder: datasets.folder, runFolder: runs.folderOf })
  const came = here || !line.imported ? null : await store.readImport(id)
  if (came?.dataset && came.thumbnails) {
    const { shape } = came.dataset
    const { thumbnails } = came
    const asked = input.attention.values().next().value?.indices ?? [...thumbnails.indices]
    const { found, pixels } = pick(thumbnails, shape[0] * shape[1] * shape[2], asked.slice(0, 8))
    const labels = new Map(Array.from(thumbnails.indices, (index, i) => [index, thumbnails.labels[i]!] as const))
    input.images = { pixels, shape, indices: found, labels: found.map((index) => labels.get(index)!) }
  }
  const kept = choices ?? ReportChoices.parse((await store.reportChoices(id)) ?? {})
  return { report: chosen(reportModel({ ...input, catalogue: catalogue(), dataset: here ?? came?.dataset ?? null }), kept), name: `${slug(inLanguage(line.plan.name, language))}-${id}` }
}
