/** A peer of the benchmark: for every line on stdin (a number of steps) runs them and answers with the seconds they took. */
import { createInterface } from 'node:readline'

export function answerLines(step: () => unknown): void {
  createInterface({ input: process.stdin }).on('line', async (line) => {
    const start = performance.now()
    for (let i = 0; i < Number(line); i++) await step()
    console.log(JSON.stringify({ seconds: (performance.now() - start) / 1000, residentBytes: process.memoryUsage().rss }))
  })
}
