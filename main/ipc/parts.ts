/** The parts of Fovea that the handlers work with; workbench.ts builds them. */
import type { Bundles } from '../bundles/service.ts'
import type { Datasets } from '../datasets/library.ts'
import type { Evaluations } from '../evaluations/service.ts'
import type { Home } from '../home.ts'
import type { Inference } from '../runs/inference-client.ts'
import type { RunService } from '../runs/service.ts'
import type { Store } from '../store/interface.ts'
import type { AnswersOf } from './answers.ts'
import type { Results } from './results.ts'
import type { Tasks } from './tasks.ts'

export interface Parts {
  home: Home
  store: Store
  datasets: Datasets
  runs: RunService
  inference: Inference
  results: Results
  answersOf: AnswersOf
  bundles: Bundles
  evaluations: Evaluations
  tasks: Tasks
  /** Prints a page to PDF: Electron, or a browser on this machine; throws when there is none. */
  printPdf(html: string): Promise<Uint8Array>
  /** Shows a file in the system's viewer; the desktop has one. */
  openFile: ((file: string) => Promise<void>) | null
  /** Settings were changed by somebody. */
  settingsChanged(): void
}
