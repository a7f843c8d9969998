/**
 * npm run bench -- window [--runs 10000 --json FILE]: the window in Chromium on a made-up history: from address to use, clicks,
 * scrolling the table of runs, long tasks, ten charts of a million points, and from a dropped image to its answer (this part needs the engine). Needs a Chromium
 * (CHROMIUM names it). Figures of this machine; nothing is asserted.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromiumProgram } from '../e2e/serving.ts'
import { firstAnswers } from './first-answer.ts'
import { history } from './history.ts'
import { liveRun } from './live-run.ts'
import { manyCharts } from './many-charts.ts'

const { values } = parseArgs({ options: { runs: { type: 'string', default: '10000' }, json: { type: 'string' } } })
const program = chromiumProgram()
if (!program) {
  console.error('No Chromium found. Name one in CHROMIUM.')
  process.exit(2)
}

const folder = mkdtempSync(join(tmpdir(), 'fovea-window-'))
const figures: Record<string, number> = { cores: cpus().length }
try {
  const parts = {
    history: (home: string) => history(program, home, Number(values.runs)),
    answers: (home: string) => firstAnswers(program, home),
    charts: (home: string) => manyCharts(program, home),
    live: (home: string) => liveRun(program, home),
  }
  for (const [name, measure] of Object.entries(parts)) {
    const measured = await measure(join(folder, name))
    console.table(Object.fromEntries(Object.entries(measured).map(([what, value]) => [what, Math.round(value)])))
    Object.assign(figures, measured)
  }
  if (values.json) writeFileSync(values.json, JSON.stringify(figures, null, 2))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
