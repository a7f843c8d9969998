/** Follows long work that is not a run: the making, import or download of a dataset. Gives the dataset's key. */
import { FoveaError } from '../../preload/contract/errors.ts'
import type { Problem } from '../../preload/contract/errors.ts'
import { bytes, percent, thousands } from '../../preload/contract/format.ts'
import type { TaskEvent } from '../../preload/contract/system.ts'
import type { Client } from './client.ts'
import { progressBar } from './follow-comparison.ts'
import type { Output } from './output.ts'
import { plainSpaces } from './result-text.ts'
import { cut } from './width.ts'
import { terminalWords } from './words/index.ts'

export function taskLine(event: Extract<TaskEvent, { type: 'progress' }>, { language, columns }: Pick<Output, 'language' | 'columns'>): string {
  const share = event.total ? event.done / event.total : 0
  const amount = event.what === 'downloading' ? bytes : thousands
  // A measurement counts in shares of itself.
  const reached = event.what === 'measuring' ? percent(share, language, 0) : `${amount(event.done)} / ${amount(event.total ?? 0)}`
  const of = event.total === null ? amount(event.done) : `${progressBar(share)} ${reached}`
  return cut(plainSpaces(`${terminalWords[language].task[event.what]} ${of}`), columns - 1)
}

export async function followTask(client: Client, taskId: string, output: Output, signal: AbortSignal = new AbortController().signal): Promise<string> {
  let key: string | null = null
  let problem: Problem | null = null
  const cancel = () => void client.call('tasks.cancel', { taskId }).catch(() => {})
  signal.addEventListener('abort', cancel, { once: true })
  try {
    await client.stream('tasks.follow', { taskId }, (event) => {
      if (event.type === 'progress') output.live(taskLine(event, output))
      else if (event.type === 'finished') key = event.key
      else problem = event.problem
    }, signal)
  } finally {
    signal.removeEventListener('abort', cancel)
    output.live(null)
  }
  if (problem) throw new FoveaError((problem as Problem).kind, (problem as Problem).code, (problem as Problem).params)
  if (key === null) throw new FoveaError('stopped', 'terminal.interrupted')
  return key
}
