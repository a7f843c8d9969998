/** Opens Fovea for a command: the workbench of a home, with jobs as children of Node. */
import { openHome } from '../home.ts'
import { nodeLaunch } from '../runs/node-process.ts'
import { createWorkbench, jobLog } from '../workbench.ts'
import type { Client } from './client.ts'

export async function openFovea(named: string | undefined): Promise<Client> {
  const home = openHome(named)
  return createWorkbench({ home, launch: nodeLaunch(jobLog(home)) })
}
