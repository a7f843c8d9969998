/** Where Fovea keeps everything: histories, datasets, runs, reports. --home, then FOVEA_HOME, then the system's place. */
import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { FoveaError } from '../preload/contract/errors.ts'

function standard(): string {
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Fovea')
  if (process.platform === 'win32') return join(process.env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Fovea')
  return join(process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'fovea')
}

export interface Home { root: string; database: string; datasets: string; runs: string; reports: string; uploads: string; evaluations: string }

/** Makes the folders that are missing. Throws 'system.home-unusable' when they cannot be made. */
export function openHome(named?: string): Home {
  const root = resolve(named ?? process.env['FOVEA_HOME'] ?? standard())
  const home = { root, database: join(root, 'fovea.db'), datasets: join(root, 'datasets'), runs: join(root, 'runs'), reports: join(root, 'reports'), uploads: join(root, 'uploads'), evaluations: join(root, 'evaluations') }
  for (const folder of [home.root, home.datasets, home.runs, home.reports, home.uploads, home.evaluations]) {
    try {
      mkdirSync(folder, { recursive: true })
    } catch (error) {
      throw new FoveaError('unavailable', 'system.home-unusable', { folder, detail: error instanceof Error ? error.message : String(error) }, { cause: error })
    }
  }
  return home
}
