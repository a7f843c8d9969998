/** Makes the system open .fovea files with this Fovea, for the user who asks, and takes it back. Linux: freedesktop.org's shared MIME database and desktop entries. Windows: the user's part of the registry. */
import { execFile } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { FoveaError } from '../../preload/contract/errors.ts'

export interface AssociationOptions {
  platform: NodeJS.Platform
  /** What opens a file: a program and its words; the file's path follows. */
  command: readonly [program: string, ...words: string[]]
  /** Where the user's desktop entries and types lie (Linux). */
  dataFolder: string
  run(program: string, words: string[]): Promise<unknown>
}

const type = 'application/x-fovea'
const mimeType = `<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="${type}"><comment>Fovea comparison</comment><comment xml:lang="zh_CN">Fovea 对比</comment><glob pattern="*.fovea"/></mime-type>
</mime-info>
`
/** A word of an Exec line: in quotes, what is reserved there escaped, then as the string of an entry (each \\ twice), and % doubled. */
const execWord = (word: string): string => `"${word.replace(/["`$\\]/g, '\\$&').replaceAll('\\', '\\\\').replaceAll('%', '%%')}"`
const desktopEntry = (command: readonly string[]): string => `[Desktop Entry]
Type=Application
Name=Fovea
Comment=Does this attention help on these images, and what does it look at?
Comment[zh_CN]=这种注意力对这些图片有帮助吗？它在看什么？
Exec=${command.map(execWord).join(' ')} %f
Terminal=false
MimeType=${type};
Categories=Science;Education;
`
const files = (folder: string) => ({ type: join(folder, 'mime', 'packages', 'fovea.xml'), entry: join(folder, 'applications', 'fovea.desktop') })

const registryType = 'Fovea.Bundle'
const key = (name: string) => `HKCU\\Software\\Classes\\${name}`

/** Tools of a desktop that may be missing: without them the system notices at the next log-in. */
const tell = async ({ run, dataFolder }: AssociationOptions, set: boolean) => {
  const tools: [string, string[]][] = [['update-mime-database', [join(dataFolder, 'mime')]], ['update-desktop-database', [join(dataFolder, 'applications')]], ...(set ? [['xdg-mime', ['default', 'fovea.desktop', type]] as [string, string[]]] : [])]
  for (const [program, words] of tools) await run(program, words).catch(() => {})
}

/** Throws 'system.no-association' where it cannot be done. */
export async function associate(options: AssociationOptions): Promise<void> {
  const { platform, command, dataFolder, run } = options
  if (platform === 'win32') {
    await run('reg', ['add', key('.fovea'), '/ve', '/d', registryType, '/f'])
    await run('reg', ['add', key(registryType), '/ve', '/d', 'Fovea', '/f'])
    await run('reg', ['add', `${key(registryType)}\\shell\\open\\command`, '/ve', '/d', `${command.map((word) => `"${word}"`).join(' ')} "%1"`, '/f'])
    return
  }
  if (platform !== 'linux') throw new FoveaError('unavailable', 'system.no-association', { platform })
  const { type: typeFile, entry } = files(dataFolder)
  for (const [file, content] of [[typeFile, mimeType], [entry, desktopEntry(command)]] as const) {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, content)
  }
  await tell(options, true)
}

export async function dissociate(options: AssociationOptions): Promise<void> {
  const { platform, dataFolder, run } = options
  if (platform === 'win32') {
    // A key that is not there is what was wanted.
    for (const name of ['.fovea', registryType]) await run('reg', ['delete', key(name), '/f']).catch(() => {})
    return
  }
  if (platform !== 'linux') throw new FoveaError('unavailable', 'system.no-association', { platform })
  for (const file of Object.values(files(dataFolder))) await rm(file, { force: true })
  await tell(options, false)
}

const execute = promisify(execFile)

/** For this Fovea on this machine: the way `npm start` opens it. */
export const ownAssociation = (root: string): AssociationOptions => ({
  platform: process.platform,
  command: [process.execPath, join(root, 'main', 'setup', 'run.js'), 'start'],
  dataFolder: process.env['XDG_DATA_HOME'] || join(homedir(), '.local', 'share'),
  run: (program, words) => execute(program, words),
})
