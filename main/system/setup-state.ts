/** What set-up left behind in this clone (main/setup/state.js writes it). A packaged app, or a clone never set up, has nothing. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Problem } from '../../preload/contract/errors.ts'
import { appRoot } from '../entries.ts'

const SetupState = z.object({
  engine: z.object({ way: z.enum(['own', 'wheel', 'installer']), flavour: z.enum(['cpu', 'gpu']).nullable(), version: z.string().nullable(), library: z.string() }).optional(),
  engineProblem: Problem.omit({ kind: true }).optional(),
  electronFailed: z.object({ version: z.string(), at: z.string() }).optional(),
})
export type SetupState = z.infer<typeof SetupState>

export function readSetupState(root = appRoot): SetupState {
  try { return SetupState.parse(JSON.parse(readFileSync(join(root, '.fovea', 'setup.json'), 'utf8'))) } catch { return {} }
}

/**
 * Environment of jobs in Electron. A binding that the npm package's installer brought lacks our allocator, and then oneDNN's
 * pool asks Electron's malloc for a block it refuses; without oneDNN training is slower and works.
 */
export const electronJobEnvironment = (state = readSetupState()): Record<string, string> => (state.engine?.way === 'installer' ? { TF_ENABLE_ONEDNN_OPTS: '0' } : {})
