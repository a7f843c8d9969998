/** A process that writes events without end and tells the last seq that the store has answered; it is killed by a test. */
import { openStore } from '../../main/store/client.ts'
import { losses, newRun, plan, timed } from './fixture.ts'

const store = await openStore(process.argv[2]!)
await store.createComparison({ id: 'c', plan, createdAt: 5 }, [newRun('r')])
for (let i = 0; ; i++) {
  const [event] = await store.appendEvents('r', timed(losses(i * 7, i * 7 + 7)))
  process.send!(event!.seq)
}
