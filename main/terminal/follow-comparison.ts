/** Follows a comparison to its end: one live line on a terminal, else a line for every run that ends. */
import type { ComparisonDetail } from '../../preload/contract/comparison.ts'
import { describeProblem, FoveaError } from '../../preload/contract/errors.ts'
import { duration, estimate, percent, thousands } from '../../preload/contract/format.ts'
import type { RunRecord } from '../../preload/contract/run.ts'
import type { SystemStatus } from '../../preload/contract/system.ts'
import { inLanguage } from '../../preload/contract/text.ts'
import type { Client } from './client.ts'
import type { Output } from './output.ts'
import { plainSpaces } from './result-text.ts'
import { cut } from './width.ts'
import { terminalWords } from './words/index.ts'

const over = (run: RunRecord) => run.state === 'finished' || run.state === 'failed' || run.state === 'stopped'

export function progressBar(share: number, columns = 20): string {
  const filled = Math.round(Math.min(1, Math.max(0, share)) * columns)
  return '█'.repeat(filled) + '░'.repeat(columns - filled)
}

export function liveLine(detail: ComparisonDetail, status: SystemStatus | null, { language, columns }: Pick<Output, 'language' | 'columns'>): string {
  const say = terminalWords[language]
  const running = detail.runs.find((run) => run.state === 'running')
  const variant = running && detail.plan.variants.find((v) => v.id === running.variantId)
  const queue = status?.queue
  const done = detail.runs.filter(over).length
  return cut(plainSpaces([
    `${progressBar(detail.summary.progress)} ${done}/${detail.runs.length}`,
    running && variant ? say.runLine(inLanguage(variant.name, language), running.seed) : say.waiting,
    queue?.imagesPerSecond ? say.speed(thousands(queue.imagesPerSecond)) : '',
    queue?.secondsLeft ? say.left(estimate(queue.secondsLeft, language)) : '',
  ].filter(Boolean).join(' · ')), columns - 1)
}

/** Here nobody pauses but Fovea itself, on a full disk or a history that cannot be written; it would wait for ever. */
function refuseToWait(status: SystemStatus | null): void {
  const why = status?.queue.paused ? status.notices?.at(-1) : undefined
  if (why) throw new FoveaError(why.kind, why.code, why.params)
}

/** Fulfilled with the comparison when none of its runs waits or runs any more. */
export async function followComparison(client: Client, id: string, output: Output): Promise<ComparisonDetail> {
  const say = terminalWords[output.language]
  const told = new Set<string>()
  let status: SystemStatus | null = null
  let detail = await client.call('comparisons.get', { id })
  for (const run of detail.runs) if (over(run)) told.add(run.id)

  const outcome = (run: RunRecord) => (run.state === 'finished' && run.testAccuracy !== null
    ? `${percent(run.testAccuracy, output.language)}, ${duration(run.seconds ?? 0, output.language)}`
    : run.problem ? `${say.states[run.state]}. ${describeProblem(run.problem, output.language).message}` : say.states[run.state])
  const tell = () => {
    for (const run of detail.runs) {
      if (!over(run) || told.has(run.id)) continue
      told.add(run.id)
      const variant = detail.plan.variants.find((v) => v.id === run.variantId)!
      if (!output.isLive || run.state === 'failed') output.note(plainSpaces(say.runEnded(told.size, detail.runs.length, inLanguage(variant.name, output.language), run.seed, outcome(run))))
    }
    output.live(liveLine(detail, status, output))
  }

  const ended = new AbortController()
  let heard = Promise.withResolvers<void>()
  const look = () => heard.resolve()
  const streams = Promise.all([
    client.stream('system.status', undefined, (item) => { status = item; look() }, ended.signal),
    client.stream('comparisons.follow', undefined, look, ended.signal),
  ])
  // A stream that fails ends the waiting, and the await below tells why.
  let failed = false
  streams.catch(() => { failed = true; look() })
  try {
    while (!detail.runs.every(over) && !failed) {
      await heard.promise
      heard = Promise.withResolvers<void>()
      detail = await client.call('comparisons.get', { id })
      tell()
      refuseToWait(status)
    }
  } finally {
    ended.abort()
    output.live(null)
  }
  await streams
  return detail
}
