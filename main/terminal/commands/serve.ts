/** fovea serve: the window in a browser, until Ctrl-C. */
import { join } from 'node:path'
import { appRoot } from '../../entries.ts'
import { serve as serveWindow } from '../../ipc/server.ts'
import type { Context } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'

export async function serve(options: { port?: number }, { fovea, output, say, signal }: Context): Promise<number> {
  const served = await serveWindow({ workbench: await fovea(), port: options.port, rendererFolder: join(appRoot, 'out', 'renderer') })
  output.show({ url: served.url }, () => say.served(served.url))
  if (!signal.aborted) await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
  await served.close()
  return exitCodes.ok
}
