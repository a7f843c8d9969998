/** fovea runs measure COMPARISON: the latency and the faithfulness of its finished runs. */
import { fixed, percent } from '../../../preload/contract/format.ts'
import { disturbanceOf, type Faithfulness, type Latency, type MapScores, type MeasureKind } from '../../../preload/contract/measure.ts'
import type { RunRecord } from '../../../preload/contract/run.ts'
import { inLanguage } from '../../../preload/contract/text.ts'
import type { Context } from '../context.ts'
import { followTask } from '../follow-task.ts'
import { plainSpaces } from '../result-text.ts'
import { table } from '../table.ts'
import { wrap } from '../width.ts'
import { measureWords } from '../words/measure.ts'
import { comparisonNamed } from './report.ts'
import { allRuns } from './runs.ts'

const milliseconds = (value: number) => fixed(value, value < 10 ? 2 : 1)
const latencyCell = ({ milliseconds: median, low, high }: Latency) => `${milliseconds(median)} (${milliseconds(low)}–${milliseconds(high)})`

/** A score with those of the two controls in brackets. */
function scoreCell({ model, random, centre }: Faithfulness, score: keyof MapScores): string {
  const shown = (value: number | null) => (value === null ? '–' : score === 'pointing' ? fixed(value * 100, 0) : fixed(value, 2))
  return model[score] === null ? '–' : `${shown(model[score])} (${shown(random[score])}; ${shown(centre[score])})`
}

function measuresText(runs: readonly RunRecord[], what: readonly MeasureKind[], { output, say }: Context): string {
  const words = measureWords[output.language]
  const c = words.columns
  const kinds = { latency: what.includes('latency'), faithfulness: what.includes('faithfulness') }
  const scores = (['deletion', 'insertion', 'pointing', 'iou'] as const)
  const heads = [
    { head: say.columns.variant }, { head: say.columns.seed, right: true },
    ...(kinds.latency ? [{ head: c.latency, right: true }] : []),
    ...(kinds.faithfulness ? [{ head: c.map }, ...[c.deletion, c.insertion, c.pointing, c.overlap].map((head) => ({ head, right: true }))] : []),
  ]
  const rows = runs.map(({ config, seed, measures: { latency, faithfulness } }) => [
    inLanguage(config.variant.name, output.language), String(seed),
    ...(kinds.latency ? [latency ? latencyCell(latency) : '–'] : []),
    ...(kinds.faithfulness ? [faithfulness ? words.kinds[faithfulness.kind] : '–', ...scores.map((score) => (faithfulness ? scoreCell(faithfulness, score) : '–'))] : []),
  ])
  const latency = kinds.latency && runs.find((run) => run.measures.latency)?.measures.latency
  const others = kinds.latency ? disturbanceOf(runs.map((run) => run.measures.latency)) : null
  const faithfulness = kinds.faithfulness && runs.find((run) => run.measures.faithfulness)?.measures.faithfulness
  const notes = [...(latency ? [words.passes(latency.passes, latency.device)] : []), ...(others === null ? [] : [words.disturbed(percent(others, output.language, 0))]), ...(faithfulness ? [words.images(faithfulness.images), words.read] : [])]
  return plainSpaces(`${table(heads, rows)}\n\n${notes.flatMap((note) => wrap(note, Math.min(100, output.columns))).join('\n')}`)
}

export async function measureRuns(name: string, options: { latency?: boolean; faithfulness?: boolean }, context: Context): Promise<void> {
  const client = await context.fovea()
  const id = await comparisonNamed(name, context)
  const chosen = (['latency', 'faithfulness'] as const).filter((kind) => options[kind])
  const what: MeasureKind[] = chosen.length ? chosen : ['latency', 'faithfulness']
  const { taskId } = await client.call('runs.measure', { ids: (await allRuns(client, id)).map((run) => run.id), what })
  await followTask(client, taskId, context.output, context.signal)
  const runs = (await allRuns(client, id)).filter(({ measures }) => what.some((kind) => measures[kind]))
  context.output.show(runs.map((run) => ({ run: run.id, variant: run.variantId, seed: run.seed, ...run.measures })), () => measuresText(runs, what, context))
}
