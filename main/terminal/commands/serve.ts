/** fovea serve [FILE]: the window in a browser, until Ctrl-C; a .fovea file is opened first, and the address is that of its comparison. */
import { join, resolve } from 'node:path'
import { appRoot } from '../../entries.ts'
import { serve as serveWindow } from '../../ipc/server.ts'
import type { Context } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'

export async function serve(file: string | undefined, options: { port?: number }, { fovea, output, say, signal }: Context): Promise<number> {
  const client = await fovea()
  const opened = file === undefined ? null : await client.call('bundles.open', { source: { from: 'path', path: resolve(file) } })
  const served = await serveWindow({ workbench: client, port: options.port, rendererFolder: join(appRoot, 'out', 'renderer') })
  const url = opened ? `${served.url}#/comparisons/${opened.comparisonId}/result` : served.url
  output.show({ url }, () => say.served(url))
  if (!signal.aborted) await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
  await served.close()
  return exitCodes.ok
}
