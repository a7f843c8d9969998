/** The desktop's entry: Electron's processes and viewer for the workbench, and the workbench for the window. */
import { fail, runDesktop } from './app/desktop.ts'
import { openFile } from './app/open-file.ts'
import { printPdf } from './app/print-pdf.ts'
import { utilityLaunch } from './app/utility-process.ts'
import { openHome } from './home.ts'
import { electronJobEnvironment } from './system/setup-state.ts'
import { createWorkbench, jobLog } from './workbench.ts'

function start(): Promise<void> {
  const named = process.argv.indexOf('--home')
  const home = openHome(named < 0 ? undefined : process.argv[named + 1])
  return runDesktop(home.root, () => createWorkbench({ home, launch: utilityLaunch(jobLog(home), electronJobEnvironment()), openFile, printPdf }))
}

// Nothing is awaited here: Electron is ready only after this module has loaded.
try {
  start().catch(fail)
} catch (error) {
  fail(error)
}
