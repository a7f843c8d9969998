/** A run's events from any place on: first what is written, then live, with no gap and nothing twice. */
import type { RunEvent, SequencedEvent } from '../../preload/contract/run.ts'
import { FoveaError } from '../../preload/contract/errors.ts'
import type { Store } from '../store/interface.ts'
import type { Topic } from './topic.ts'

const page = 500
const isLast = ({ event }: { event: RunEvent }) => event.type === 'finished' || event.type === 'stopped' || event.type === 'failed'

/** Ends when the run has ended or `signal` aborts. A run that is continued later is followed anew. */
export async function followRun(store: Store, live: Topic<SequencedEvent[]>, runId: string, afterSeq: number, push: (events: SequencedEvent[]) => void, signal: AbortSignal): Promise<void> {
  if (!(await store.getRun(runId))) throw new FoveaError('not-found', 'runs.unknown', { id: runId })
  let last = afterSeq
  const hand = (events: SequencedEvent[]) => {
    const fresh = events.filter(({ seq }) => seq > last)
    if (!fresh.length || signal.aborted) return
    last = fresh.at(-1)!.seq
    push(fresh)
  }
  const replay = async () => {
    for (let read = [] as SequencedEvent[]; !signal.aborted; ) {
      read = await store.readEvents(runId, last, page)
      hand(read)
      if (read.length < page) return
    }
  }

  // Events are written before they are published: what is not in the replay waits here.
  let waiting: SequencedEvent[] | null = []
  let end = () => {}
  const ended = new Promise<void>((resolve) => { end = resolve })
  const unsubscribe = live.subscribe(runId, (events) => {
    if (waiting) { waiting.push(...events); return }
    hand(events)
    if (events.some(isLast)) end()
  })
  signal.addEventListener('abort', end)
  try {
    await replay()
    const state = (await store.getRun(runId))?.state
    if (state !== 'queued' && state !== 'running') return await replay()
    const heard: SequencedEvent[] = waiting
    waiting = null
    hand(heard)
    if (!heard.some(isLast) && !signal.aborted) await ended
  } finally {
    unsubscribe()
    signal.removeEventListener('abort', end)
  }
}
