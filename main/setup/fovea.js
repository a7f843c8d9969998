#!/usr/bin/env node
/** The `fovea` command: set-up where something is missing, then main/cli.ts on Node 24 with the same arguments. */
import { join } from 'node:path'
import { root } from './places.js'
import { become } from './processes.js'
import { ready } from './ready.js'
import { inWords } from './say.js'

/** Commands that train or run a model, or whose window does; the others work without the engine and do not wait for it. */
const withEngine = new Set(['compare', 'evaluate', 'demo', 'serve', 'models describe'])

const [command = '', what = ''] = process.argv.slice(2)
try {
  const node = await ready({ engine: withEngine.has(command) || withEngine.has(`${command} ${what}`) ? 'wanted' : 'no', window: command === 'serve' })
  process.exitCode = await become(node, ['--disable-warning=ExperimentalWarning', join(root, 'main', 'cli.ts'), ...process.argv.slice(2)])
} catch (error) {
  process.stderr.write(inWords(error) + '\n')
  process.exitCode = 1
}
