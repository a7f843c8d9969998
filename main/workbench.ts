/** All parts of Fovea behind the contract, built and handed to each other; the desktop, the terminal and `fovea serve` use it alike. */
import { appendFile, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import packageJson from '../package.json' with { type: 'json' }
import type { Problem } from '../preload/contract/errors.ts'
import type { Language } from '../preload/contract/text.ts'
import { createBundles } from './bundles/service.ts'
import { createDatasets } from './datasets/library.ts'
import { createEvaluations } from './evaluations/service.ts'
import type { Home } from './home.ts'
import { createAnswers } from './ipc/answers.ts'
import { manifestHere } from './ipc/catalogue.ts'
import { bundleHandlers } from './ipc/handlers/bundles.ts'
import { catalogueHandlers } from './ipc/handlers/catalogue.ts'
import { comparisonHandlers } from './ipc/handlers/comparisons.ts'
import { evaluationHandlers } from './ipc/handlers/evaluations.ts'
import { evidenceHandlers } from './ipc/handlers/evidence.ts'
import { groupHandlers } from './ipc/handlers/groups.ts'
import { datasetHandlers } from './ipc/handlers/datasets.ts'
import { inspectHandlers } from './ipc/handlers/inspect.ts'
import { measureHandlers } from './ipc/handlers/measures.ts'
import { modelHandlers } from './ipc/handlers/models.ts'
import { planHandlers } from './ipc/handlers/plans.ts'
import { reportHandlers } from './ipc/handlers/reports.ts'
import { runHandlers } from './ipc/handlers/runs.ts'
import { readSettings, settingsHandlers } from './ipc/handlers/settings.ts'
import { systemHandlers } from './ipc/handlers/system.ts'
import type { Parts } from './ipc/parts.ts'
import { servePort } from './ipc/ports.ts'
import type { Port } from './ipc/ports.ts'
import { createResults } from './ipc/results.ts'
import { createRouter } from './ipc/router.ts'
import type { Router } from './ipc/router.ts'
import { createTasks } from './ipc/tasks.ts'
import { createInference } from './runs/inference-client.ts'
import type { Launch } from './runs/processes.ts'
import { createRuns } from './runs/service.ts'
import { printWithBrowser } from './system/browser-print.ts'
import { openStore } from './store/client.ts'

export interface WorkbenchOptions {
  home: Home
  launch: Launch
  /** Shows a file in the system's viewer. */
  openFile?: (file: string) => Promise<void>
  /** Prints a page to PDF; without one a Chromium of this machine is asked. */
  printPdf?: (html: string) => Promise<Uint8Array>
  /** Runs under way at once. */
  concurrency?: number
}
/** `call` and `stream` are for this process itself, `connect` and `serve` for windows. */
export interface Workbench extends Router {
  home: Home
  /** What the user should hear of the opening: a damaged history that was put aside. */
  notices(): Promise<Problem[]>
  /** A window of the desktop, by its MessagePort. */
  serve(port: Port): void
  /** Told the language chosen in Settings (null: the system's), now and whenever it changes. */
  onLanguage(listener: (language: Language | null) => void): void
  /** Stops runs with checkpoints, ends processes, closes the history. */
  close(): Promise<void>
}

/** Where processes write what they print; the launch is made with it. */
export const jobLog = (home: Home): string => join(home.root, 'logs', 'jobs.log')
const ownLog = (home: Home): string => join(home.root, 'logs', 'fovea.log')

/** Throws a FoveaError when the history cannot be opened. */
export async function createWorkbench({ home, launch, openFile, printPdf = printWithBrowser, concurrency }: WorkbenchOptions): Promise<Workbench> {
  const store = await openStore(home.database)
  await store.forgetResults(packageJson.version)
  const datasets = createDatasets({ home, launch })
  const inference = createInference({ launch })
  const runs = await createRuns({
    store, launch, home, log: jobLog(home), concurrency,
    datasetFolder: async (reference) => datasets.folder((await datasets.prepare(reference)).key),
  })
  const bundles = createBundles({
    store, home, runFolder: runs.folderOf, labelRuns: runs.labelRuns, show: runs.restoreComparison,
    datasetOf(plan, records) {
      const manifest = manifestHere(datasets, plan.dataset, records)
      return manifest && { manifest, folder: datasets.folder(manifest.key) }
    },
  })
  const evaluations = createEvaluations({ home, store, datasets, runs, inference, launch })
  const tasks = createTasks()
  const languageListeners: ((language: Language | null) => void)[] = []
  const tellLanguage = async (listeners = languageListeners) => {
    const { language } = await readSettings(store)
    for (const listener of listeners) listener(language)
  }
  const parts: Parts = { home, store, datasets, runs, inference, tasks, results: createResults(store, runs), answersOf: createAnswers((ids) => store.readPredictions(ids)), bundles, evaluations, openFile: openFile ?? null, printPdf, settingsChanged: () => void tellLanguage() }

  const handlers = {
    ...systemHandlers(parts), ...settingsHandlers(parts), ...catalogueHandlers(parts), ...modelHandlers(parts), ...datasetHandlers(parts), ...planHandlers(parts),
    ...comparisonHandlers(parts), ...evidenceHandlers(parts), ...groupHandlers(parts), ...runHandlers(parts), ...measureHandlers(parts), ...inspectHandlers(parts), ...evaluationHandlers(parts), ...reportHandlers(parts), ...bundleHandlers(parts),
  }
  const router = createRouter(handlers, handlers, (name, error) => {
    const text = `${new Date().toISOString()} ${name}: ${error instanceof Error ? error.stack : String(error)}\n`
    void mkdir(dirname(ownLog(home)), { recursive: true }).then(() => appendFile(ownLog(home), text)).catch(() => {})
  })

  let closing: Promise<void> | null = null
  return {
    ...router,
    home,
    notices: () => store.notices(),
    serve: (port) => servePort(router, port),
    onLanguage(listener) {
      languageListeners.push(listener)
      void tellLanguage([listener])
    },
    close: () => (closing ??= (async () => {
      tasks.close()
      const evaluated = evaluations.close()
      await runs.close()
      // Ends the answer an evaluation waits for.
      inference.close()
      await evaluated
      datasets.close()
      await store.close()
    })()),
  }
}
