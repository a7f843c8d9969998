/** Opens an exported report in the system's viewer. Who may name which file is decided by the caller. */
import { shell } from 'electron'
import { FoveaError } from '../../preload/contract/errors.ts'

export async function openFile(file: string): Promise<void> {
  const refused = await shell.openPath(file)
  if (refused !== '') throw new FoveaError('unavailable', 'system.no-viewer', { file, detail: refused })
}
