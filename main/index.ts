/** The desktop's entry: Electron's processes and viewer for the workbench, and the workbench for the window. */
import { join } from 'node:path'
import { fail, runDesktop } from './app/desktop.ts'
import { showFile } from './app/show-file.ts'
import { utilityLaunch } from './app/utility-process.ts'
import { openHome } from './home.ts'
import { servePort } from './ipc/ports.ts'
import { electronJobEnvironment } from './system/setup-state.ts'
import { createWorkbench } from './workbench.ts'

function start(): Promise<void> {
  const named = process.argv.indexOf('--home')
  const home = openHome(named < 0 ? undefined : process.argv[named + 1])
  return runDesktop(home.root, async () => {
    const launch = utilityLaunch(join(home.root, 'logs', 'jobs.log'), electronJobEnvironment())
    const workbench = await createWorkbench({ home, launch, showFile })
    return { serve: (port) => servePort(workbench, port), close: () => workbench.close() }
  })
}

// Nothing is awaited here: Electron is ready only after this module has loaded.
try {
  start().catch(fail)
} catch (error) {
  fail(error)
}
